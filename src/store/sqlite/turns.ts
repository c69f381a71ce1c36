import { shardOfOwner } from "../../core/shard.ts";
import { type Commit, mailing } from "../store.ts";
import type { Database } from "./database.ts";
import type { Deliveries } from "./deliveries.ts";
import type { Journals } from "./journals.ts";
import type { Mailbox } from "./mailbox.ts";
import type { Owners } from "./owners.ts";
import { type MailRow, parse, type Part, toMail } from "./rows.ts";

/** Turns as they are committed, and the mail that could not be played. */
export function turnsOf(
  db: Database,
  owners: Owners,
  mailbox: Mailbox,
  deliveries: Deliveries,
  journals: Journals,
): Part<"commit" | "stateOf" | "deadLetters" | "revive"> {
  const state = db.query<{ turn: number; state: string | null }>(
    "SELECT turn, state FROM owners WHERE key = ?",
  );
  const advance = db.query(
    `UPDATE owners SET turn = turn + 1, state = ?2, lease = NULL, leased_until = NULL, tries = 0,
       waiting = CASE WHEN EXISTS (SELECT 1 FROM mail WHERE owner = ?1) THEN ?3 END,
       line = CASE
         WHEN EXISTS (SELECT 1 FROM mail WHERE mail.owner = ?1 AND channel IS NOT NULL) THEN 0
         WHEN substr(owner, 1, 1) = 'c' THEN 2 ELSE 1 END
     WHERE key = ?1`,
  );
  const first = db.query<{ seq: number }>(
    "SELECT seq FROM mail WHERE owner = ? AND id = ? ORDER BY seq LIMIT 1",
  );
  const remove = db.query("DELETE FROM mail WHERE owner = ? AND seq = ?");
  const bury = db.query(
    `INSERT INTO dead (owner, id, reason, died, at, channel, address, body)
     SELECT owner, id, ?3, ?4, at, channel, address, body FROM mail WHERE owner = ?1 AND seq = ?2`,
  );
  const setTimer = db.query(
    "INSERT OR REPLACE INTO timers (owner, id, at, body) VALUES (?, ?, ?, ?)",
  );
  const cancelTimer = db.query("DELETE FROM timers WHERE owner = ? AND id = ?");
  const post = db.query(
    "INSERT INTO posts (owner, id, receiver, at, body, first) VALUES (?, ?, ?, ?, ?, ?)",
  );
  const posted = db.query("SELECT 1 FROM posts WHERE owner = ? LIMIT 1");
  const letters = db.query<{ owner: string; id: string; reason: string; at: number }>(
    `SELECT owners.owner, dead.id, reason, died AS at
     FROM dead JOIN owners ON owners.key = dead.owner ORDER BY dead.key LIMIT ?`,
  );
  const letter = db.query<MailRow & { key: number }>(
    "SELECT * FROM dead WHERE owner = ? AND id = ? ORDER BY key LIMIT 1",
  );
  const unbury = db.query("DELETE FROM dead WHERE key = ?");

  function consume(key: number, { consumed, dead, now }: Commit): void {
    const reasons = new Map(dead.map(({ id, reason }) => [id, reason]));
    for (const id of consumed) {
      const seq = first.get(key, id)?.seq;
      if (seq === undefined) continue;
      const reason = reasons.get(id);
      if (reason !== undefined) bury.run(key, seq, reason, now);
      remove.run(key, seq);
    }
  }

  /** Whoever lives in the same shard has it at once, unless one before it still has to be carried. */
  function send(key: number, { owner, posts, now }: Commit): void {
    if (posts.length === 0) return;
    const shard = shardOfOwner(owner);
    const isFirst = posts.length < mailing;
    const isBehind = posted.get(key) !== undefined;
    for (const { id, to, body: said } of posts) {
      const body = JSON.stringify(said);
      if (isBehind || shardOfOwner(to) !== shard) post.run(key, id, to, now, body, isFirst ? 1 : 0);
      else mailbox.post({ id, receiver: to, at: now, body, isFirst }, now);
    }
  }

  return {
    commit(commit) {
      const key = owners.ensure(commit.owner);
      if (state.get(key)?.turn !== commit.turn) return "superseded";
      const { now } = commit;
      consume(key, commit);
      advance.run(key, JSON.stringify(commit.state), now);
      // Cancelled before set: a turn may replace a timer by cancelling and setting it.
      for (const id of commit.cancelled) cancelTimer.run(key, id);
      for (const { id, at, body } of commit.timers) setTimer.run(key, id, at, JSON.stringify(body));
      send(key, commit);
      for (const body of commit.journal) journals.write(commit.owner, null, body, now);
      deliveries.promise(key, commit.outbox);
      return "committed";
    },
    stateOf(owner) {
      const row = state.get(owners.keyOf(owner));
      if (row === undefined || row.state === null) return null;
      return { turn: row.turn, state: parse(row.state) };
    },
    deadLetters: (limit) => letters.all(limit).map((row) => ({ ...row })),
    revive(owner, id, now) {
      const key = owners.keyOf(owner);
      const row = letter.get(key, id);
      if (key === null || row === undefined) return false;
      mailbox.deliver(key, { ...toMail(row), body: row.body }, now, true);
      unbury.run(row.key);
      return true;
    },
  };
}
