import { randomUUID } from "node:crypto";
import type { Instant } from "../../core/instant.ts";
import { quarterOf } from "../quarter.ts";
import type { Delivery, Promised } from "../store.ts";
import type { Database } from "./database.ts";
import type { Owners } from "./owners.ts";
import { type OutboxRow, type Part, toPromised } from "./rows.ts";
import type { Settlements } from "./settlements.ts";

/** Messages promised, handed over one at a time an owner. */
export interface Deliveries extends Part<"claimDeliveries" | "recordOutcome" | "receipt"> {
  promise(key: number, messages: readonly Promised[]): void;
  /** The earliest moment at which a message may be claimed; null when none waits. */
  nextDue(): Instant | null;
}

export function deliveriesOf(db: Database, owners: Owners, settlements: Settlements): Deliveries {
  const insert = db.query(
    `INSERT INTO outbox (owner, seq, id, kind, channel, address, body, not_before)
     VALUES (?1, ifnull((SELECT max(seq) FROM outbox WHERE owner = ?1), 0) + 1, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (owner, id) DO NOTHING`,
  );
  // Replies go in the order promised, reminders at their moment; see the contract's "deliveries".
  const next = db.query<OutboxRow>(
    `SELECT * FROM outbox WHERE owner = ?1 AND (kind = 'reminder'
       OR seq = (SELECT min(seq) FROM outbox WHERE owner = ?1 AND kind = 'reply'))
     ORDER BY not_before, seq LIMIT 1`,
  );
  const message = db.query<OutboxRow>("SELECT * FROM outbox WHERE owner = ? AND id = ?");
  const messageAt = db.query<OutboxRow>("SELECT * FROM outbox WHERE owner = ? AND seq = ?");
  const tried = db.query(
    "UPDATE outbox SET tries = tries + 1, uncertain = max(uncertain, ?) WHERE owner = ? AND seq = ?",
  );
  const remove = db.query("DELETE FROM outbox WHERE owner = ? AND seq = ?");
  const lane = db.query<Lane>("SELECT * FROM lanes WHERE owner = ?");
  const setLane = db.query(
    "INSERT OR REPLACE INTO lanes (owner, seq, channel, due, reply) VALUES (?, ?, ?, ?, ?)",
  );
  const dropLane = db.query("DELETE FROM lanes WHERE owner = ?");
  const take = db.query("UPDATE lanes SET lease = ?, due = ?, begun = 1 WHERE owner = ?");
  const channels = db.query<{ channel: string }>(
    `WITH RECURSIVE each (channel) AS (
       SELECT min(channel) FROM lanes
       UNION ALL SELECT (SELECT min(channel) FROM lanes WHERE channel > each.channel)
       FROM each WHERE each.channel IS NOT NULL)
     SELECT channel FROM each WHERE channel IS NOT NULL`,
  );
  const due = db.query<Lane>(
    "SELECT * FROM lanes WHERE channel = ? AND reply = ? AND due <= ? ORDER BY due LIMIT ?",
  );
  const firstDue = db.query<{ due: number | null }>(
    "SELECT min(due) AS due FROM lanes WHERE channel = ?",
  );

  let turn = 0;

  function refresh(key: number): void {
    if (lane.get(key)?.begun === 1) return;
    const row = next.get(key);
    if (row === undefined) dropLane.run(key);
    else setLane.run(key, row.seq, row.channel, row.not_before, row.kind === "reply" ? 1 : 0);
  }

  function leaveOutbox(key: number, seq: number): void {
    remove.run(key, seq);
    if (lane.get(key)?.seq === seq) dropLane.run(key);
    refresh(key);
  }

  function hand(from: Lane, now: Instant, length: number): Delivery {
    // A lease that ran out without a word: the message may have reached its provider.
    if (from.lease !== null) tried.run(1, from.owner, from.seq);
    const lease = randomUUID();
    take.run(lease, now + length, from.owner);
    const row = messageAt.get(from.owner, from.seq);
    if (row === undefined) throw new Error("A message vanished within a transaction.");
    const { tries, uncertain } = row;
    const owner = owners.idOf(from.owner);
    return { ...toPromised(row), owner, lease, tries, uncertain: uncertain === 1 };
  }

  return {
    promise(key, messages) {
      for (const { id, kind, address, body, notBefore } of messages) {
        insert.run(key, id, kind, address.channel, address.id, JSON.stringify(body), notBefore);
      }
      if (messages.length > 0) refresh(key);
    },
    claimDeliveries({ now, lease, limit, replies, except = [] }) {
      turn += 1;
      const open = channels.all().filter(({ channel }) => !except.includes(channel));
      const find = (reply: 0 | 1) =>
        open
          .flatMap(({ channel }) => due.all(channel, reply, now, limit))
          .sort((one, other) => one.due - other.due);
      const firsts = replies === false ? [] : find(1);
      const others = replies === true ? [] : find(0);
      const reserved = Math.max(quarterOf(limit, turn), limit - firsts.length);
      const ofOthers = Math.min(others.length, reserved);
      const lanes = [...firsts.slice(0, limit - ofOthers), ...others.slice(0, ofOthers)];
      return lanes.map((each) => hand(each, now, lease));
    },
    recordOutcome({ owner, id, lease, address }, outcome, now) {
      const key = owners.keyOf(owner);
      if (key === null) return false;
      const row = message.get(key, id);
      const held = lane.get(key);
      const mine = row !== undefined && held?.seq === row.seq && held.lease === lease;
      if (outcome.kind === "sent") {
        const { channel } = address;
        const known = row !== undefined || settlements.knows(key, id);
        if (row !== undefined) {
          leaveOutbox(key, row.seq);
          settlements.settle(key, id, "sent", null, now);
        }
        if (known) settlements.learn(key, channel, outcome.providerId, id, now);
        return mine;
      }
      if (!mine) return false;
      if (outcome.kind === "failed") {
        leaveOutbox(key, row.seq);
        settlements.settle(key, id, "failed", outcome.code, now);
        return true;
      }
      tried.run(outcome.kind === "uncertain" ? 1 : 0, key, row.seq);
      take.run(null, outcome.kind === "uncertain" ? outcome.until : outcome.at, key);
      return true;
    },
    receipt({ address, delivery, providerId, status, code, at }) {
      const key = owners.behind(address);
      if (key === null) return "unknown";
      const row = delivery === null ? undefined : message.get(key, delivery);
      if (row !== undefined) {
        leaveOutbox(key, row.seq);
        settlements.settle(key, row.id, status, code, at);
        settlements.learn(key, address.channel, providerId, row.id, at);
        return "applied";
      }
      const id = settlements.find(key, address.channel, delivery, providerId);
      if (id === null) return "unknown";
      settlements.learn(key, address.channel, providerId, id, at);
      return settlements.move(key, id, status, code) ? "applied" : "ignored";
    },
    nextDue() {
      const moments = channels.all().map(({ channel }) => firstDue.get(channel)?.due ?? Infinity);
      return moments.length === 0 ? null : Math.min(...moments);
    },
  };
}

interface Lane {
  readonly owner: number;
  readonly seq: number;
  readonly channel: string;
  readonly due: number;
  readonly lease: string | null;
  readonly begun: number;
}
