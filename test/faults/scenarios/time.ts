import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { openRedisStore } from "../../../src/store/redis/redis-store.ts";
import { openSqliteStore } from "../../../src/store/sqlite/sqlite-store.ts";
import type { Store } from "../../../src/store/store.ts";
import { startRedis } from "../../fakes/redis-server.ts";
import { until } from "../../until.ts";
import { rollDice } from "../dice.ts";
import { loadPort } from "../port.ts";
import { startProgram } from "../program.ts";
import { nothing, owned, type Scenario, type Tally, type Trial } from "../scenario.ts";
import type { Wish } from "../street.ts";
import { openTown } from "../town.ts";

/** Clocks that are wrong, and a knowledge of zones that is out of date. */
export const time: readonly Scenario[] = [
  { id: "clocks-an-hour-apart", stores: ["redis"], run: (trial) => runApart(trial, hour) },
  { id: "clocks-a-day-apart", stores: ["redis"], run: (trial) => runApart(trial, day) },
  { id: "clock-set-while-running", stores: ["sqlite", "redis"], run: setAgainAndAgain },
  { id: "calls-a-day-apart", stores: ["sqlite", "redis"], run: callApart },
  { id: "zones-out-of-date", stores: ["none"], run: startOutOfDate },
];

/** In ms. */
const hour = 60 * 60 * 1_000;
const day = 24 * hour;

const crowd: readonly Wish[] = [
  { people: 6, messages: 8, rate: 20 },
  { people: 6, messages: 8, rate: 20, eager: true },
];

/** One process is ahead of the other, one behind, and all play the same conversations. */
async function runApart(trial: Trial, ms: number): Promise<Tally> {
  const town = await openTown(trial);
  for (const ahead of [0, ms, -ms]) {
    await town.start({ environment: { CHILD_CLOCK: String(ahead) } });
  }
  const stopWriting = town.keepWriting(crowd);
  await pause(trial.full ? 60_000 : 2_500);
  await inTime(stopWriting());
  const recovery = await town.rests(30_000);
  return town.tally({ kills: 2, recovery });
}

/** Whoever waits for an answer that was promised for tomorrow would wait with them. */
function inTime(answered: Promise<void>): Promise<void> {
  const late = pause(90_000, undefined, { ref: false }).then(() => {
    throw new Error("people were not answered within 90 s");
  });
  return Promise.race([answered, late]);
}

/** Somebody sets the clock of a running process, several times. */
async function setAgainAndAgain(trial: Trial): Promise<Tally> {
  const town = await openTown(trial);
  await town.start();
  if (trial.store === "redis") await town.start();
  const roll = rollDice(trial.seed);
  const rounds = trial.full ? 100 : 8;
  const stopWriting = town.keepWriting(crowd);
  for (let round = 0; round < rounds; round += 1) {
    const [first, last = first] = town.processes;
    const to = [hour, -hour, day, -day, 0][Math.floor(roll() * 5)] ?? 0;
    (round % 2 === 0 ? first : last)?.tell(`clock ${to}`);
    await pause(300);
  }
  await inTime(stopWriting());
  const recovery = await town.rests(30_000);
  return town.tally({ kills: rounds, recovery });
}

/** Whoever calls the store says what time it is, and each says something else. */
async function callApart(trial: Trial): Promise<Tally> {
  const store = await openStore(trial);
  trial.finally(() => store.close());
  const clocks = [0, hour, -hour, day, -day].map((ahead) => () => Date.now() + ahead);
  const running = loadPort(
    trial,
    clocks.map(() => store),
    { people: 12, pace: 20, clocks, thought: 15 },
  );
  const goal = trial.full ? 20_000 : 500;
  await until("enough was written", () => running.acknowledged >= goal, 300_000);
  await running.stopWriting();
  const recovery = await running.rests();
  return running.tally({ kills: clocks.length - 1, recovery });
}

async function openStore(trial: Trial): Promise<Store> {
  if (trial.store === "sqlite") return openSqliteStore({ file: join(trial.folder, "store.db") });
  const server = owned(trial, await startRedis({ appendfsync: "always" }));
  return openRedisStore({ url: server.url });
}

/** A Node that believes Morocco to be an hour ahead, as all did until the data of 2026c. */
const before2026c = `
const { toZonedDateTimeISO } = Temporal.Instant.prototype;
Temporal.Instant.prototype.toZonedDateTimeISO = function (zone) {
  const told = zone === "Africa/Casablanca" ? this.add({ hours: 1 }) : this;
  return toZonedDateTimeISO.call(told, zone);
};
`;

/** The program itself: it ends before it listens, and says why and what to do. */
async function startOutOfDate(trial: Trial): Promise<Tally> {
  const patch = join(trial.folder, "before-2026c.mjs");
  writeFileSync(patch, before2026c);
  const cwd = join(trial.folder, "program");
  mkdirSync(cwd);
  const program = startProgram("src/start.js", {
    cwd,
    environment: { DATA_DIR: cwd, PORT: "0" },
    before: ["--import", patch],
  });
  const patience = setTimeout(() => program.kill("SIGKILL"), 20_000);
  const code = await program.exit;
  clearTimeout(patience);
  const { stdout, stderr } = program.output;
  const isRefused = code === 1 && stderr.includes("older than 2026c") && stdout === "";
  return {
    ...nothing,
    kills: 1,
    broken: isRefused ? [] : [`it ended with ${code}: ${stdout} ${stderr}`],
  };
}
