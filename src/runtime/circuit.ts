import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { minute, second, type Instant } from "../core/instant.ts";
import type { Store } from "../store/store.ts";

/** A channel whose account is refused is tried again this seldom, by one message. */
const between = 30 * second;

/** How often each process reads what the others know, in ms of its own clock. */
const listening = 5 * second;

/** So long whoever wants to try lets others write the same note: longer than a call of the store. In ms. */
const courtesy = 200;

/** What was refused before that is not told of any more: what waits is tried every half minute. */
const lately = 5 * minute;

interface Refusal {
  /** The provider's. */
  readonly code: string;
  /** When it was last tried. */
  readonly at: Instant;
}

/**
 * Channels whose account the provider refuses. That is our fault, not the messages': they wait, and
 * one message in half a minute, of all processes, tries whether it is accepted again.
 */
export class Circuit {
  private readonly store: Pick<Store, "note" | "setNote">;
  private readonly name = randomBytes(6).toString("hex");
  private readonly refusals = new Map<string, Refusal>();
  private listened = Number.NEGATIVE_INFINITY;

  constructor(store: Pick<Store, "note" | "setNote">) {
    this.store = store;
  }

  /** The channels that are refused, as far as this process knows. */
  get refused(): readonly string[] {
    return [...this.refusals.keys()];
  }

  /** The code of each channel that is refused. */
  silent(now: Instant): ReadonlyMap<string, string> {
    const told = [...this.refusals].filter(([, { at }]) => now - at < lately);
    return new Map(told.map(([channel, { code }]) => [channel, code]));
  }

  /** Learns now and then what other processes, or one that is gone, found out. */
  async listen(channels: readonly string[], now: Instant): Promise<void> {
    if (performance.now() - this.listened < listening) return;
    this.listened = performance.now();
    for (const channel of channels) await this.learn(channel, now);
  }

  /** The account was refused; answers when to try again. */
  async refuse(channel: string, code: string, now: Instant): Promise<Instant> {
    const isKnown = this.refusals.has(channel);
    this.refusals.set(channel, { code, at: now });
    if (!isKnown) await this.write(channel, { code, at: now });
    return now + between;
  }

  /** A message was taken: the others are told. */
  async accept(channel: string): Promise<void> {
    if (this.refusals.delete(channel)) await this.store.setNote(noteOf(channel), accepted);
  }

  /** Whether to try a refused channel with one message now. */
  async mayTry(channel: string, now: Instant): Promise<boolean> {
    if (!this.isDue(channel, now)) return false;
    await this.learn(channel, now);
    const known = this.refusals.get(channel);
    if (known === undefined || !this.isDue(channel, now)) return false;
    this.refusals.set(channel, { ...known, at: now });
    const written = await this.write(channel, { ...known, at: now });
    // Of those who wanted to at the same moment, the last to write is the one.
    await pause(courtesy);
    return (await this.store.note(noteOf(channel))) === written;
  }

  /** A clock that was wrong must not keep a channel silent for hours. */
  private isDue(channel: string, now: Instant): boolean {
    return Math.abs(now - (this.refusals.get(channel)?.at ?? now)) >= between;
  }

  private async learn(channel: string, now: Instant): Promise<void> {
    const note = await this.store.note(noteOf(channel));
    if (note === null) return;
    const [at, code = ""] = note.split(" ");
    if (note === accepted) this.refusals.delete(channel);
    else if (Math.abs(now - Number(at)) < lately) {
      this.refusals.set(channel, { code, at: Number(at) });
    }
  }

  private async write(channel: string, { code, at }: Refusal): Promise<string> {
    const note = `${at} ${code} ${this.name}`;
    await this.store.setNote(noteOf(channel), note);
    return note;
  }
}

const accepted = "accepted";

/** When a refused account was last tried, with what code and by whom; or that it was accepted. */
function noteOf(channel: string): string {
  return `refused/${channel}`;
}
