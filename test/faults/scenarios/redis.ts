import { appendFileSync, cpSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as pause } from "node:timers/promises";
import { createClient } from "redis";
import { startProxy } from "../../fakes/proxy.ts";
import { startRedis, type RedisServer } from "../../fakes/redis-server.ts";
import { until } from "../../until.ts";
import { rollDice } from "../dice.ts";
import { owned, type Scenario, type Tally, type Trial } from "../scenario.ts";
import type { Wish } from "../street.ts";
import { openTown, type Running, type Town } from "../town.ts";

/** One Redis that dies, sleeps, fills up, forgets or is reached over a bad line. */
export const redis: readonly Scenario[] = [
  { id: "redis-killed", stores: ["redis"], run: killRedis },
  { id: "redis-everysec-is-shown", stores: ["redis"], run: showUndurable },
  { id: "redis-stopped", stores: ["redis"], run: stopRedis },
  { id: "redis-down-under-load", stores: ["redis"], run: takeRedisDown },
  { id: "redis-down-and-disk-full", stores: ["redis"], run: fillDisk },
  { id: "redis-memory-full", stores: ["redis"], run: fillMemory },
  { id: "redis-torn-file", stores: ["redis"], run: tearFile },
  { id: "redis-scripts-flushed", stores: ["redis"], run: flushScripts },
  { id: "redis-strange-key", stores: ["redis"], run: plantStrangeKey },
  { id: "redis-slow-line", stores: ["redis"], run: slowLine },
  { id: "redis-cut-line", stores: ["redis"], run: cutLine },
  { id: "redis-silent-line", stores: ["redis"], run: silentLine },
  { id: "redis-emptied", stores: ["redis"], run: (trial) => lose(trial, "flushed") },
  { id: "redis-replaced", stores: ["redis"], run: (trial) => lose(trial, "replaced") },
];

const crowd: readonly Wish[] = [
  { people: 5, messages: 8, rate: 15 },
  { people: 5, messages: 6, rate: 15, eager: true },
];

interface Place {
  readonly server: RedisServer;
  readonly town: Town;
}

async function open(trial: Trial, processes = 2): Promise<Place> {
  const server = owned(trial, await startRedis({ appendfsync: "always" }));
  const town = await openTown(trial, { redisUrl: server.url });
  for (let count = 0; count < processes; count += 1) await town.start();
  return { server, town };
}

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

