import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { Fault } from "../../core/fault.ts";
import { migrations } from "./schema.ts";

/** A statement, prepared once. `run` answers how many rows it changed. */
export interface Query<Row> {
  get(...values: readonly SQLInputValue[]): Row | undefined;
  all(...values: readonly SQLInputValue[]): Row[];
  run(...values: readonly SQLInputValue[]): number;
}

export interface Database {
  /** Prepares a statement; `Row` names its columns, as the caller wrote them. */
  query<Row = never>(sql: string): Query<Row>;
  exec(sql: string): void;
  /** Whether a transaction is open: some failures (a full disk) end it on their own. */
  inTransaction(): boolean;
  /** Copies all of it into an empty file, between two transactions: a few ms a megabyte. */
  copyTo(file: string): void;
  close(): void;
}

/**
 * Opens the file, or memory for ":memory:", brings its tables up to date and keeps it for this
 * process alone until `close`, or until the process ends in whatever way.
 *
 * Throws `store/occupied` while another process has it, `store/unavailable` when it cannot be
 * opened or was written by a newer version of the program.
 */
export function openDatabase(file: string): Database {
  let db: DatabaseSync | null = null;
  try {
    if (file !== ":memory:") reserve(file);
    db = new DatabaseSync(file, { timeout: 0 });
    // Exclusive before the journal mode: the lock is then the file's own and dies with the process.
    db.exec(`
      PRAGMA locking_mode = EXCLUSIVE;
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA fullfsync = ON;
      PRAGMA checkpoint_fullfsync = ON;
      PRAGMA secure_delete = ON;
      PRAGMA temp_store = MEMORY;
      BEGIN EXCLUSIVE;
    `);
    migrate(db, file);
    db.exec("COMMIT");
    return wrap(db);
  } catch (cause) {
    db?.close();
    throw cause instanceof Fault ? cause : openingFault(file, cause);
  }
}

/** Makes the file readable by its owner only: SQLite gives its companion files the same mode. */
function reserve(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, "a", 0o600));
}

function migrate(db: DatabaseSync, file: string): void {
  const version = Number(db.prepare("PRAGMA user_version").get()?.["user_version"]);
  if (version > migrations.length) {
    throw new Fault("store/newer", `${file} was written by a newer version of the program`);
  }
  for (const step of migrations.slice(version)) db.exec(step);
  db.exec(`PRAGMA user_version = ${migrations.length}`);
}

function wrap(db: DatabaseSync): Database {
  return {
    query<Row>(sql: string): Query<Row> {
      const statement = db.prepare(sql);
      return {
        // The columns of a statement are known to whoever wrote it, not to the compiler.
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion
        get: (...values) => statement.get(...values) as Row | undefined,
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion
        all: (...values) => statement.all(...values) as Row[],
        run: (...values) => Number(statement.run(...values).changes),
      };
    },
    exec: (sql) => db.exec(sql),
    inTransaction: () => db.isTransaction,
    copyTo: (to) => void db.prepare("VACUUM INTO ?").run(to),
    close: () => db.close(),
  };
}

function openingFault(file: string, cause: unknown): Fault {
  const busy = 5;
  // The low byte is the kind of failure, the rest its detail.
  if ((sqliteCode(cause) ?? 0) % 256 === busy) {
    const detail = `another process has ${file} open: only one may use it at a time`;
    return new Fault("store/occupied", detail, { cause });
  }
  return unavailable(cause, `${file} cannot be opened`);
}

/** What a failure of SQLite is to the rest of the program; other failures pass as they are. */
export function asFault(cause: unknown): unknown {
  return sqliteCode(cause) === null ? cause : unavailable(cause, "SQLite failed");
}

function unavailable(cause: unknown, what: string): Fault {
  const code = sqliteCode(cause);
  const detail = code === null ? what : `${what} (SQLite ${code})`;
  return new Fault("store/unavailable", detail, { cause });
}

function sqliteCode(cause: unknown): number | null {
  if (!(cause instanceof Error) || !("errcode" in cause)) return null;
  return typeof cause.errcode === "number" ? cause.errcode : null;
}
