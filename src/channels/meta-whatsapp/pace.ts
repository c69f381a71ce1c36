import { minute, second } from "../../core/instant.ts";

/** How long to wait when Meta asks us to slow down without saying for how long. */
export interface Pace {
  /** Milliseconds, more each time. */
  slow(scope: "channel" | "contact", address: string): number;
  /** A message was taken. */
  went(address: string): void;
}

/** People whose pace is kept in mind. */
const most = 1_000;

/**
 * channel-facts § 2.5: a pair of numbers that talks too fast waits 4^n seconds; the channel as a
 * whole twice as long each time.
 */
export function makePace(): Pace {
  const strikes = new Map<string, number>();
  const all = "";
  return {
    slow(scope, address) {
      const key = scope === "channel" ? all : address;
      const count = (strikes.get(key) ?? 0) + 1;
      strikes.delete(key);
      strikes.set(key, count);
      if (strikes.size > most) {
        const [oldest] = strikes.keys();
        if (oldest !== undefined) strikes.delete(oldest);
      }
      return scope === "channel"
        ? Math.min(minute, second * 2 ** (count - 1))
        : Math.min(15 * minute, second * 4 ** count);
    },
    went(address) {
      strikes.delete(address);
      strikes.delete(all);
    },
  };
}
