import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Fault } from "../../core/fault.ts";
import { day, type Instant } from "../../core/instant.ts";
import { type Database, openDatabase } from "./database.ts";
import { migrations } from "./schema.ts";

const named = /^rafiq-(?<date>\d{4}-\d{2}-\d{2})T(?<time>\d{2}-\d{2}-\d{2})Z\.db$/u;

/** Who had everything erased still stands in older copies: they go after so many days. */
const keptFor = 30;

/** The name of a copy made at this moment; names sort by age. */
export function backupName(now: Instant): string {
  return `rafiq-${stampOf(now)}.db`;
}

/**
 * Copies an open database into a new file while it is used, and looks whether the copy is sound.
 *
 * What is written meanwhile is in the copy or not, each transaction as a whole. Copies in the same
 * folder that are older than 30 days are removed. Throws `store/damaged`.
 */
export async function copyInto(db: Database, file: string, now: Instant): Promise<void> {
  const part = `${file}.part`;
  const folder = dirname(file);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  rmSync(part, { force: true });
  // Readable by its owner only, like the file it is a copy of.
  closeSync(openSync(part, "w", 0o600));
  db.copyTo(part);
  const damage = findDamage(part);
  if (damage.length > 0) throw new Fault("store/damaged", damage.join("; "));
  settle(part, file);
  for (const name of readdirSync(folder)) {
    if ((momentOf(name) ?? now) < now - keptFor * day) rmSync(join(folder, name));
  }
}

/** Copies the file of a store that nobody has open. Throws `store/occupied` when somebody has. */
export async function copyFile(file: string, to: string, now: Instant): Promise<void> {
  if (!existsSync(file)) throw new Fault("store/unavailable", `there is no ${file}`);
  const db = openDatabase(file);
  try {
    await copyInto(db, to, now);
  } finally {
    db.close();
  }
}

/** The newest copy in a folder; null when there is none. */
export function newestCopy(folder: string): string | null {
  const names = readdirSync(folder).filter((name) => named.test(name));
  const newest = names.sort().at(-1);
  return newest === undefined ? null : join(folder, newest);
}

/**
 * Puts a copy in the place of the store's file, and answers where the former file went; null when
 * there was none.
 *
 * What waited to be sent when the copy was made may have been sent since: it is marked uncertain,
 * so that the provider is asked first and no reminder goes out twice.
 * Throws `store/occupied` while somebody has the file open, `store/damaged` for a copy that is not
 * sound.
 */
export function restoreFile(copy: string, file: string, now: Instant): string | null {
  const damage = findDamage(copy);
  if (damage.length > 0) throw new Fault("store/damaged", damage.join("; "));
  const former = existsSync(file) ? `${file}.before-${stampOf(now)}` : null;
  // Opened and closed, it is nobody else's, and its log is written back into it.
  if (former !== null) openDatabase(file).close();
  const part = `${file}.part`;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  copyFileSync(copy, part);
  chmodSync(part, 0o600);
  const db = openDatabase(part);
  db.exec(`
    UPDATE outbox SET uncertain = 1;
    UPDATE lanes SET lease = NULL;
    UPDATE owners SET lease = NULL, leased_until = NULL;
  `);
  db.close();
  if (former !== null) renameSync(file, former);
  for (const rest of [`${file}-wal`, `${file}-shm`]) rmSync(rest, { force: true });
  settle(part, file);
  return former;
}

/** What is wrong with a store's file that nobody has open; nothing when it is sound. */
export function findDamage(file: string): readonly string[] {
  if (!existsSync(file)) return [`there is no ${file}`];
  let db: DatabaseSync | null = null;
  try {
    db = new DatabaseSync(file, { timeout: 0 });
    db.exec("PRAGMA locking_mode = EXCLUSIVE");
    const version = Number(db.prepare("PRAGMA user_version").get()?.["user_version"]);
    if (version === 0) return [`${file} is no store of this program`];
    if (version > migrations.length) return [`${file} was written by a newer version`];
    const rows = db.prepare("PRAGMA integrity_check").all();
    const told = rows.map((row) => String(row["integrity_check"]));
    return told.length === 1 && told[0] === "ok" ? [] : told;
  } catch (error) {
    return [`${file} cannot be read: ${error instanceof Error ? error.message : "unknown"}`];
  } finally {
    db?.close();
  }
}

/** Gives a finished file its name, on the disk too. */
function settle(part: string, file: string): void {
  sync(part);
  renameSync(part, file);
  sync(dirname(file));
}

function sync(path: string): void {
  const open = openSync(path, "r");
  try {
    fsyncSync(open);
  } finally {
    closeSync(open);
  }
}

function stampOf(now: Instant): string {
  return `${new Date(now).toISOString().slice(0, 19).replaceAll(":", "-")}Z`;
}

function momentOf(name: string): Instant | null {
  const { date, time } = named.exec(name)?.groups ?? {};
  return date === undefined || time === undefined
    ? null
    : Date.parse(`${date}T${time.replaceAll("-", ":")}Z`);
}
