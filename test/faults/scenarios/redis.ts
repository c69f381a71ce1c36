import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as pause } from "node:timers/promises";
import { until } from "../../until.ts";
import { rollDice } from "../dice.ts";
import { startProgram } from "../program.ts";
import type { Scenario, Tally, Trial } from "../scenario.ts";
import { emptied } from "./redis-emptied.ts";
import { files } from "./redis-files.ts";
import { lines } from "./redis-lines.ts";
import { connect, crowd, open } from "./redis-room.ts";

/** One Redis that dies, sleeps, fills up, forgets or is reached over a bad line. */
export const redis: readonly Scenario[] = [
  { id: "redis-killed", stores: ["redis"], run: killRedis },
  { id: "redis-everysec-is-shown", stores: ["redis"], run: showUndurable },
  { id: "redis-stopped", stores: ["redis"], run: stopRedis },
  { id: "redis-down-under-load", stores: ["redis"], run: takeRedisDown },
  { id: "redis-down-and-disk-full", stores: ["redis"], run: fillDisk },
  { id: "redis-memory-full", stores: ["redis"], run: fillMemory },
  { id: "redis-scripts-flushed", stores: ["redis"], run: flushScripts },
  { id: "redis-strange-key", stores: ["redis"], run: plantStrangeKeys },
  ...files,
  ...lines,
  ...emptied,
];

async function killRedis(trial: Trial): Promise<Tally> {
  const { server, town } = await open(trial);
  const roll = rollDice(trial.seed);
  const kills = trial.full ? 300 : 6;
  const stopWriting = town.keepWriting(crowd);
  for (let killed = 0; killed < kills; killed += 1) {
    await pause(150 + roll() * 400);
    await server.kill("SIGKILL");
    // Long enough for messages to come meanwhile, which the disk keeps.
    await pause(50 + roll() * 300);
    await server.restart();
  }
  await stopWriting();
  return town.tally({ kills, recovery: await town.rests() });
}

/** Settings with which Redis loses what it acknowledged, and those with which it does not. */
const settings = [
  ["appendfsync", "everysec", "always"],
  ["no-appendfsync-on-rewrite", "yes", "no"],
  ["maxmemory-policy", "allkeys-lru", "noeviction"],
] as const;

/** A Redis that loses what it acknowledged does so unless told otherwise: whoever asks is told, and the log at the start. */
async function showUndurable(trial: Trial): Promise<Tally> {
  const { server, town } = await open(trial, 1);
  const client = await connect(trial, server);
  await town.write({ people: 2, messages: 3 });
  const url = `${town.processes[0]?.url}/health/durable`;
  const asks = async (status: number, word: string) =>
    until(`/health/durable answers ${status} ${word}`, async () => {
      const answer = await fetch(url);
      return answer.status === status && (await answer.text()).includes(word);
    });
  for (const [name, bad, good] of settings) {
    await client.configSet(name, bad);
    await asks(503, name);
    await client.configSet(name, good);
    await asks(200, "");
  }
  await client.configSet("appendfsync", "everysec");
  const program = startProgram("src/start.js", {
    cwd: trial.folder,
    environment: { PORT: "0", DATA_DIR: join(trial.folder, "other"), REDIS_URL: server.url },
  });
  const warning = /"reason":"appendfsync[^\n]*"msg":"not-durable"/u;
  await until("it warns at the start", () => warning.test(program.output.stdout));
  program.kill("SIGTERM");
  await program.exit;
  return town.tally({ recovery: await town.rests() });
}

async function stopRedis(trial: Trial): Promise<Tally> {
  const { server, town } = await open(trial);
  const naps = trial.full
    ? [500, 1_000, 2_000, 5_000, 10_000, 20_000, 700, 3_000]
    : [500, 2_000, 6_000];
  const stopWriting = town.keepWriting(crowd);
  for (const nap of naps) {
    await pause(400);
    await server.kill("SIGSTOP");
    await pause(nap);
    await server.kill("SIGCONT");
  }
  await stopWriting();
  return town.tally({ kills: naps.length, recovery: await town.rests() });
}

/** The disk keeps what comes, and gives it back in order within half a minute. */
async function takeRedisDown(trial: Trial): Promise<Tally> {
  const { server, town } = await open(trial);
  await town.write({ people: 12, messages: 3, rate: 40 });
  await server.kill("SIGKILL");
  const away = pause(trial.full ? 60_000 : 8_000);
  // They do not wait for answers, which cannot come: each writes on and on.
  await town.write({
    people: 12,
    messages: trial.full ? 45 : 10,
    rate: 30,
    eager: true,
    again: true,
  });
  await away;
  await server.restart();
  const recovery = await town.rests();
  const refused = [...town.statuses].filter(([status]) => status !== 200);
  return town.tally({
    kills: 1,
    recovery,
    broken: [
      ...(recovery > 30 ? [`the disk was empty again only after ${recovery} s`] : []),
      ...refused.map(([status, times]) => `the provider was answered ${status}, ${times} times`),
    ],
  });
}

