import type { Instant } from "../core/instant.ts";

/** Keys remembered; the oldest is forgotten first, and may then come once too often. */
const most = 10_000;

/** Lets something happen at most once in `every` ms for each key: each process counts for itself. */
export function seldom(every: number): (key: string, now: Instant) => boolean {
  const last = new Map<string, Instant>();
  return (key, now) => {
    const before = last.get(key);
    // A clock that was set back must not silence anybody for long.
    if (before !== undefined && Math.abs(now - before) < every) return false;
    last.delete(key);
    last.set(key, now);
    if (last.size > most) {
      const [oldest] = last.keys();
      if (oldest !== undefined) last.delete(oldest);
    }
    return true;
  };
}
