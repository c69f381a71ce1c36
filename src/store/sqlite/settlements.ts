import type { Instant } from "../../core/instant.ts";
import { dedupeFor, type ReceiptStatus, receiptStatuses } from "../store.ts";
import type { Database } from "./database.ts";

/** What became of the messages that left their outbox, known for `dedupeFor`. */
export interface Settlements {
  settle(key: number, id: string, status: ReceiptStatus, code: string | null, now: Instant): void;
  /** Remembers the provider's id of a message; null teaches nothing. */
  learn(key: number, channel: string, providerId: string | null, id: string, now: Instant): void;
  knows(key: number, id: string): boolean;
  /** Our id of a settled message, by itself or by the provider's. */
  find(key: number, channel: string, id: string | null, providerId: string | null): string | null;
  /** False when the status would not move to the right. */
  move(key: number, id: string, status: ReceiptStatus, code: string | null): boolean;
}

export function settlementsOf(db: Database): Settlements {
  const insert = db.query(
    "INSERT OR REPLACE INTO settled (owner, id, status, code, until) VALUES (?, ?, ?, ?, ?)",
  );
  const status = db.query<{ status: ReceiptStatus }>(
    "SELECT status FROM settled WHERE owner = ? AND id = ?",
  );
  const update = db.query("UPDATE settled SET status = ?, code = ? WHERE owner = ? AND id = ?");
  const learn = db.query(
    `INSERT OR IGNORE INTO provider_ids (owner, channel, provider_id, id, until)
     VALUES (?, ?, ?, ?, ?)`,
  );
  const byProvider = db.query<{ id: string }>(
    "SELECT id FROM provider_ids WHERE owner = ? AND channel = ? AND provider_id = ?",
  );
  // Two for each new one: see `marks.ts`.
  const sweepSettled = db.query(
    `DELETE FROM settled WHERE (owner, id) IN
       (SELECT owner, id FROM settled WHERE until < ? ORDER BY until LIMIT 2)`,
  );
  const sweepIds = db.query(
    `DELETE FROM provider_ids WHERE (owner, channel, provider_id) IN
       (SELECT owner, channel, provider_id FROM provider_ids WHERE until < ? ORDER BY until LIMIT 2)`,
  );

  return {
    settle(key, id, reached, code, now) {
      sweepSettled.run(now);
      insert.run(key, id, reached, code, now + dedupeFor);
    },
    learn(key, channel, providerId, id, now) {
      if (providerId === null) return;
      sweepIds.run(now);
      learn.run(key, channel, providerId, id, now + dedupeFor);
    },
    knows: (key, id) => status.get(key, id) !== undefined,
    find(key, channel, id, providerId) {
      if (id !== null && status.get(key, id) !== undefined) return id;
      if (providerId === null) return null;
      return byProvider.get(key, channel, providerId)?.id ?? null;
    },
    move(key, id, reached, code) {
      const before = status.get(key, id)?.status;
      if (before === undefined) return false;
      if (receiptStatuses.indexOf(reached) <= receiptStatuses.indexOf(before)) return false;
      update.run(reached, code, key, id);
      return true;
    },
  };
}
