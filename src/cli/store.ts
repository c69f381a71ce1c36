import { statSync } from "node:fs";
import { join } from "node:path";
import { stdout } from "node:process";
import { readSettings, type Settings } from "../config.ts";
import { Fault } from "../core/fault.ts";
import { openStore, redisOf, storeFile } from "../open-store.ts";
import { silentLog } from "../runtime/world.ts";
import {
  backupName,
  copyFile,
  findDamage,
  newestCopy,
  restoreFile,
} from "../store/sqlite/backup.ts";

const help = `npm run -s store -- check         is the store sound and durable, and how much waits
npm run -s store -- backup DIR    writes a copy into a folder, named by the hour
npm run -s store -- adopt         takes a Redis that was emptied or replaced as the store from now on
npm run -s store -- restore PATH  puts a copy (or the newest of a folder) in the store's place; the former file is kept
`;

const running = `The bot has the store open. While it runs it copies the store itself, into backups/ below DATA_DIR:
  kill -USR2 PID        docker compose --file infra/compose.yaml kill --signal SIGUSR2 bot
To restore, stop it first.
`;

const redisBackup = `Redis copies itself while everything runs (one moment, over the network):
  redis-cli -u "$REDIS_URL" --rdb DIR/rafiq.rdb
With a Cluster or Sentinels: once for each master.
`;

const redisRestore = `Redis reads a copy at its start. With bot and Redis stopped:
  1. move appendonlydir out of Redis's folder, put the copy there as dump.rdb
  2. redis-server … --appendonly no       (otherwise it starts empty: it looks for the append-only file only)
  3. redis-cli CONFIG SET appendonly yes, and wait for aof_rewrite_in_progress:0 in INFO persistence
  4. restart Redis with its own settings, npm run -s store -- check, start the bot
Messages that waited to be sent when the copy was made are sent again: make copies in a quiet hour.
`;

const emptied = `Redis was emptied, or is another one than this folder (DATA_DIR) knows. Put its data back; or, on purpose:
  npm run -s store -- adopt         it is the store from now on; whoever wrote before is a stranger to it
`;

const replaced = `This Redis is the store from now on, with what is in it. Restart every process.
`;

const completed = `This is the store we know; whatever part of it was emptied is in use again.
`;

const onlyRedis = `The embedded store is a file: restore a copy, or remove the file and start anew.
`;

/** Copies the store, puts a copy back, and looks whether all is well. */
async function main([what, path]: readonly string[]): Promise<void> {
  const settings = readSettings(process.env);
  const isRedis = settings.store.redisUrl !== null;
  if (what === "check" && path === undefined) return check(settings);
  if (what === "adopt" && path === undefined) {
    const redis = redisOf(settings, silentLog);
    if (redis === null) return advise(onlyRedis);
    const { adoptRedisStore } = await import("../store/redis/furnish.ts");
    return void stdout.write((await adoptRedisStore(redis)) ? replaced : completed);
  }
  if (what === "backup" && path !== undefined) {
    if (isRedis) return advise(redisBackup);
    const now = Date.now();
    const copy = join(path, backupName(now));
    await copyFile(storeFile(settings), copy, now);
    return void stdout.write(`${copy}\n`);
  }
  if (what === "restore" && path !== undefined) {
    if (isRedis) return advise(redisRestore);
    return restore(settings, path);
  }
  advise(help);
}

/** What has to be done by hand is no success. */
function advise(text: string): void {
  stdout.write(text);
  process.exitCode = 1;
}

function restore(settings: Settings, path: string): void {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  const copy = isFolder ? newestCopy(path) : path;
  if (copy === null) throw new Fault("store/damaged", `there is no copy in ${path}`);
  const former = restoreFile(copy, storeFile(settings), Date.now());
  stdout.write(`${copy} is in place.\n`);
  if (former !== null) stdout.write(`The former store is ${former}: remove it when all is well.\n`);
}

async function check(settings: Settings): Promise<void> {
  // Opened as a store first: that tells whether somebody has it.
  const store = await openStore(settings, silentLog);
  try {
    const { durable, reason } = await store.durability();
    const depths = Object.entries(await store.depths(Date.now()));
    stdout.write(`durable     ${durable ? "yes" : "no"}: ${reason}\n`);
    for (const [name, count] of depths) stdout.write(`${name.padEnd(12)}${count}\n`);
    if (!durable) process.exitCode = 1;
  } finally {
    await store.close();
  }
  if (settings.store.redisUrl !== null) return;
  const damage = findDamage(storeFile(settings));
  stdout.write(`sound       ${damage.length === 0 ? "yes" : `no: ${damage.join("; ")}`}\n`);
  if (damage.length > 0) process.exitCode = 1;
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Fault)) throw error;
  process.stderr.write(`${error.message}\n`);
  if (error.code === "store/occupied") process.stderr.write(running);
  if (error.code === "store/emptied") process.stderr.write(emptied);
  process.exitCode = 1;
}
