import { createHash } from "node:crypto";
import { advance } from "../../../src/core/engine/advance.ts";
import type { Flowbook } from "../../../src/core/engine/book.ts";
import { ownerKinds } from "../../../src/core/engine/owners/index.ts";
import type { OwnerKind } from "../../../src/core/engine/owners/owner.ts";
import { blankState, type State } from "../../../src/core/engine/state.ts";
import type { Input, Mail, TimerBody } from "../../../src/core/engine/turn.ts";
import type { Content } from "../../../src/core/inbound.ts";
import type { Instant } from "../../../src/core/instant.ts";
import type { Json } from "../../../src/core/json.ts";
import type { Message } from "../../../src/core/message.ts";
import { readCatalogue } from "../../../src/core/webinar/catalogue.ts";
import { programmeOwner } from "../../../src/core/webinar/mail.ts";

/** A message to somebody, and whether they had written a moment before. */
export interface Heard {
  readonly to: string;
  readonly message: Message;
  readonly at: Instant;
  readonly answers: boolean;
}

interface Timer {
  readonly owner: string;
  readonly id: string;
  readonly at: Instant;
  readonly body: Json;
}

/** Hundreds of contacts with the whole engine and its owners, and a clock that only tests move. */
export class Crowd {
  now: Instant;
  readonly heard: Heard[] = [];
  readonly states = new Map<string, State>();
  private readonly written: Flowbook;
  private readonly owners = new Map<string, Json>();
  private readonly timers = new Map<string, Timer>();
  /** Earliest first: what was replaced or cancelled meanwhile is passed over. */
  private heap: Timer[] = [];
  private readonly posts: { readonly to: string; readonly from: string; readonly body: Json }[] =
    [];
  private made: { readonly programme: Json | undefined; readonly book: Flowbook } | null = null;
  private inputs = 0;

  constructor(book: Flowbook, now: Instant) {
    this.written = book;
    this.now = now;
  }

  /** What somebody writes or taps. */
  hear(who: string, content: Content): void {
    this.play(who, { kind: "heard", content, quoted: null, seed: this.seed() });
    this.carry();
  }

  post(to: string, from: string, body: Json): void {
    this.posts.push({ to, from, body });
    this.carry();
  }

  setTimer(timer: Timer): void {
    this.timers.set(`${timer.owner} ${timer.id}`, timer);
    this.push(timer);
  }

  /** Every timer at its hour, until then. */
  runUntil(end: Instant): void {
    for (;;) {
      const next = this.heap[0];
      if (next === undefined || next.at > end) break;
      this.pop();
      if (this.timers.get(`${next.owner} ${next.id}`) !== next) continue;
      this.timers.delete(`${next.owner} ${next.id}`);
      this.now = Math.max(this.now, next.at);
      if (next.owner.startsWith("c")) {
        // Set by the engine in this shape.
        const timer = next.body as unknown as TimerBody;
        this.play(next.owner, { kind: "timer", timer, seed: this.seed() });
      } else this.turn(next.owner, "", next.body);
      this.carry();
    }
    this.now = Math.max(this.now, end);
  }

  /** Everything is written down and read again. */
  restart(): void {
    for (const [id, state] of this.states) this.states.set(id, copy(state));
    for (const [id, state] of this.owners) this.owners.set(id, copy(state));
  }

  private get book(): Flowbook {
    const programme = this.owners.get(programmeOwner);
    if (this.made === null || this.made.programme !== programme) {
      const webinars = readCatalogue(programme ?? null);
      this.made = { programme, book: { ...this.written, webinars } };
    }
    return this.made.book;
  }

  private carry(): void {
    for (let next = this.posts.shift(); next !== undefined; next = this.posts.shift()) {
      const { to, from, body } = next;
      if (!to.startsWith("c")) this.turn(to, from, body);
      // Whatever is posted to a contact is mail in this shape.
      else this.play(to, { kind: "mail", mail: body as unknown as Mail, seed: this.seed() });
    }
  }

  private play(owner: string, input: Input): void {
    const before = { ...(this.states.get(owner) ?? blankState), id: owner };
    const { state, said, effects } = advance(this.book, before, input, this.now);
    this.states.set(owner, state);
    const answers = this.now - state.lastHeard < 60_000;
    for (const { message } of said) this.heard.push({ to: owner, message, at: this.now, answers });
    for (const effect of effects) {
      if (effect.kind === "set-timer") {
        this.setTimer({ owner, id: effect.id, at: effect.at, body: effect.body });
      } else if (effect.kind === "cancel-timer") this.timers.delete(`${owner} ${effect.id}`);
      else if (effect.kind === "post") {
        this.posts.push({ to: effect.to, from: owner, body: effect.body });
      }
    }
  }

  private turn(owner: string, from: string, body: Json): void {
    const kinds: Readonly<Record<string, OwnerKind | undefined>> = ownerKinds;
    const kind = kinds[owner.slice(0, 1)];
    if (kind === undefined) throw new Error(`nobody plays ${owner}`);
    const known = this.owners.get(owner) ?? null;
    const turn = kind(known, { from, body }, this.now, owner, this.book.rules);
    this.owners.set(owner, turn.state);
    for (const timer of turn.timers) this.setTimer({ owner, ...timer });
    this.posts.push(...turn.posts.map(({ to, body: told }) => ({ to, from: owner, body: told })));
  }

  private seed(): string {
    this.inputs += 1;
    return createHash("sha256").update(`crowd ${this.inputs}`).digest("hex");
  }

  private push(timer: Timer): void {
    const { heap } = this;
    let at = heap.push(timer) - 1;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if ((heap[up]?.at ?? 0) <= timer.at) break;
      [heap[at], heap[up]] = [heap[up] as Timer, timer];
      at = up;
    }
  }

  private pop(): void {
    const { heap } = this;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    heap[0] = last;
    for (let at = 0; ;) {
      const below = [2 * at + 1, 2 * at + 2].filter((one) => one < heap.length);
      const [first, second = first] = below;
      if (first === undefined || second === undefined) return;
      const least = (heap[second]?.at ?? 0) < (heap[first]?.at ?? 0) ? second : first;
      if ((heap[least]?.at ?? 0) >= last.at) return;
      [heap[at], heap[least]] = [heap[least] as Timer, last];
      at = least;
    }
  }
}

/** As a store gives it back. */
function copy<Value>(value: Value): Value {
  // oxlint-disable-next-line unicorn/prefer-structured-clone -- what JSON loses must not be missed
  return JSON.parse(JSON.stringify(value)) as Value; // Of the same shape.
}
