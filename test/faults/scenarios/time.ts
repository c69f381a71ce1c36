import { setTimeout as pause } from "node:timers/promises";
import { rollDice } from "../dice.ts";
import type { Scenario, Tally, Trial } from "../scenario.ts";
import type { Wish } from "../street.ts";
import { openTown } from "../town.ts";

/** Clocks that are wrong, and the knowledge of clocks that is old. */
export const time: readonly Scenario[] = [
  { id: "clock-an-hour-off", stores: ["redis"], run: (trial) => runApart(trial, hour) },
  { id: "clock-a-day-off", stores: ["redis"], run: (trial) => runApart(trial, day) },
  { id: "clock-jumps", stores: ["sqlite", "redis"], run: jump },
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
  await pause(trial.full ? 60_000 : 4_000);
  await stopWriting();
  const recovery = await town.rests();
  return town.tally({ kills: 2, recovery });
}

/** Somebody sets the clock of a running process, several times. */
async function jump(trial: Trial): Promise<Tally> {
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
    await pause(500);
  }
  for (const process of town.processes) process.tell("clock 0");
  await stopWriting();
  const recovery = await town.rests();
  return town.tally({ kills: rounds, recovery });
}
