import { shape, tapsIn, type Shaped } from "../../src/channels/shape.ts";
import type { Flowbook } from "../../src/core/engine/book.ts";
import { blankState, type State } from "../../src/core/engine/state.ts";
import type { Instant } from "../../src/core/instant.ts";
import type { Json } from "../../src/core/json.ts";
import { writeMail } from "../../src/runtime/mail.ts";
import { Pump } from "../../src/runtime/pump.ts";
import { receive } from "../../src/runtime/receive.ts";
import { silentLog, type World } from "../../src/runtime/world.ts";
import type { Store } from "../../src/store/store.ts";
import { readCatalogue } from "../../src/core/webinar/catalogue.ts";
import { programmeOwner } from "../../src/core/webinar/mail.ts";
import type { Bench, Seen } from "./benches/bench.ts";
import { concludeFrom, type Conclusion } from "./conclusion.ts";
import { givenOrganization, givenPosts, givenState, startOf } from "./given.ts";
import { codePattern, codePlace, pace, type Act, type Performance } from "./perform.ts";
import { teamPosts, type TeamPost } from "./team.ts";
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
  private book: Flowbook;
  private taken = 0;
  private code = codePlace;

  constructor(book: Flowbook, performance: Performance, bench: Bench, store: Store) {
    this.performance = performance;
    this.bench = bench;
    this.now = startOf(performance.transcript);
    this.book = book;
    const known = () => this.book;
    this.world = {
      store,
      channels: new Map([[bench.channel.name, bench.channel]]),
      get book() {
        return known();
      },
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
    const { store } = this.world;
    await this.post(givenPosts(transcript), "given-by-others");
    if (state === blankState) return;
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
    else if (act.kind === "team") await this.team(act, number);
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

  /** As the console does it: mail for the desk or the case. */
  private async team(act: Extract<Act, { kind: "team" }>, number: number): Promise<void> {
    await this.pass(pace);
    const contact = (await this.contact()) ?? "c00-nobody";
    const posts = teamPosts(act.step, contact, act.cases, act.language, number);
    await this.post(posts, `team-${number}`);
  }

  private async post(posts: readonly TeamPost[], id: string): Promise<void> {
    if (posts.length === 0) return;
    await this.world.store.accept(
      posts.map(({ to, from, body }, at) => ({
        id: `${id}-${at}`,
        to: { owner: to },
        at: this.now,
        body: writeMail({ kind: "post", from, body }),
      })),
      this.now,
    );
    await this.pump.settle();
    const programme = await this.world.store.stateOf(programmeOwner);
    this.book = { ...this.book, webinars: readCatalogue(programme?.state ?? null) };
  }

  private async contact(): Promise<string | null> {
    const [inbound] =
      this.bench.read("contact", { kind: "text", text: "-" }, null, "end", this.now) ?? [];
    return inbound === undefined ? null : this.world.store.contactOf(inbound.address);
  }

  async finish(): Promise<Replay> {
    const { store, book } = this.world;
    const owner = await this.contact();
    const kept = owner === null ? null : await store.stateOf(owner);
    // What the runtime commits for a contact.
    const state = (kept?.state as unknown as State | undefined) ?? blankState;
    return {
      conclusion: concludeFrom(book, state),
      messages: this.messages,
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

  /** What the contact got so far. */
  private messages = 0;

  private compare(act: Act, number: number): void {
    const seen = this.bench.seen.slice(this.taken);
    this.taken = this.bench.seen.length;
    for (const who of ["contact", "colleague"] as const) {
      const got = seen.filter((one) => one.who === who);
      const due = act.got
        .filter((one) => one.who === who)
        .flatMap(({ message }) =>
          shape(message, this.bench.channel.capabilities).map((shaped) => ({
            shaped,
            // The buttons of a template have the ids with which it was approved.
            isTemplate: message.template !== undefined,
          })),
        );
      // A file that travels alone, where no words stand under it, comes on top of what is promised.
      const isAlone = ({ kind, text }: Shaped): boolean => kind === "document" && text === "";
      if (who === "contact") this.messages += due.filter(({ shaped }) => !isAlone(shaped)).length;
      const where = `event ${number + 1}, ${who}`;
      if (due.length !== got.length) {
        const texts = got.map(({ text }) => text).join(" | ");
        throw new Error(`${where}: ${got.length} messages instead of ${due.length}: ${texts}`);
      }
      for (const [at, { shaped, isTemplate }] of due.entries()) {
        compareOne(where, shaped, isTemplate, got[at]);
      }
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
  isTemplate: boolean,
  got: Seen | undefined,
): void {
  const [wanted, read] = [plain(shaped.text), plain(got?.text ?? "")];
  if (!read.includes(wanted))
    throw new Error(`${where}: reads « ${read} » instead of « ${wanted} »`);
  const ids = tapsIn(shaped)
    .map(({ id }) => id)
    .join();
  if (isTemplate && got?.taps.length === 0) return;
  if (ids !== got?.taps.join())
    throw new Error(`${where}: offers ${got?.taps.join()} instead of ${ids}`);
}

/** They follow from the contact's id, which each store makes for itself. */
const caseNumbers = /(?<![\p{L}\d-])[2-9A-HJKMNP-Z]{3}-[2-9A-HJKMNP-Z]{3}(?![\p{L}\d-])/gu;

const registrationCodes = /(?<![\p{L}\d-])[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}(?![\p{L}\d-])/gu;
const certificateCodes = /[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{2}/gu;

function plain(text: string): string {
  return typed(text)
    .replace(codePattern, codePlace)
    .replaceAll(caseNumbers, "{number}")
    .replaceAll(registrationCodes, "{registration}")
    .replaceAll(certificateCodes, "{certificate}")
    .replaceAll(/\s+/gu, " ")
    .trim();
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
