/** How many to take at once of what nobody waits for. */
export interface Limits {
  readonly least: number;
  /** At the beginning, when nothing is known of the machine. */
  readonly first: number;
  readonly most: number;
  /** So long one step may last, in ms: whoever talks meanwhile waits no longer for their turn. */
  readonly span: number;
}

/** Fits the size of a step to the machine: what took too long is taken in smaller steps. */
export class Batch {
  private readonly limits: Limits;
  private fitting: number;

  constructor(limits: Limits) {
    this.limits = limits;
    this.fitting = limits.first;
  }

  get size(): number {
    return Math.round(this.fitting);
  }

  /** So many were done in so many ms. Of a step that was not full nothing is learned but slowness. */
  took(count: number, ms: number): void {
    if (count === 0) return;
    const { least, most, span } = this.limits;
    const wished = (count * span) / Math.max(ms, 1);
    // Down at once, up by and by: one quick step says little.
    const next = Math.min(wished, this.fitting * growth);
    if (next < this.fitting || count >= this.size) {
      this.fitting = Math.min(most, Math.max(least, next));
    }
  }
}

const growth = 1.5;
