import { z } from "zod";
import { day, minute, second, type Instant } from "../instant.ts";

/** Failed tries by key: of a name (`n…`) or of an address (`a…`). Keys are hashes. */
export const attemptsSchema = z.record(
  z.string(),
  z.object({ failed: z.number(), last: z.number() }),
);
export type Attempts = Readonly<
  Record<string, { readonly failed: number; readonly last: Instant }>
>;

/** Tries without a wait. An address may be a whole classroom's. */
const free = { n: 5, a: 30 } as const;
const firstWait = 5 * second;
const longestWait = 15 * minute;
const forgottenAfter = day;
const most = 1_000;

/** When the next try is allowed: each failure beyond the free ones doubles the wait, up to 15 min. */
export function openAt(attempts: Attempts, keys: readonly string[]): Instant {
  return Math.max(
    0,
    ...keys.map((key) => {
      const kept = attempts[key];
      if (kept === undefined) return 0;
      const beyond = kept.failed - free[key.startsWith("n") ? "n" : "a"];
      if (beyond < 0) return 0;
      return kept.last + Math.min(longestWait, firstWait * 2 ** Math.min(beyond, 20));
    }),
  );
}

/** Counts a try before it is made, so that many at once get no more than one after another. */
export function countTry(attempts: Attempts, keys: readonly string[], now: Instant): Attempts {
  const kept = Object.entries(attempts).filter(([, { last }]) => now - last < forgottenAfter);
  const next = new Map(kept);
  for (const key of keys) next.set(key, { failed: (next.get(key)?.failed ?? 0) + 1, last: now });
  // Who failed least is forgotten first: a crowd of names must not wash out the one under attack.
  const sorted = [...next].toSorted(([, one], [, other]) => other.failed - one.failed);
  return Object.fromEntries(sorted.slice(0, most));
}

/** Whoever got in owes nothing; the address keeps its count but for this try. */
export function forgiveTry(attempts: Attempts, keys: readonly string[]): Attempts {
  const next = new Map(Object.entries(attempts));
  for (const key of keys) {
    const kept = next.get(key);
    if (kept === undefined) continue;
    if (key.startsWith("n") || kept.failed <= 1) next.delete(key);
    else next.set(key, { ...kept, failed: kept.failed - 1 });
  }
  return Object.fromEntries(next);
}
