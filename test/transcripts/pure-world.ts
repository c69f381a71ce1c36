import { createHash } from "node:crypto";
import { advance } from "../../src/core/engine/advance.ts";
import type { Flowbook } from "../../src/core/engine/book.ts";
import { ownerKinds } from "../../src/core/engine/owners/index.ts";
import type { OwnerKind, OwnerTurn } from "../../src/core/engine/owners/owner.ts";
import { blankState, type State } from "../../src/core/engine/state.ts";
import type { Effect, Input, Mail, Said, TimerBody } from "../../src/core/engine/turn.ts";
import type { Content } from "../../src/core/inbound.ts";
import type { Instant } from "../../src/core/instant.ts";
import type { Json } from "../../src/core/json.ts";
import { readCatalogue } from "../../src/core/webinar/catalogue.ts";
import { programmeOwner } from "../../src/core/webinar/mail.ts";
import { somebodyElse } from "./given.ts";

/** The contacts of a transcript. */
export const persons = ["contact", "colleague"] as const;
export type Person = (typeof persons)[number];

interface Waiting {
  readonly owner: string;
  readonly id: string;
  readonly at: Instant;
  readonly body: Json;
}

/** Every turn of a contact, as it was played. */
export interface Played {
  readonly who: Person;
  readonly move: number;
  readonly said: readonly Said[];
  readonly at: Instant;
}

/**
 * The engine with nothing around it: contacts, the other owners, posts and timers, all in memory.
 * It does with turns what the runtime does, so that a conversation ends the same way in both.
 */
export class PureWorld {
  now: Instant;
  /** What was done for others, in order: kinds of posts, and `erase`. */
  readonly done: string[] = [];
  private readonly heard: Played[] = [];
  private readonly states = new Map<string, State>();
  private readonly owners = new Map<string, Json>();
  private timers: Waiting[] = [];
  private inputs = 0;
  /** What waits to be carried, oldest first, as between mailboxes. */
  private readonly carried: { readonly to: string; readonly from: string; readonly body: Json }[] =
    [];

  private readonly written: Flowbook;
  private made: { readonly programme: Json | undefined; readonly book: Flowbook } | null = null;

  constructor(book: Flowbook, now: Instant) {
    this.written = { ...book, sign };
    this.now = now;
  }

  /** As the runtime gives it to turns: with the webinars as they are now. */
  get book(): Flowbook {
    const programme = this.owners.get(programmeOwner);
    if (this.made === null || this.made.programme !== programme) {
      const webinars = readCatalogue(programme ?? null);
      this.made = { programme, book: { ...this.written, webinars } };
    }
    return this.made.book;
  }

  state(who: Person): State {
    return this.states.get(idOf(who)) ?? blankState;
  }

  put(who: Person, state: State): void {
    this.states.set(idOf(who), state);
  }

  hear(who: Person, content: Content, quoted: number | null): readonly Played[] {
    this.play(idOf(who), { kind: "heard", content, quoted, seed: this.seed() });
    return this.carry();
  }

  /** Time goes by: timers come due in their order. */
  pass(milliseconds: number): readonly Played[] {
    const until = this.now + milliseconds;
    const played: Played[] = [];
    for (;;) {
      const next = this.timers.toSorted((a, b) => a.at - b.at).find(({ at }) => at <= until);
      if (next === undefined) break;
      this.timers = this.timers.filter((one) => one !== next);
      this.now = Math.max(this.now, next.at);
      this.due(next);
      played.push(...this.carry());
    }
    this.now = until;
    return played;
  }

  /** Nothing was played for so long, as when the process was down: then everything that came due. */
  oversleep(milliseconds: number): readonly Played[] {
    this.now += milliseconds;
    return this.pass(0);
  }

  /** Everything is kept, and read again. */
  restart(): void {
    for (const [owner, state] of this.states) this.states.set(owner, copy(state));
    for (const [owner, state] of this.owners) this.owners.set(owner, copy(state));
    this.timers = copy(this.timers);
  }

