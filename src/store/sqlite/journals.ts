import type { Instant } from "../../core/instant.ts";
import type { Json } from "../../core/json.ts";
import type { Database } from "./database.ts";
import { parse, type Part } from "./rows.ts";

/** Entries in order, numbered from 1 within each journal. */
export interface Journals extends Part<"append" | "read"> {
  /** Adds one entry; with an id already there, nothing. */
  write(journal: string, id: string | null, body: Json, now: Instant): void;
}

export function journalsOf(db: Database): Journals {
  const insert = db.query(
    `INSERT INTO journals (name, seq, id, at, body)
     VALUES (?1, ifnull((SELECT max(seq) FROM journals WHERE name = ?1), 0) + 1, ?, ?, ?)
     ON CONFLICT (name, id) WHERE id IS NOT NULL DO NOTHING`,
  );
  const after = db.query<{ seq: number; at: number; body: string }>(
    "SELECT seq, at, body FROM journals WHERE name = ? AND seq > ? ORDER BY seq LIMIT ?",
  );
  const write = (journal: string, id: string | null, body: Json, now: Instant): void =>
    void insert.run(journal, id, now, JSON.stringify(body));

  return {
    write,
    append(journal, entries, now) {
      for (const { id, body } of entries) write(journal, id, body, now);
    },
    read: (journal, seq, limit) =>
      after.all(journal, seq, limit).map((row) => ({ ...row, body: parse(row.body) })),
  };
}
