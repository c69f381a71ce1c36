import type { Instant } from "../../core/instant.ts";
import { minute } from "../../core/instant.ts";

/** How much one visitor may ask for: at most `burst` at once, `perMinute` in the long run. */
export interface Allowance {
  readonly burst: number;
  readonly perMinute: number;
}

/** Keys remembered; the ones used longest ago are forgotten first. */
const most = 20_000;

/**
 * Token buckets by key, in memory: each process counts for itself.
 *
 * The answer is 0 when one token was taken, otherwise the milliseconds until there is one.
 */
export function buckets(allowance: Allowance): (key: string, now: Instant) => number {
  const kept = new Map<string, { tokens: number; at: Instant }>();
  const perMillisecond = allowance.perMinute / minute;
  return (key, now) => {
    const bucket = kept.get(key) ?? { tokens: allowance.burst, at: now };
    const gained = Math.max(0, now - bucket.at) * perMillisecond;
    const tokens = Math.min(allowance.burst, bucket.tokens + gained);
    const left = tokens >= 1 ? tokens - 1 : tokens;
    // Deleted first, so that the map stays in the order of use.
    kept.delete(key);
    kept.set(key, { tokens: left, at: now });
    if (kept.size > most) {
      const [oldest] = kept.keys();
      if (oldest !== undefined) kept.delete(oldest);
    }
    return tokens >= 1 ? 0 : Math.ceil((1 - tokens) / perMillisecond);
  };
}
