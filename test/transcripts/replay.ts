import { shape } from "../../src/channels/shape.ts";
import type { Flowbook } from "../../src/core/engine/book.ts";
import { blankState, type State } from "../../src/core/engine/state.ts";
import type { Instant } from "../../src/core/instant.ts";
import type { Json } from "../../src/core/json.ts";
import { writeMail } from "../../src/runtime/mail.ts";
import { Pump } from "../../src/runtime/pump.ts";
import { receive } from "../../src/runtime/receive.ts";
import { silentLog, type World } from "../../src/runtime/world.ts";
import type { Store } from "../../src/store/store.ts";
import type { Bench, Seen } from "./benches/bench.ts";
import { concludeFrom, type Conclusion } from "./conclusion.ts";
import { givenOrganization, givenState, startOf } from "./given.ts";
import { codePattern, codePlace, pace, type Act, type Performance } from "./perform.ts";
import { typed } from "./typing.ts";

/** What a replay left: to be the same as on the engine alone. */
export interface Replay {
  readonly conclusion: Conclusion;
  /** Calls of the provider for the contact, from the first message to the last. */
  readonly messages: number;
}

/**
 * Plays a performance once more through the runtime, the store and a channel. Throws where somebody
 * would read other words, or find other buttons, than on the engine alone.
 *
 * Null when the channel has no way to do what is done in it.
 */
export async function replay(
  book: Flowbook,
  performance: Performance,
  bench: Bench,
  store: Store,
): Promise<Replay | null> {
  const stage = new Stage(book, performance, bench, store);
  await stage.begin();
  for (const [at, act] of performance.acts.entries()) {
    if (!(await stage.play(act, at))) return null;
  }
  return stage.finish();
}

class Stage {
  private readonly performance: Performance;
  private readonly bench: Bench;
  private readonly world: World;
  private readonly pump: Pump;
  private now: Instant;
  private taken = 0;
  private code = codePlace;

  constructor(book: Flowbook, performance: Performance, bench: Bench, store: Store) {
    this.performance = performance;
    this.bench = bench;
    this.now = startOf(performance.transcript);
    this.world = {
      store,
      channels: new Map([[bench.channel.name, bench.channel]]),
      book,
      clock: () => this.now,
      log: silentLog,
      secret: "a secret of tests",
    };
    this.pump = new Pump(this.world);
  }

  /** The contact stands where the transcript says, by a turn that nobody saw. */
  async begin(): Promise<void> {
    const { transcript, language } = this.performance;
    const state = givenState(this.world.book, transcript, language);
    if (state === blankState) return;
    const { store } = this.world;
    const [inbound] =
      this.bench.read("contact", { kind: "text", text: "-" }, null, "given", this.now) ?? [];
    if (inbound === undefined) throw new Error("the contact has no address");
    await receive(this.world, [inbound]);
    const [claim] = await store.claim({ now: this.now, lease: 1_000, owners: 1, events: 1 });
    if (claim === undefined) throw new Error("the contact has no mail");
    await store.commit({
      owner: claim.owner,
      lease: claim.lease,
      turn: claim.turn,
      // States are plain data.
      state: state as unknown as Json,
      consumed: ["given"],
      dead: [],
      outbox: [],
      timers: [],
      cancelled: [],
      posts: state.organization === null ? [] : foundingPosts(claim.owner, state.organization),
      journal: [],
      now: this.now,
    });
    await this.pump.settle();
  }

  async play(act: Act, number: number): Promise<boolean> {
    if (act.kind === "pass") await this.pass(act.milliseconds);
    else {
      const { who, content } = act;
      await this.pass(pace);
      const mine = this.bench.seen.filter((one) => one.who === who);
      const meant =
        content.kind === "text"
          ? { ...content, text: content.text.replace(codePlace, this.code) }
          : content;
      const quoted = act.quoted === null ? null : (mine[this.placeOf(act, number)] ?? null);
      const inbounds = this.bench.read(who, meant, quoted, `event-${number}`, this.now);
      if (inbounds === null) return false;
      await receive(this.world, inbounds);
      await this.pump.settle();
    }
    this.compare(act, number);
    return true;
  }

  async finish(): Promise<Replay> {
    const { store, book } = this.world;
    const [inbound] =
      this.bench.read("contact", { kind: "text", text: "-" }, null, "end", this.now) ?? [];
    const owner = inbound === undefined ? null : await store.contactOf(inbound.address);
    const kept = owner === null ? null : await store.stateOf(owner);
    // What the runtime commits for a contact.
    const state = (kept?.state as unknown as State | undefined) ?? blankState;
    return {
      conclusion: concludeFrom(book, state),
      messages: this.bench.seen.filter(({ who }) => who === "contact").length,
    };
  }

  /** Timers come due one after the other, each at its moment. */
  private async pass(milliseconds: number): Promise<void> {
    const until = this.now + milliseconds;
    for (;;) {
      const due = await this.world.store.nextDue();
      if (due === null || due > until) break;
      this.now = Math.max(this.now, due);
      await this.pump.settle();
      if ((await this.world.store.nextDue()) === due) break;
    }
    this.now = until;
  }

  private compare(act: Act, number: number): void {
    const seen = this.bench.seen.slice(this.taken);
    this.taken = this.bench.seen.length;
    for (const who of ["contact", "colleague"] as const) {
      const got = seen.filter((one) => one.who === who);
      const due = act.got
        .filter((one) => one.who === who)
        .flatMap(({ message }) => shape(message, this.bench.channel.capabilities));
      const where = `event ${number + 1}, ${who}`;
      if (due.length !== got.length) {
        const texts = got.map(({ text }) => text).join(" | ");
        throw new Error(`${where}: ${got.length} messages instead of ${due.length}: ${texts}`);
      }
      for (const [at, shaped] of due.entries()) compareOne(where, shaped, got[at]);
    }
    this.code =
      seen.map(({ text }) => codePattern.exec(text)?.[0]).findLast((one) => one) ?? this.code;
  }

  /** Where a quoted message stands among the provider's: one of ours may be several of theirs. */
  private placeOf(act: Extract<Act, { kind: "hear" }>, number: number): number {
    const { capabilities } = this.bench.channel;
    const before = this.performance.acts
      .slice(0, number)
      .flatMap(({ got }) => got)
      .filter(({ who }) => who === act.who)
      .slice(0, (act.quoted ?? 0) + 1);
    return before.flatMap(({ message }) => shape(message, capabilities)).length - 1;
  }
}

function compareOne(
  where: string,
  shaped: ReturnType<typeof shape>[number],
  got: Seen | undefined,
): void {
  const [wanted, read] = [plain(shaped.text), plain(got?.text ?? "")];
  if (!read.includes(wanted))
    throw new Error(`${where}: reads « ${read} » instead of « ${wanted} »`);
  const taps = shaped.kind === "text" ? [] : shaped.kind === "list" ? shaped.rows : shaped.buttons;
  const ids = taps.map(({ id }) => id).join();
  if (ids !== got?.taps.join())
    throw new Error(`${where}: offers ${got?.taps.join()} instead of ${ids}`);
}

function plain(text: string): string {
  return typed(text).replace(codePattern, codePlace).replaceAll(/\s+/gu, " ").trim();
}

function foundingPosts(owner: string, organization: NonNullable<State["organization"]>) {
  const bodies: Json[] = [
    { kind: "found" },
    { kind: "values", values: structuredClone(organization.values) as unknown as Json },
  ];
  return bodies.map((body, at) => ({
    id: `given-${at}`,
    to: givenOrganization,
    body: writeMail({ kind: "post", from: owner, body }),
  }));
}
