import type { Database } from "./database.ts";
import type { Deliveries } from "./deliveries.ts";
import type { Part } from "./rows.ts";

/** How much waits, until when, and how safely. */
export function measuresOf(
  db: Database,
  deliveries: Deliveries,
  file: string,
): Part<"depths" | "nextDue" | "durability"> {
  const depths = db.query<{
    mailboxes: number;
    since: number | null;
    promised: number | null;
    outbox: number;
    uncertain: number;
    timers: number;
    posts: number;
    dead: number;
  }>(`
    SELECT (SELECT count(*) FROM owners WHERE waiting IS NOT NULL) AS mailboxes,
      (SELECT min(since) FROM mail) AS since,
      (SELECT count(*) FROM outbox) AS outbox,
      (SELECT min(not_before) FROM outbox) AS promised,
      (SELECT count(*) FROM outbox WHERE uncertain = 1) AS uncertain,
      (SELECT count(*) FROM timers) AS timers,
      (SELECT count(*) FROM posts) AS posts,
      (SELECT count(*) FROM dead) AS dead
  `);
  const timer = db.query<{ at: number | null }>("SELECT min(at) AS at FROM timers");
  const lease = db.query<{ at: number | null }>(
    "SELECT min(leased_until) AS at FROM owners WHERE lease IS NOT NULL",
  );

  return {
    depths(now) {
      const row = depths.get();
      if (row === undefined) throw new Error("A count has always one row.");
      const { since, promised, ...counts } = row;
      const age = (from: number | null) => (from === null ? 0 : Math.max(0, now - from));
      return { ...counts, oldestMail: age(since), oldestOutbox: age(promised) };
    },
    nextDue() {
      const moments = [timer.get()?.at, lease.get()?.at, deliveries.nextDue()];
      const waiting = moments.filter((at) => at !== null && at !== undefined);
      return waiting.length === 0 ? null : Math.min(...waiting);
    },
    durability: () =>
      file === ":memory:"
        ? { durable: false, reason: "Everything is kept in memory only." }
        : { durable: true, reason: "SQLite waits for the disk at every commit." },
  };
}
