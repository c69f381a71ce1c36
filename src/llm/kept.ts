import type { Instant } from "../core/instant.ts";

/** Keeps the `most` entries last used, each for `lifetime` milliseconds. */
export class Kept<Value> {
  private readonly entries = new Map<string, { readonly value: Value; readonly at: Instant }>();
  private readonly most: number;
  private readonly lifetime: number;

  constructor(most: number, lifetime: number) {
    this.most = most;
    this.lifetime = lifetime;
  }

  get(key: string, now: Instant): Value | null {
    const entry = this.entries.get(key);
    if (entry === undefined) return null;
    this.entries.delete(key);
    // Also false for an entry from the future: the clock was set back.
    if (!(entry.at <= now && now - entry.at < this.lifetime)) return null;
    // A map remembers the order of insertion: the first is the one longest unused.
    this.entries.set(key, entry);
    return entry.value;
  }

  set(key: string, value: Value, now: Instant): void {
    this.entries.delete(key);
    this.entries.set(key, { value, at: now });
    for (const oldest of this.entries.keys()) {
      if (this.entries.size <= this.most) break;
      this.entries.delete(oldest);
    }
  }

  clear(): void {
    this.entries.clear();
  }
}
