import { minute, second, type Instant } from "../core/instant.ts";
import type { Store } from "../store/store.ts";

/** A channel whose account is refused is tried again this seldom, by one message. */
const between = 30 * second;

/**
 * Channels whose account the provider refuses. That is our fault, not the messages': they wait, and
 * one message in half a minute, of all processes, tries whether it is accepted again.
 */
export class Circuit {
  private readonly store: Pick<Store, "note" | "setNote">;
  /** The provider's code, and when it was last heard. */
  private readonly refusals = new Map<string, { readonly code: string; readonly at: Instant }>();
  private readonly next = new Map<string, Instant>();

  constructor(store: Pick<Store, "note" | "setNote">) {
    this.store = store;
  }

  /** The channels that are refused, as far as this process knows. */
  get refused(): readonly string[] {
    return [...this.refusals.keys()];
  }

  /** The code of each channel that is refused and of which that was heard lately. */
  silent(now: Instant): ReadonlyMap<string, string> {
    // What waits is tried every half minute, perhaps by another process, which then knows better.
    const lately = [...this.refusals].filter(([, { at }]) => now - at < 5 * minute);
    return new Map(lately.map(([channel, { code }]) => [channel, code]));
  }

  /** The account was refused; answers when to try again. */
  async refuse(channel: string, code: string, now: Instant): Promise<Instant> {
    const isNew = !this.refusals.has(channel);
    this.refusals.set(channel, { code, at: now });
    this.next.set(channel, now + between);
    if (isNew) await this.store.setNote(noteOf(channel), String(now));
    return now + between;
  }

  /** A message was taken: the others are told. */
  async accept(channel: string): Promise<void> {
    if (!this.refusals.delete(channel)) return;
    await this.store.setNote(noteOf(channel), accepted);
  }

  /** Whether to try a refused channel with one message now. */
  async mayTry(channel: string, now: Instant): Promise<boolean> {
    if ((this.next.get(channel) ?? 0) > now) return false;
    const note = await this.store.note(noteOf(channel));
    if (note === accepted) {
      this.refusals.delete(channel);
      return false;
    }
    const due = Number(note) + between;
    // A clock that was wrong must not keep a channel silent for hours.
    const isOthers = due > now && due <= now + between;
    this.next.set(channel, isOthers ? due : now + between);
    if (!isOthers) await this.store.setNote(noteOf(channel), String(now));
    return !isOthers;
  }
}

const accepted = "accepted";

/** When a refused account was last tried, or that it was accepted. */
function noteOf(channel: string): string {
  return `refused/${channel}`;
}