/** Neither Redis nor the disk takes anything: the provider is told to send again. */
async function fillDisk(trial: Trial): Promise<Tally> {
  const { server, town } = await open(trial, 1);
  const [process] = town.processes;
  if (process === undefined) throw new Error("nothing runs");
  await town.write({ people: 4, messages: 3 });
  const disk = new DatabaseSync(join(process.folder, "spool.db"));
  disk.exec(
    "CREATE TRIGGER full BEFORE INSERT ON queue BEGIN SELECT RAISE(ABORT, 'disk is full'); END",
  );
  await server.kill("SIGKILL");
  const before = town.statuses.get(200) ?? 0;
  const writing = town.write({ people: 4, messages: 4, eager: true, again: true });
  await until("the provider is told to send again", () => (town.statuses.get(503) ?? 0) > 20);
  const taken = (town.statuses.get(200) ?? 0) - before;
  await server.restart();
  await writing;
  disk.exec("DROP TRIGGER full");
  disk.close();
  return town.tally({
    kills: 1,
    recovery: await town.rests(),
    broken: taken === 0 ? [] : [`${taken} messages were acknowledged that nobody had kept`],
  });
}

async function fillMemory(trial: Trial): Promise<Tally> {
  const { server, town } = await open(trial);
  const client = await connect(trial, server);
  await town.write({ people: 4, messages: 3 });
  const rounds = trial.full ? 10 : 2;
  const stopWriting = town.keepWriting(crowd);
  let met = 0;
  for (let round = 0; round < rounds; round += 1) {
    const used = Number(
      /used_memory:(?<bytes>\d+)/u.exec(await client.info("memory"))?.groups?.["bytes"],
    );
    await client.configSet("maxmemory", String(used));
    await pause(2_000);
    met += Number(
      /errorstat_OOM:count=(?<count>\d+)/u.exec(await client.info("errorstats"))?.groups?.[
        "count"
      ] ?? 0,
    );
    await client.configSet("maxmemory", "0");
    await pause(500);
  }
  await stopWriting();
  return town.tally({
    kills: rounds,
    recovery: await town.rests(),
    broken: met > 0 ? [] : ["the memory was never full"],
  });
}

async function flushScripts(trial: Trial): Promise<Tally> {
  const { server, town } = await open(trial);
  const client = await connect(trial, server);
  const rounds = trial.full ? 2_000 : 200;
  const stopWriting = town.keepWriting(crowd);
  for (let round = 0; round < rounds; round += 1) {
    await client.scriptFlush();
    await pause(15);
  }
  await stopWriting();
  return town.tally({ kills: rounds, recovery: await town.rests() });
}

/** Something else stands where one person's things are kept: it is their trouble only, and heals. */
async function plantStrangeKeys(trial: Trial): Promise<Tally> {
  const { server, town } = await open(trial);
  const client = await connect(trial, server);
  await town.write({ people: 2, messages: 3 });
  await town.rests();
  const [refused = "", silent = ""] = await client.keys("*}:owner:c*");
  // Mail of one cannot be kept, and answers to the other cannot be promised.
  const planted = [refused.replace(":owner:", ":mail:"), silent.replace(":owner:", ":promised:")];
  for (const key of planted) await client.set(key, "strange");
  // Everybody else has a neighbor whose mailbox is none.
  const bases = (await client.keys("*}:birth")).map((key) => key.replace(/birth$/u, ""));
  for (const base of bases) {
    await client.set(`${base}mail:neighbor`, "strange");
    await client.zAdd(`${base}ready`, { score: 0, value: "neighbor" });
  }
  const before = town.statuses.get(200) ?? 0;
  const victims = town.write({ people: 2, messages: 3, again: true });
  await until("the provider is told", () =>
    [...town.statuses.keys()].some((status) => status >= 500),
  );
  const taken = (town.statuses.get(200) ?? 0) - before;
  // The others are served meanwhile.
  await town.write({ people: trial.full ? 200 : 40, messages: 3 });
  for (const key of planted) await client.del(key);
  for (const base of bases) {
    await client.del(`${base}mail:neighbor`);
    for (const set of ["ready", "leased"]) await client.zRem(base + set, "neighbor");
  }
  await victims;
  return town.tally({
    kills: 2,
    recovery: await town.rests(),
    broken: taken <= 1 ? [] : ["a message was acknowledged that could not be kept"],
  });
}