/** A Redis that writes once a second loses what it acknowledged: whoever asks is told. */
async function showUndurable(trial: Trial): Promise<Tally> {
  const server = owned(trial, await startRedis({ appendfsync: "everysec" }));
  const town = await openTown(trial, { redisUrl: server.url });
  const process = await town.start();
  await town.write({ people: 2, messages: 3 });
  const durable = await fetch(`${process.url}/health/durable`);
  const body = await durable.text();
  const recovery = await town.rests();
  return town.tally({
    recovery,
    broken:
      durable.status === 503 && body.includes("appendfsync")
        ? []
        : [`/health/durable answered ${durable.status}`],
  });
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
  const writing = town.write({ people: 4, messages: 4, again: true });
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

/** A power cut in the middle of a write: the file ends with half a command, which nobody was told of. */
async function tearFile(trial: Trial): Promise<Tally> {
  const { server, town } = await open(trial);
  const client = await connect(trial, server);
  const folder = await appendOnlyFolder(client);
  const rounds = trial.full ? 20 : 2;
  const stopWriting = town.keepWriting(crowd);
  for (let round = 0; round < rounds; round += 1) {
    await pause(700);
    await server.kill("SIGKILL");
    const file = readdirSync(folder)
      .filter((name) => name.endsWith(".incr.aof"))
      .sort()
      .at(-1);
    appendFileSync(join(folder, file ?? ""), "*4\r\n$4\r\nHSET\r\n$9\r\nrafiq:{s0");
    await server.restart();
  }
  await stopWriting();
  return town.tally({ kills: rounds, recovery: await town.rests() });
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

/** Something else stands where one person's mail is kept: it is their trouble only, and heals. */
async function plantStrangeKey(trial: Trial): Promise<Tally> {
  const { server, town } = await open(trial);
  const client = await connect(trial, server);
  await town.write({ people: 1, messages: 3 });
  await town.rests();
  const [owner = ""] = await client.keys("*}:owner:c*");
  const mailbox = owner.replace("}:owner:", "}:mail:");
  await client.set(mailbox, "strange");
  const before = town.statuses.get(200) ?? 0;
  const victim = town.write({ people: 1, messages: 3, again: true });
  await until("the provider is told", () =>
    [...town.statuses.keys()].some((status) => status >= 500),
  );
  const taken = (town.statuses.get(200) ?? 0) - before;
  // The others, some in the same shard, are served meanwhile.
  await town.write({ people: trial.full ? 200 : 40, messages: 3 });
  await client.del(mailbox);
  await victim;
  return town.tally({
    kills: 1,
    recovery: await town.rests(),
    broken: taken === 0 ? [] : ["a message was acknowledged that could not be kept"],
  });
}

/** Opens a town that reaches its Redis over a line of ours. */
async function openBehindLine(trial: Trial) {
  const server = owned(trial, await startRedis({ appendfsync: "always" }));
  const line = await startProxy(server.port);
  trial.finally(() => line.close());
  const town = await openTown(trial, { redisUrl: `redis://127.0.0.1:${line.port}` });
  await town.start();
  await town.start();
  return { line, town };
}

async function slowLine(trial: Trial): Promise<Tally> {
  const { line, town } = await openBehindLine(trial);
  const roll = rollDice(trial.seed);
  const rounds = trial.full ? 60 : 8;
  const stopWriting = town.keepWriting(crowd);
  for (let round = 0; round < rounds; round += 1) {
    line.delay(roll() * 300);
    await pause(500);
  }
  line.delay(0);
  await stopWriting();
  return town.tally({ kills: rounds, recovery: await town.rests() });
}

async function cutLine(trial: Trial): Promise<Tally> {
  const { line, town } = await openBehindLine(trial);
  const roll = rollDice(trial.seed);
  const rounds = trial.full ? 400 : 30;
  const stopWriting = town.keepWriting(crowd);
  for (let round = 0; round < rounds; round += 1) {
    await pause(50 + roll() * 200);
    if (round % 2 === 0) line.cut();
    // In the middle of an answer: what it answers has happened.
    else line.cutAfter(1 + roll() * 400);
  }
  line.cutAfter(Number.POSITIVE_INFINITY);
  await stopWriting();
  return town.tally({ kills: rounds, recovery: await town.rests() });
}

async function silentLine(trial: Trial): Promise<Tally> {
  const { line, town } = await openBehindLine(trial);
  const rounds = trial.full ? 10 : 2;
  const stopWriting = town.keepWriting(crowd);
  for (let round = 0; round < rounds; round += 1) {
    await pause(400);
    line.hold(true);
    // Beyond the five seconds a call may take: it fails, and has perhaps happened.
    await pause(round % 2 === 0 ? 6_500 : 1_000);
    line.hold(false);
  }
  await stopWriting();
  return town.tally({ kills: rounds, recovery: await town.rests() });
}

/**
 * All that was kept is gone while the service runs: it stands still and says so, keeps on its disk
 * what comes, greets nobody as new, and goes on when the data is back.
 */
async function lose(trial: Trial, how: "flushed" | "replaced"): Promise<Tally> {
  const { server, town } = await open(trial);
  const client = await connect(trial, server);
  await town.write({ people: 8, messages: 4 });
  await town.rests();
  const folder = await appendOnlyFolder(client);
  const copy = join(trial.folder, "copy");
  cpSync(folder, copy, { recursive: true });
  const said = town.twilio.taken().length;
  if (how === "flushed") await client.flushAll();
  else {
    await server.kill("SIGKILL");
    rmSync(folder, { recursive: true });
    await server.restart();
  }
  await town.write({ people: 8, messages: 3, eager: true, again: true });
  const told = await Promise.all(town.processes.map(sayEmptied));
  const greeted = town.twilio.taken().length - said;
  await server.kill("SIGKILL");
  rmSync(folder, { recursive: true });
  cpSync(copy, folder, { recursive: true });
  await server.restart();
  const recovery = await town.rests();
  return town.tally({
    kills: 1,
    recovery,
    broken: [
      ...(greeted === 0 ? [] : [`${greeted} messages were sent out of an empty store`]),
      ...(told.every((one) => one) ? [] : ["/health did not say that the store was emptied"]),
    ],
  });
}

async function sayEmptied({ url }: Running): Promise<boolean> {
  return until("it says that the store was emptied", async () => {
    const response = await fetch(`${url}/health/ready`);
    return response.status === 503 && (await response.text()).includes("store/emptied");
  });
}

async function connect(trial: Trial, { url }: RedisServer) {
  const client = createClient({ url });
  // It is killed under us, too.
  client.on("error", () => undefined);
  await client.connect();
  trial.finally(() => client.destroy());
  return client;
}

async function appendOnlyFolder(client: Awaited<ReturnType<typeof connect>>): Promise<string> {
  const { dir = "", appenddirname = "" } = await client.configGet(["dir", "appenddirname"]);
  return join(dir, appenddirname);
}
