import { z } from "zod";
import type { Instant } from "../core/instant.ts";
import { second } from "../core/instant.ts";
import type { Store } from "../store/store.ts";

/** So long after the store answers again, whoever has something on a disk has said so. */
const quiet = 2 * second;

/** Nobody is kept waiting longer for the order of messages, however much lies on a disk. */
const longest = 30 * second;

/** A store that did not answer for so long was away, and what took place before does not count. */
const gap = 5 * second;

/** The journal in which each disk says that it is carried into the store, and that it is empty. */
const journal = "disks";

const remark = z.strictObject({ disk: z.string(), holds: z.boolean() });

/**
 * What follows when the store was away. Meanwhile each process kept on its own disk what reached it;
 * a person whose messages reached two of them would be played in the wrong order, had one carried its
 * own before the other. So after an outage nobody plays until all disks are empty.
 */
export class Outage {
  private readonly store: Pick<Store, "append" | "read">;
  private readonly disk: string;
  private readonly run: string;
  private readonly clock: () => Instant;
  private remarks = 0;
  /** What this disk said last. */
  private said = false;
  private troubled = false;
  /** Whether it has failed since it last answered. */
  private lost = false;
  /** The disks that hold something, as far as the journal was read. */
  private readonly full = new Set<string>();
  private known = 0;
  // By the process's own clock: those of machines differ.
  private changed = Number.NEGATIVE_INFINITY;
  private answered = Number.NEGATIVE_INFINITY;
  private back = 0;

  /** `disk` is the name of this process's disk, the same at every start; `run` is never used again. */
  constructor(
    store: Pick<Store, "append" | "read">,
    disk: string,
    run: string,
    clock: () => Instant,
  ) {
    this.store = store;
    this.disk = disk;
    this.run = run;
    this.clock = clock;
  }

  /** The store failed just now. */
  noticed(): void {
    this.troubled = true;
    this.lost = true;
  }

  /** Whether the others wait for this disk. */
  get isAwaited(): boolean {
    return this.said;
  }

  /** Tells the others, where they do not know it yet, whether this disk holds something. */
  async tell(holds: boolean): Promise<void> {
    if (holds === this.said) return;
    this.remarks += 1;
    const id = `${this.run} ${this.remarks}`;
    await this.store.append(journal, [{ id, body: { disk: this.disk, holds } }], this.clock());
    this.said = holds;
  }

  /** Whether turns have to wait. Throws what the store throws. */
  async holds(): Promise<boolean> {
    if (!this.troubled) return false;
    await this.follow();
    const now = performance.now();
    if (now - this.answered > gap) this.back = now;
    this.answered = now;
    // Not since it failed last: nobody asks it all the time, and others find it back later than we.
    if (this.lost) this.changed = now;
    this.lost = false;
    const isSettled = this.full.size === 0 && now - this.changed >= quiet;
    // Until then we go on reading: a process that was busy says only later what its disk holds.
    if (now - this.back < longest) return !isSettled;
    // What comes after a time of peace is another outage, with a time of its own.
    if (isSettled) this.answered = Number.NEGATIVE_INFINITY;
    this.troubled = false;
    this.full.clear();
    return false;
  }

  private async follow(): Promise<void> {
    for (;;) {
      const entries = await this.store.read(journal, this.known, page);
      for (const { seq, body } of entries) {
        this.known = seq;
        this.changed = performance.now();
        const { disk, holds } = remark.parse(body);
        if (holds) this.full.add(disk);
        else this.full.delete(disk);
      }
      if (entries.length < page) return;
    }
  }
}

const page = 1_000;
