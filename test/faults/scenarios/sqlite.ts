import {
  chmodSync,
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Fault } from "../../../src/core/fault.ts";
import { until } from "../../until.ts";
import { rollDice } from "../dice.ts";
import { startHost, type Hosted } from "../hosted.ts";
import { loadPort, type PortLoad } from "../port.ts";
import type { Scenario, Tally, Trial } from "../scenario.ts";
import { openTown } from "../town.ts";

/** The embedded store: its process dies among many calls, its disk fails it, or two want its file. */
export const sqlite: readonly Scenario[] = [
  { id: "sqlite-killed-while-writing", stores: ["sqlite"], run: killWriters },
  { id: "sqlite-torn-log", stores: ["sqlite"], run: tearLog },
  { id: "sqlite-disk-full", stores: ["sqlite"], run: fillDisk },
  { id: "sqlite-read-only", stores: ["sqlite"], run: forbidWriting },
  { id: "sqlite-second-process", stores: ["sqlite"], run: startTwice },
];

/** Many at once, so that several calls share a transaction. */
function load(trial: Trial, { store }: Hosted): PortLoad {
  return loadPort(trial, [store], { people: 24, pace: 5, lease: 300 });
}

async function killWriters(trial: Trial): Promise<Tally> {
  return killAgainAndAgain(trial, trial.full ? 400 : 16, () => undefined);
}

/** The power fails in the middle of a write: behind the last commit stands a part of the next one. */
async function tearLog(trial: Trial): Promise<Tally> {
  const roll = rollDice(trial.seed);
  return killAgainAndAgain(trial, trial.full ? 100 : 6, (file) => {
    const log = `${file}-wal`;
    const end = endOfCommits(readFileSync(log));
    const descriptor = openSync(log, "r+");
    const torn = Math.floor(roll() * 9_000);
    ftruncateSync(descriptor, end);
    writeSync(descriptor, Buffer.alloc(torn, "torn"), 0, torn, end);
    closeSync(descriptor);
  });
}

async function killAgainAndAgain(
  trial: Trial,
  kills: number,
  befall: (file: string) => void,
): Promise<Tally> {
  const file = join(trial.folder, "store.db");
  const roll = rollDice(trial.seed);
  let host = await startHost(trial, file);
  const running = load(trial, host);
  for (let killed = 0; killed < kills; killed += 1) {
    const before = running.acknowledged;
    await until("it works", () => running.acknowledged > before + 10);
    await pause(roll() * 120);
    await host.kill();
    befall(file);
    host = await startHost(trial, file);
    running.use(0, host.store);
  }
  await running.stopWriting();
  return running.tally({ kills, recovery: await running.rests() });
}

/** Where the last commit ends in a write-ahead log: https://www.sqlite.org/fileformat2.html#walformat */
function endOfCommits(log: Buffer): number {
  const page = log.readUInt32BE(8);
  const salt = log.subarray(16, 24);
  let end = 32;
  for (let at = 32; at + 24 + page <= log.length; at += 24 + page) {
    if (!log.subarray(at + 8, at + 16).equals(salt)) break;
    const isCommit = log.readUInt32BE(at + 4) !== 0;
    if (isCommit) end = at + 24 + page;
  }
  return end;
}

/** No page more, at first by SQLite's own limit and then by that of the system for a file. */
async function fillDisk(trial: Trial): Promise<Tally> {
  const file = join(trial.folder, "store.db");
  let host = await startHost(trial, file);
  const running = load(trial, host);
  const rounds = trial.full ? 30 : 2;
  const broken: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await until("it works", goesOn(running));
    host.pragma("max_page_count = 1");
    await until("nothing can be kept", isRefused(running));
    await pause(300);
    host.pragma("max_page_count = 4294967294");
    await until("it works again", goesOn(running));
    await host.kill();
    host = await startHost(trial, file, { largestFile: largestNow(file) + 200 });
    running.use(0, host.store);
    await until("nothing can be written", isRefused(running));
    await pause(300);
    await host.kill();
    host = await startHost(trial, file);
    running.use(0, host.store);
  }
  await running.stopWriting();
  return running.tally({ kills: 2 * rounds, recovery: await running.rests(), broken });
}

/** The larger one of its two files, in blocks of 512 bytes. */
function largestNow(file: string): number {
  const sizes = [file, `${file}-wal`].map((each) => statSync(each).size);
  return Math.ceil(Math.max(...sizes) / 512);
}

function goesOn(running: PortLoad): () => boolean {
  const before = running.acknowledged;
  return () => running.acknowledged > before + 50;
}

function isRefused(running: PortLoad): () => boolean {
  const before = running.refusals;
  return () => running.refusals > before + 50;
}

/** The file may be read only: what comes is refused, and taken again afterwards; nothing starts on it. */
async function forbidWriting(trial: Trial): Promise<Tally> {
  const file = join(trial.folder, "store", "store.db");
  mkdirSync(join(trial.folder, "store"));
  const host = await startHost(trial, file);
  const running = load(trial, host);
  const rounds = trial.full ? 30 : 3;
  for (let round = 0; round < rounds; round += 1) {
    await until("it works", goesOn(running));
    host.pragma("query_only = ON");
    await until("nothing can be kept", isRefused(running));
    host.pragma("query_only = OFF");
  }
  await running.stopWriting();
  const recovery = await running.rests();
  await host.kill();
  const refusal = await startReadOnly(trial, file);
  const broken = refusal.includes("store/unavailable") && refusal.includes(file) ? [] : [refusal];
  running.use(0, (await startHost(trial, file)).store);
  return running.tally({ kills: rounds, recovery, broken });
}

/** What whoever starts on a file that is not theirs is told. */
async function startReadOnly(trial: Trial, file: string): Promise<string> {
  const folder = join(file, "..");
  chmodSync(trial.folder, 0o755);
  chmodSync(file, 0o444);
  chmodSync(folder, 0o555);
  try {
    // The administrator may write everywhere.
    const uid = process.getuid?.() === 0 ? { uid: 65_534 } : {};
    await startHost(trial, file, uid);
    return "a store was opened that could not be written";
  } catch (error) {
    return error instanceof Fault ? `${error.code} ${error.message}` : String(error);
  } finally {
    chmodSync(folder, 0o755);
    chmodSync(file, 0o600);
  }
}

/** The second one is told why it cannot have the file, and the first one goes on. */
async function startTwice(trial: Trial): Promise<Tally> {
  const town = await openTown(trial);
  const first = await town.start();
  const stopWriting = town.keepWriting([{ people: 6, messages: 6, rate: 20 }]);
  const told = await town.start().then(
    () => "a second process opened the file",
    (error: unknown) => String(error),
  );
  await stopWriting();
  const recovery = await town.rests();
  const isClear = told.includes("another process has") && told.includes(first.folder);
  return town.tally({ kills: 1, recovery, broken: isClear ? [] : [told] });
}
