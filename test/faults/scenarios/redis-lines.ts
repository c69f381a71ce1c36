import { setTimeout as pause } from "node:timers/promises";
import { startProxy } from "../../fakes/proxy.ts";
import { startRedis } from "../../fakes/redis-server.ts";
import { rollDice } from "../dice.ts";
import { owned, type Scenario, type Tally, type Trial } from "../scenario.ts";
import { openTown } from "../town.ts";
import { crowd } from "./redis-room.ts";

/** A Redis that is well, at the end of a bad line. */
export const lines: readonly Scenario[] = [
  { id: "redis-slow-line", stores: ["redis"], run: slowLine },
  { id: "redis-cut-line", stores: ["redis"], run: cutLine },
  { id: "redis-silent-line", stores: ["redis"], run: silentLine },
];

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