  post(to: string, from: string, body: Json): readonly Played[] {
    this.carried.push({ to, from, body });
    return this.carry();
  }

  /** Everything that was posted is played, and what follows from it, in the order it was posted. */
  private carry(): readonly Played[] {
    for (let next = this.carried.shift(); next !== undefined; next = this.carried.shift()) {
      const { to, from, body } = next;
      if (!to.startsWith("c")) this.turnOwner(to, from, body);
      // Whatever is posted to a contact is mail in this shape.
      else this.play(to, { kind: "mail", mail: body as unknown as Mail, seed: this.seed() });
    }
    return this.heard.splice(0);
  }

  private due({ owner, body }: Waiting): void {
    if (!owner.startsWith("c")) return this.turnOwner(owner, "", body);
    this.play(owner, {
      kind: "timer",
      timer: body as unknown as TimerBody,
      seed: this.seed(),
    });
  }

  private play(owner: string, input: Input): void {
    const before = { ...(this.states.get(owner) ?? blankState), id: owner };
    const turn = advance(this.book, before, input, this.now);
    this.states.set(owner, turn.state);
    if (owner !== somebodyElse)
      this.heard.push({
        who: personOf(owner),
        move: turn.state.moves,
        said: turn.said,
        at: this.now,
      });
    for (const effect of turn.effects) this.apply(owner, effect);
    // Posts are carried when the turn is kept, its timers set.
    for (const effect of turn.effects) {
      if (effect.kind === "post") {
        this.carried.push({ to: effect.to, from: owner, body: effect.body });
      }
    }
  }

  private apply(owner: string, effect: Effect): void {
    switch (effect.kind) {
      case "post":
        // Every post names its kind.
        this.done.push((effect.body as { readonly kind: string }).kind);
        return;
      case "erase":
        this.done.push("erase");
        this.states.delete(owner);
        this.timers = this.timers.filter((one) => one.owner !== owner);
        return;
      case "set-timer":
        this.setTimer(owner, effect.id, effect.at, effect.body);
        return;
      // Nothing words an answer or listens here.
      case "reword":
      case "transcribe":
        return;
      case "cancel-timer":
        this.timers = this.timers.filter((one) => one.owner !== owner || one.id !== effect.id);
    }
  }

  private turnOwner(owner: string, from: string, body: Json): void {
    const kinds: Readonly<Record<string, OwnerKind | undefined>> = ownerKinds;
    const kind = kinds[owner.slice(0, 1)];
    if (kind === undefined) throw new Error(`nobody plays ${owner}`);
    const turn: OwnerTurn = kind(
      this.owners.get(owner) ?? null,
      { from, body },
      this.now,
      owner,
      this.book.rules,
    );
    if (turn.erase === true) {
      this.owners.delete(owner);
      this.timers = this.timers.filter((one) => one.owner !== owner);
      return;
    }
    this.owners.set(owner, turn.state);
    for (const timer of turn.timers) this.setTimer(owner, timer.id, timer.at, timer.body);
    this.carried.push(...turn.posts.map(({ to, body: told }) => ({ to, from: owner, body: told })));
  }

  private setTimer(owner: string, id: string, at: Instant, body: Json): void {
    const others = this.timers.filter((one) => one.owner !== owner || one.id !== id);
    this.timers = [...others, { owner, id, at, body }];
  }

  private seed(): string {
    this.inputs += 1;
    return createHash("sha256").update(`pure ${this.inputs}`).digest("hex");
  }
}

/** As a store gives it back. */
function copy<Value>(value: Value): Value {
  // oxlint-disable-next-line unicorn/prefer-structured-clone -- what JSON loses must not be missed
  return JSON.parse(JSON.stringify(value)) as Value; // Of the same shape.
}

function sign(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

export function idOf(who: Person): string {
  return `c0${persons.indexOf(who)}-${who}`;
}

function personOf(owner: string): Person {
  return persons.find((who) => idOf(who) === owner) ?? "contact";
}
