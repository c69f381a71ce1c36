import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** A queue of JSON values on disk, in order, each durable when `keep` returns. */
export interface DiskQueue<T> {
  keep(values: readonly T[]): void;
  oldest(limit: number): readonly { readonly number: number; readonly inbound: T }[];
  drop(upTo: number): void;
  readonly size: number;
  /** Of this file, for good. */
  readonly name: string;
  /** Writes something small and forgets it. Throws when nothing could be kept now. */
  probe(): void;
  close(): void;
}

/** Opens or makes the queue; one process a file. */
export function openDiskQueue<T>(file: string): DiskQueue<T> {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  // What people wrote waits here: nobody else on the machine reads it.
  closeSync(openSync(file, "a", 0o600));
  const database = new DatabaseSync(file);
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA secure_delete = ON;
    CREATE TABLE IF NOT EXISTS queue (number INTEGER PRIMARY KEY AUTOINCREMENT, value TEXT NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS probe (place INTEGER PRIMARY KEY, writes INTEGER NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS disk (name TEXT NOT NULL) STRICT;
    INSERT INTO disk SELECT lower(hex(randomblob(8))) WHERE NOT EXISTS (SELECT * FROM disk);
  `);
  const insert = database.prepare("INSERT INTO queue (value) VALUES (?)");
  const first = database.prepare("SELECT number, value FROM queue ORDER BY number LIMIT ?");
  const remove = database.prepare("DELETE FROM queue WHERE number <= ?");
  // A change that is real each time, so that the disk is asked.
  const write = database.prepare(
    "INSERT INTO probe VALUES (1, 1) ON CONFLICT (place) DO UPDATE SET writes = writes + 1",
  );
  const name = String(database.prepare("SELECT name FROM disk").get()?.["name"]);
  let size = Number(database.prepare("SELECT count(*) AS n FROM queue").get()?.["n"] ?? 0);
  return {
    keep(values) {
      database.exec("BEGIN IMMEDIATE");
      try {
        for (const value of values) insert.run(JSON.stringify(value));
        database.exec("COMMIT");
      } catch (error) {
        database.exec("ROLLBACK");
        throw error;
      }
      size += values.length;
    },
    oldest: (limit) =>
      first.all(limit).map((row) => ({
        number: Number(row["number"]),
        // Written by `keep` from a value of this very type.
        inbound: JSON.parse(String(row["value"])) as T,
      })),
    drop(upTo) {
      size -= Number(remove.run(upTo).changes);
      if (size === 0) database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    },
    get size() {
      return size;
    },
    name,
    probe: () => void write.run(),
    close: () => database.close(),
  };
}
