import { randomUUID } from "node:crypto";
import type { Instant } from "../../core/instant.ts";
import { quarterOf } from "../quarter.ts";
import {
  type Acceptance,
  type Arrival,
  dedupeFor,
  mailboxCap,
  type Mail,
  type OwnerId,
} from "../store.ts";
import type { Database } from "./database.ts";
import type { Marks } from "./marks.ts";
import type { Owners } from "./owners.ts";
import { type MailRow, parse, type Part, toMail } from "./rows.ts";

/** The mail of all owners, and the leases to play it. */
export interface Mailbox extends Part<"accept" | "claim"> {
  /** Puts mail at the end of a mailbox, whatever it holds already; `isFirst` puts its owner in the first line. */
  deliver(key: number, mail: Stored, now: Instant, isFirst: boolean): void;
  /** Puts a post there, once. Answers whether it is new. */
  post(post: Posted, now: Instant): boolean;
}

/** Mail with its body as JSON. */
type Stored = Omit<Mail, "body"> & { readonly body: string };

/** A post on its way. */
export interface Posted {
  readonly id: string;
  readonly receiver: OwnerId;
  readonly at: Instant;
  readonly body: string;
  readonly isFirst: boolean;
}

export function mailboxOf(db: Database, owners: Owners, marks: Marks): Mailbox {
  const insert = db.query(
    `INSERT INTO mail (owner, seq, id, at, channel, address, body, since)
     VALUES (?1, ifnull((SELECT max(seq) FROM mail WHERE owner = ?1 AND seq > 0), 0) + 1, ?, ?, ?, ?, ?, ?)`,
  );
  const wake = db.query(
    `UPDATE owners SET waiting = ?2,
       line = CASE WHEN ?3 THEN 0 WHEN substr(owner, 1, 1) = 'c' THEN 2 ELSE 1 END
     WHERE key = ?1 AND waiting IS NULL`,
  );
  const raise = db.query("UPDATE owners SET line = 0 WHERE key = ? AND line > 0");
  // Whatever is behind the last one that came no later. In two steps, so that no two share a place.
  const lift = db.query(
    `UPDATE mail SET seq = -seq WHERE owner = ?1
       AND seq > ifnull((SELECT max(seq) FROM mail WHERE owner = ?1 AND since <= ?2), 0)`,
  );
  const lower = db.query("UPDATE mail SET seq = 1 - seq WHERE owner = ? AND seq < 0");
  const withdraw = db.query<{ since: number }>(
    `DELETE FROM mail WHERE owner = ? AND id = ? AND at = ? AND body = ?
       AND channel IS ? AND address IS ? RETURNING since`,
  );
  const count = db.query<{ held: number }>("SELECT count(*) AS held FROM mail WHERE owner = ?");
  const first = db.query<{ key: number }>(
    `SELECT key FROM owners WHERE line = 0 AND waiting IS NOT NULL AND lease IS NULL
     ORDER BY waiting LIMIT ?`,
  );
  const behind = db.query<{ key: number }>(
    `SELECT key FROM owners WHERE line > 0 AND waiting IS NOT NULL AND lease IS NULL
     ORDER BY line, waiting LIMIT ?`,
  );
  const lapsed = db.query<{ key: number }>(
    "SELECT key FROM owners WHERE lease IS NOT NULL AND leased_until <= ? ORDER BY leased_until LIMIT ?",
  );
  const take = db.query<{ owner: string; turn: number; state: string | null; tries: number }>(
    `UPDATE owners SET lease = ?, leased_until = ?, tries = tries + 1 WHERE key = ?
     RETURNING owner, turn, state, tries - 1 AS tries`,
  );
  const oldest = db.query<MailRow>("SELECT * FROM mail WHERE owner = ? ORDER BY seq LIMIT ?");

  let turn = 0;

  function deliver(key: number, mail: Stored, now: Instant, isFirst: boolean) {
    const { id, at, from, body } = mail;
    insert.run(key, id, at, from?.channel ?? null, from?.id ?? null, body, now);
    wake.run(key, now, isFirst ? 1 : 0);
    if (isFirst) raise.run(key);
  }

  /** Who may be claimed: the first line, and the others after leases that ran out. */
  function choose(now: Instant, most: number, heard: boolean | undefined) {
    turn += 1;
    const firsts = heard === false ? [] : first.all(most);
    const others = heard === true ? [] : lapsed.all(now, most);
    if (heard !== true && others.length < most) others.push(...behind.all(most - others.length));
    const reserved = Math.max(quarterOf(most, turn), most - firsts.length);
    const ofOthers = Math.min(others.length, reserved);
    return [...firsts.slice(0, most - ofOthers), ...others.slice(0, ofOthers)];
  }

  /** Puts mail where it would stand, had it come when it was written down. */
  function file(key: number, mail: Stored, since: Instant) {
    lift.run(key, since);
    deliver(key, mail, since, true);
    lower.run(key);
  }

  /** The same for what stands in a mailbox already. */
  function refile(key: number, mail: Stored, since: Instant) {
    const { id, at, from, body } = mail;
    const held = withdraw.get(key, id, at, body, from?.channel ?? null, from?.id ?? null);
    // What a provider sent twice may be here before it came to a disk: then it does not go back.
    if (held !== undefined) file(key, mail, Math.min(held.since, since));
  }

  function acceptOne({ id, to, at, since, body }: Arrival, now: Instant): Acceptance {
    const from = "address" in to ? to.address : null;
    const known = "address" in to ? owners.behind(to.address) : owners.keyOf(to.owner);
    const refuse = (outcome: Acceptance["outcome"]): Acceptance => {
      if ("owner" in to) return { outcome, owner: to.owner };
      return { outcome, owner: known === null ? "" : owners.idOf(known) };
    };
    if (at < now - dedupeFor) return refuse("stale");
    const mark =
      "address" in to
        ? marks.markOf("address", to.address.channel, to.address.id, id)
        : marks.markOf("owner", to.owner, id);
    const mail = { id, at, from, body: JSON.stringify(body) };
    if (marks.seen(mark, now)) {
      if (known !== null && since !== undefined) refile(known, mail, since);
      return refuse("duplicate");
    }
    if (known !== null && (count.get(known)?.held ?? 0) >= mailboxCap) return refuse("full");
    const key = known ?? ("address" in to ? owners.meet(to.address) : owners.ensure(to.owner));
    if (from !== null) owners.hear(key, from);
    marks.remember(mark, at, now);
    if (since === undefined) deliver(key, mail, now, true);
    else file(key, mail, since);
    return { outcome: "accepted", owner: owners.idOf(key) };
  }

  return {
    deliver,
    post({ id, receiver, at, body, isFirst }, now) {
      const mark = marks.markOf("owner", receiver, id);
      if (marks.seen(mark, now)) return false;
      marks.remember(mark, at, now);
      deliver(owners.ensure(receiver), { id, at, from: null, body }, now, isFirst);
      return true;
    },
    accept: (arrivals, now) => arrivals.map((arrival) => acceptOne(arrival, now)),
    // The hint about shards is not needed where one process plays all turns.
    claim({ now, lease: length, owners: most, events, heard }) {
      return choose(now, most, heard).map(({ key }) => {
        const lease = randomUUID();
        const row = take.get(lease, now + length, key);
        if (row === undefined) throw new Error("An owner vanished within a transaction.");
        return {
          owner: row.owner,
          lease,
          turn: row.turn,
          state: row.state === null ? null : parse(row.state),
          addresses: owners.addressesOf(key),
          mail: oldest.all(key, events).map(toMail),
          tries: row.tries,
        };
      });
    },
  };
}
