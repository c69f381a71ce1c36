import type { Database } from "./database.ts";
import type { Journals } from "./journals.ts";
import type { Owners } from "./owners.ts";
import { type MailRow, type OutboxRow, parse, type Part, toMail, toPromised } from "./rows.ts";
import type { Settlements } from "./settlements.ts";

/** Who is behind an address, and what is kept about them. */
export function peopleOf(
  db: Database,
  owners: Owners,
  journals: Journals,
  settlements: Settlements,
): Part<"contactOf" | "deliveryOf" | "link" | "unlink" | "export" | "erase"> {
  const owned = {
    state: db.query<{ turn: number; state: string | null }>(
      "SELECT turn, state FROM owners WHERE key = ?",
    ),
    mail: db.query<MailRow>("SELECT * FROM mail WHERE owner = ? ORDER BY seq"),
    dead: db.query<MailRow & { reason: string; died: number }>(
      "SELECT * FROM dead WHERE owner = ? ORDER BY key",
    ),
    outbox: db.query<OutboxRow>("SELECT * FROM outbox WHERE owner = ? ORDER BY seq"),
    deliveries: db.query<{ id: string; status: string; code: string | null }>(
      "SELECT id, status, code FROM settled WHERE owner = ? ORDER BY until, id",
    ),
    timers: db.query<{ id: string; at: number; body: string }>(
      "SELECT id, at, body FROM timers WHERE owner = ? ORDER BY at, id",
    ),
    posts: db.query<{ id: string; receiver: string; body: string }>(
      "SELECT id, receiver, body FROM posts WHERE owner = ? ORDER BY seq",
    ),
  };
  const tables = ["addresses", "mail", "dead", "timers", "posts", "outbox", "lanes", "settled"];
  const clear = [...tables, "provider_ids"].map((table) =>
    db.query(`DELETE FROM ${table} WHERE owner = ?`),
  );
  const clearJournal = db.query("DELETE FROM journals WHERE name = ?");
  // The turn goes on: what was claimed before the erasure must not commit after it.
  const forget = db.query(
    `UPDATE owners SET turn = turn + 1, state = NULL, waiting = NULL, lease = NULL,
       leased_until = NULL, tries = 0 WHERE key = ?`,
  );

  return {
    contactOf(address) {
      const key = owners.behind(address);
      return key === null ? null : owners.idOf(key);
    },
    deliveryOf(address, providerId) {
      const key = owners.behind(address);
      return key === null ? null : settlements.find(key, address.channel, null, providerId);
    },
    link(address, owner) {
      const holder = owners.behind(address);
      const key = owners.ensure(owner);
      if (holder === null) owners.add(key, address);
      return holder === null || holder === key;
    },
    unlink(address, owner) {
      const key = owners.keyOf(owner);
      if (key !== null) owners.drop(key, address);
    },
    export(owner) {
      const key = owners.keyOf(owner);
      const state = owned.state.get(key);
      if (key === null || state === undefined) return null;
      const kept = {
        addresses: owners.addressesOf(key),
        mail: owned.mail.all(key).map(toMail),
        dead: owned.dead
          .all(key)
          .map((row) => ({ reason: row.reason, at: row.died, mail: toMail(row) })),
        outbox: owned.outbox.all(key).map(toPromised),
        deliveries: owned.deliveries.all(key),
        timers: owned.timers.all(key).map((row) => ({ ...row, body: parse(row.body) })),
        posts: owned.posts
          .all(key)
          .map(({ id, receiver, body }) => ({ id, to: receiver, body: parse(body) })),
        journal: journals.read(owner, 0, -1),
      };
      const empty = Object.values(kept).every((list) => list.length === 0);
      if (state.state === null && empty) return null;
      const { turn } = state;
      return parse(JSON.stringify({ owner, turn, state: parse(state.state ?? "null"), ...kept }));
    },
    erase(owner) {
      const key = owners.keyOf(owner);
      clearJournal.run(owner);
      if (key === null) return;
      for (const table of clear) table.run(key);
      forget.run(key);
    },
  };
}
