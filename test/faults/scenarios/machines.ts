import { setTimeout as pause } from "node:timers/promises";
import { createClient } from "redis";
import { openRedisStore } from "../../../src/store/redis/redis-store.ts";
import { type RedisCluster, startRedisCluster } from "../../fakes/redis-cluster.ts";
import { startRedisTrio } from "../../fakes/redis-sentinel.ts";
import type { RedisServer } from "../../fakes/redis-server.ts";
import { until } from "../../until.ts";
import { rollDice } from "../dice.ts";
import { loadPort, type PortLoad } from "../port.ts";
import type { Scenario, Tally, Trial } from "../scenario.ts";
import { openTown } from "../town.ts";

/** Several machines with Redis, one of which dies, sleeps or hands a part of what it has to another. */
export const machines: readonly Scenario[] = [
  { id: "machines-master-killed", stores: ["sentinel", "cluster"], run: killMasters },
  { id: "machines-master-asleep", stores: ["sentinel", "cluster"], run: freezeMasters },
  { id: "machines-stale-replica", stores: ["sentinel", "cluster"], run: promoteStale },
  { id: "machines-slots-moved", stores: ["cluster"], run: moveSlots },
  { id: "machines-whole-service", stores: ["sentinel", "cluster"], run: killUnderService },
];

/** What a master with Sentinels and a Cluster have in common. */
interface Machines {
  readonly url: string;
  /** How many masters there are. */
  readonly count: number;
  masters(): Promise<readonly RedisServer[]>;
  replicasOf(master: RedisServer): Promise<readonly RedisServer[]>;
}

async function startMachines(trial: Trial): Promise<Machines> {
  if (trial.store === "cluster") return startCluster(trial);
  const trio = await startRedisTrio();
  trial.finally(() => trio.stop());
  return {
    url: trio.url,
    count: 1,
    masters: async () => [await trio.master()],
    replicasOf: async (master) => trio.servers.filter((server) => server !== master),
  };
}

async function startCluster(trial: Trial): Promise<Machines & { readonly cluster: RedisCluster }> {
  const cluster = await startRedisCluster();
  trial.finally(() => cluster.stop());
  return {
    cluster,
    url: cluster.url,
    count: 3,
    masters: async () => (await cluster.masters()).map(({ server }) => server),
    replicasOf: async (master) => (await cluster.replicasOf(master)).map(({ server }) => server),
  };
}

/** Two workers, as two processes would be. */
async function load(trial: Trial, { url }: Machines): Promise<PortLoad> {
  const stores = await Promise.all([openRedisStore({ url }), openRedisStore({ url })]);
  for (const store of stores) trial.finally(() => store.close());
  return loadPort(trial, stores, { people: 16, pace: 60 });
}

/** Until somebody else is master in its place. */
async function replaced(machines: Machines, gone: RedisServer): Promise<void> {
  await until(
    "a replica took over",
    async () => {
      // While they vote they do not agree.
      const now = await machines.masters().catch(() => null);
      return now !== null && now.length >= machines.count && !now.includes(gone);
    },
    60_000,
  );
}

/** Until messages are acknowledged again: by everybody, so that no shard is left out. */
async function goesOn(load: PortLoad): Promise<void> {
  const before = load.acknowledged;
  await until("messages are taken again", () => load.acknowledged > before + 60, 60_000);
}

async function killMasters(trial: Trial): Promise<Tally> {
  const machines = await startMachines(trial);
  const running = await load(trial, machines);
  const roll = rollDice(trial.seed);
  const kills = trial.full ? 12 : 1;
  let slowest = 0;
  for (let killed = 0; killed < kills; killed += 1) {
    await goesOn(running);
    const victim = await pick(machines, roll);
    const begun = performance.now();
    await victim.kill("SIGKILL");
    await replaced(machines, victim);
    await goesOn(running);
    slowest = Math.max(slowest, (performance.now() - begun) / 1_000);
    await comesBack(victim, killed + 1 < kills);
  }
  await running.stopWriting();
  await running.rests();
  return running.tally({ kills, recovery: slowest });
}

/** Asleep until another is master, and then awake and sure of being it still. */
async function freezeMasters(trial: Trial): Promise<Tally> {
  const machines = await startMachines(trial);
  const running = await load(trial, machines);
  const roll = rollDice(trial.seed);
  const kills = trial.full ? 8 : 1;
  let slowest = 0;
  for (let frozen = 0; frozen < kills; frozen += 1) {
    await goesOn(running);
    const victim = await pick(machines, roll);
    const begun = performance.now();
    await victim.kill("SIGSTOP");
    await replaced(machines, victim);
    if (frozen % 2 === 0) await victim.kill("SIGCONT");
    await goesOn(running);
    slowest = Math.max(slowest, (performance.now() - begun) / 1_000);
    if (frozen % 2 === 1) await victim.kill("SIGCONT");
  }
  await running.stopWriting();
  await running.rests();
  return running.tally({ kills, recovery: slowest });
}

/**
 * The replicas sleep, the master takes what comes and dies, and one of them, awake again, is made
 * master: what the dead one acknowledged alone would be lost. With `WAIT` it acknowledged nothing.
 */
