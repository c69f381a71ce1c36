import type { Database } from "./database.ts";

/**
 * Rewrites the file after erasures, so that nothing of the erased is left between its rows.
 *
 * Deleted rows are overwritten at once, but SQLite leaves copies of rows it moved to another page
 * in the gaps of the old one; only a rewrite removes those. It stops the program for up to 20 ms a
 * megabyte, so it waits for a quiet second, and in big files until `finish`.
 */
export interface Compaction {
  /** Notes, in the erasure's own transaction, that a rewrite is due: a crash forgets nothing. */
  request(): void;
  /** Empties the log, which still holds what the tables no longer do, and plans the rewrite. */
  plan(): void;
  /** Does what is due, before the file is closed. */
  finish(): void;
}

export function compactionOf(db: Database): Compaction {
  const request = db.query("INSERT OR IGNORE INTO chores (name) VALUES ('compact')");
  const due = db.query("SELECT 1 FROM chores WHERE name = 'compact'");
  const done = db.query("DELETE FROM chores WHERE name = 'compact'");
  const pages = db.query<{ page_count: number }>("PRAGMA page_count");
  let planned: NodeJS.Timeout | null = null;

  function compact(): void {
    try {
      db.exec("VACUUM");
      done.run();
      db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch {
      // The disk may be full: the request stands, and the next erasure or start tries again.
    }
  }

  function planRewrite(): void {
    if (planned !== null) clearTimeout(planned);
    planned = setTimeout(() => {
      planned = null;
      if ((pages.get()?.page_count ?? 0) <= bigFile) compact();
    }, quiet);
    planned.unref();
  }

  if (due.get() !== undefined) planRewrite();
  return {
    request: () => void request.run(),
    plan() {
      db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
      planRewrite();
    },
    finish() {
      if (planned !== null) clearTimeout(planned);
      if (due.get() !== undefined) compact();
    },
  };
}

/** In milliseconds. */
const quiet = 1_000;

/** In pages of 4 KiB: 32 MiB. */
const bigFile = 8_192;
