import { second } from "../core/instant.ts";
import type { Store } from "../store/store.ts";

/** So long nobody carried anything from a disk: then all disks are empty. */
const quiet = 1.5 * second;

/** Nobody is kept waiting longer for the order of messages, however much lies on a disk. */
const longest = 30 * second;

/** The note that whoever empties a disk changes with every step. */
const note = "draining";

/**
 * What follows when the store was away. Meanwhile each process kept on its own disk what reached it;
 * a person whose messages reached two of them would be played in the wrong order, had one carried its
 * own before the other. So after an outage nobody plays until all disks are empty.
 */
export class Outage {
  private readonly store: Pick<Store, "note" | "setNote">;
  private readonly name: string;
  private steps = 0;
  /** By the process's own clock, like all here: the clocks of machines differ. */
  private since: number | null = null;
  private quietSince = 0;
  private seen: string | null = null;

  /** `name` tells this process from the others. */
  constructor(store: Pick<Store, "note" | "setNote">, name: string) {
    this.store = store;
    this.name = name;
  }

  /** The store failed just now. */
  noticed(): void {
    this.quietSince = performance.now();
    this.since ??= this.quietSince;
  }

  /** Tells the others that something is on its way from this process's disk. */
  async announce(): Promise<void> {
    this.steps += 1;
    await this.store.setNote(note, `${this.name} ${this.steps}`);
  }

  /** Whether turns have to wait. Throws what the store throws. */
  async holds(): Promise<boolean> {
    if (this.since === null) return false;
    const step = await this.store.note(note);
    const now = performance.now();
    if (step !== this.seen) this.quietSince = now;
    this.seen = step;
    if (now - this.quietSince < quiet && now - this.since < longest) return true;
    this.since = null;
    return false;
  }
}