async function promoteStale(trial: Trial): Promise<Tally> {
  const machines = await startMachines(trial);
  const running = await load(trial, machines);
  const roll = rollDice(trial.seed);
  const rounds = trial.full ? 6 : 1;
  let slowest = 0;
  for (let round = 0; round < rounds; round += 1) {
    await goesOn(running);
    const master = await pick(machines, roll);
    const replicas = await machines.replicasOf(master);
    await Promise.all(replicas.map((replica) => replica.kill("SIGSTOP")));
    await fillLine(master);
    await pause(1_500);
    await master.kill("SIGKILL");
    const begun = performance.now();
    await Promise.all(replicas.map((replica) => replica.kill("SIGCONT")));
    await replaced(machines, master);
    await goesOn(running);
    slowest = Math.max(slowest, (performance.now() - begun) / 1_000);
    await comesBack(master, round + 1 < rounds);
  }
  await running.stopWriting();
  await running.rests();
  return running.tally({ kills: 2 * rounds, recovery: slowest });
}

/** Starts it again, still sure of being master; what comes next may have to wait until it knows better. */
async function comesBack(server: RedisServer, isAwaited: boolean): Promise<void> {
  await server.restart();
  if (!isAwaited) return;
  await until(
    "it follows another",
    // Whoever asks is thrown out when it changes its mind.
    async () => (await look(server).catch(() => "")).includes("link_status:up"),
    60_000,
  );
}

async function pick(machines: Machines, roll: () => number): Promise<RedisServer> {
  const masters = await machines.masters();
  const picked = masters[Math.floor(roll() * masters.length)];
  if (picked === undefined) throw new Error("there is no master");
  return picked;
}

/**
 * Writes more than the system keeps for somebody who does not read: what comes behind it stays with
 * the master, where it is lost, instead of waiting at the replica's door.
 */
async function fillLine({ url }: RedisServer): Promise<void> {
  const client = createClient({ url });
  client.on("error", () => undefined);
  await client.connect();
  const block = "x".repeat(2 ** 20);
  for (let written = 0, name = 0; written < 16; name += 1) {
    const mine = await client.set(`filling-${name % 50}`, block).catch((error: unknown) => {
      if (String(error).includes("MOVED")) return null;
      throw error;
    });
    if (mine !== null) written += 1;
  }
  client.destroy();
}

async function look({ url }: RedisServer): Promise<string> {
  const client = createClient({ url, socket: { reconnectStrategy: false } });
  client.on("error", () => undefined);
  await client.connect();
  return client.info("replication").finally(() => client.destroy());
}

/** Slots wander to the next master and back, a few keys at a time, under load. */
async function moveSlots(trial: Trial): Promise<Tally> {
  const machines = await startCluster(trial);
  const running = await load(trial, machines);
  const { cluster } = machines;
  const roll = rollDice(trial.seed);
  const rounds = trial.full ? 200 : 5;
  await goesOn(running);
  const slots = await busySlots(cluster);
  for (let round = 0; round < rounds; round += 1) {
    const masters = await cluster.masters();
    const to = masters[Math.floor(roll() * masters.length)];
    const slot = slots[Math.floor(roll() * slots.length)];
    if (to !== undefined && slot !== undefined) await cluster.migrate(slot, to);
  }
  await goesOn(running);
  await running.stopWriting();
  return running.tally({ kills: rounds, recovery: await running.rests() });
}

/** The service with all its parts, two processes of it, while a master dies and comes back. */
async function killUnderService(trial: Trial): Promise<Tally> {
  const machines = await startMachines(trial);
  const town = await openTown(trial, {
    redisUrl: machines.url,
    // A provider that is only slow, on a machine that does so much, is not to be doubted.
    environment: { CHILD_PUMP: JSON.stringify({ deadline: 4_000, deliveryLease: 6_000 }) },
  });
  await Promise.all([town.start(), town.start()]);
  const roll = rollDice(trial.seed);
  const kills = trial.full ? 8 : 1;
  const stopWriting = town.keepWriting([
    { people: 5, messages: 4, rate: 12 },
    { people: 5, messages: 4, rate: 12, eager: true },
  ]);
  for (let killed = 0; killed < kills; killed += 1) {
    await pause(1_000);
    const victim = await pick(machines, roll);
    await victim.kill("SIGKILL");
    await replaced(machines, victim);
    await comesBack(victim, killed + 1 < kills);
  }
  await stopWriting();
  return town.tally({ kills, recovery: await town.rests() });
}

/** The slots of the 64 shards. */
async function busySlots({ nodes }: RedisCluster): Promise<readonly number[]> {
  const client = createClient({ url: nodes[0]?.url ?? "" });
  client.on("error", () => undefined);
  await client.connect();
  const slots: number[] = [];
  for (let shard = 0; shard < 64; shard += 1) {
    const tag = `{s${String(shard).padStart(2, "0")}}`;
    slots.push(await client.sendCommand<number>(["CLUSTER", "KEYSLOT", tag]));
  }
  client.destroy();
  return slots;
}
