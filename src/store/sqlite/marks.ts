import { hash } from "node:crypto";
import type { Instant } from "../../core/instant.ts";
import { dedupeFor } from "../store.ts";
import type { Database } from "./database.ts";

/** What was seen: salted hashes, so that they may outlive erasure and tell nothing. */
export interface Marks {
  /** The mark of an event: who it came from, or who it is for, and its id. */
  markOf(...parts: readonly string[]): Buffer;
  seen(mark: Buffer, now: Instant): boolean;
  /** Remembers a mark for `dedupeFor` from now, or from the event's own moment if that is later. */
  remember(mark: Buffer, at: Instant, now: Instant): void;
}

export function marksOf(db: Database, salt: string): Marks {
  const until = db.query<{ until: number }>("SELECT until FROM marks WHERE mark = ?");
  const insert = db.query("INSERT OR REPLACE INTO marks (mark, until) VALUES (?, ?)");
  // Two for each new one: a flood is followed by a sweep of the same length, never by a long one.
  const sweep = db.query(
    "DELETE FROM marks WHERE mark IN (SELECT mark FROM marks WHERE until < ? ORDER BY until LIMIT 2)",
  );
  return {
    markOf: (...parts) =>
      hash("sha256", `${salt}${JSON.stringify(parts)}`, "buffer").subarray(0, 16),
    seen: (mark, now) => (until.get(mark)?.until ?? Number.NEGATIVE_INFINITY) >= now,
    remember(mark, at, now) {
      sweep.run(now);
      insert.run(mark, Math.max(at, now) + dedupeFor);
    },
  };
}
