import { setTimeout as pause } from "node:timers/promises";
import { until } from "../../until.ts";
import { rollDice } from "../dice.ts";
import type { Scenario, Tally, Trial } from "../scenario.ts";
import type { Wish } from "../street.ts";
import { openTown, patient, type Town } from "../town.ts";

/** Where the process dies: between any two things it does for a message. */
const steps = [
  "before accept",
  "after accept",
  "claimed",
  "before commit",
  "after commit",
  "committed",
  "after carryPosts",
  "delivery-claimed",
  "before recordOutcome",
  "after recordOutcome",
  "sent",
  "before receipt",
  "after receipt",
] as const;

/** Processes of ours that stop in every way a machine, a deployment or a debugger can stop them. */
export const processes: readonly Scenario[] = [
  {
    id: "process-killed-at-random",
    stores: ["sqlite", "redis"],
    run: (trial) => killAgainAndAgain(trial, trial.full ? 880 : 46, killAtRandom),
  },
  {
    id: "process-killed-at-each-step",
    stores: ["sqlite", "redis"],
    run: (trial) => killAgainAndAgain(trial, steps.length * (trial.full ? 10 : 2), killAtStep),
  },
  {
    id: "process-killed-while-starting",
    stores: ["sqlite", "redis"],
    run: (trial) => killAgainAndAgain(trial, trial.full ? 80 : 20, killAtStart),
  },
  {
    id: "process-killed-while-stopping",
    stores: ["sqlite", "redis"],
    run: (trial) => killAgainAndAgain(trial, trial.full ? 60 : 8, killAtStop),
  },
  { id: "rolling-restart", stores: ["redis"], run: restartInTurn },
  { id: "stopped-beyond-the-lease", stores: ["sqlite", "redis"], run: sleepBeyondLease },
  { id: "event-loop-blocked-12-s", stores: ["sqlite", "redis"], run: blockLoop },
];

/** Starts a process and has it killed; resolves when it is gone. */
type Killing = (town: Town, round: number, roll: () => number) => Promise<void>;

/** What a crash leaves behind is taken up soon, so that the next one meets work under way. */
const soon = { CHILD_PUMP: JSON.stringify({ deliveryLease: 2_000, deadline: 1_000 }) };

/** People write without a break while one process after the other dies. */
async function killAgainAndAgain(trial: Trial, kills: number, kill: Killing): Promise<Tally> {
  const town = await openTown(trial, {
    environment: soon,
    twilio: { callbacks: ["sent", "delivered"] },
  });
  const roll = rollDice(trial.seed);
  const stopWriting = town.keepWriting([
    { people: 4, messages: 12, rate: 8 },
    { people: 4, messages: 8, rate: 8, eager: true },
  ]);
  for (let killed = 0; killed < kills; killed += 1) await kill(town, killed, roll);
  await town.start();
  const [recovery] = await Promise.all([town.rests(), stopWriting()]);
  await town.rests();
  const tally = await town.tally({ kills, recovery });
  return { ...tally, broken: [...tally.broken, ...tooLittle(tally)] };
}

/** Kills that met no work prove nothing. */
function tooLittle({ msgs, kills }: Tally): readonly string[] {
  return msgs < kills ? [`${msgs} messages met ${kills} kills`] : [];
}

async function killAtRandom(town: Town, round: number, roll: () => number): Promise<void> {
  const said = town.twilio.ledger.length;
  const process = await town.start();
  // However slow the machine is, some live long enough to say something.
  if (round % 5 === 4) await until("it says something", () => town.twilio.ledger.length > said);
  await pause(roll() ** 2 * 500);
  process.kill("SIGKILL");
  await process.exit;
}

/** The first times it comes there, so that many deaths are met; never always the very first. */
async function killAtStep(town: Town, round: number): Promise<void> {
  const step = steps[round % steps.length] ?? "claimed";
  const process = await town.start({ dies: [step, 1 + ((round * 5) % 4)] });
  const code = await process.exit;
  if (code !== null) throw new Error(`${step}: ended with ${code}: ${process.output.stderr}`);
}

/** A start takes a few tenths of a second: any moment of it, and just after it listens. */
async function killAtStart(town: Town, round: number, roll: () => number): Promise<void> {
  if (round % 5 === 4) return killAtRandom(town, round, roll);
  const process = await town.start({ diesAfter: roll() * 600 });
  await process.exit;
}

async function killAtStop(town: Town, _round: number, roll: () => number): Promise<void> {
  const said = town.twilio.ledger.length;
  const process = await town.start();
  await until("it says something", () => town.twilio.ledger.length > said);
  process.kill("SIGTERM");
  await pause(roll() ** 2 * 200);
  process.kill("SIGKILL");
  await process.exit;
}

/** As a deployment does it: a new process first, then the old one is asked to stop. */
async function restartInTurn(trial: Trial): Promise<Tally> {
  const town = await openTown(trial, {
    balancer: "health",
    // Longer than a balancer on a busy machine needs to notice.
    environment: { ...patient, DRAIN_SECONDS: "4" },
  });
  const rounds = trial.full ? 10 : 2;
  await Promise.all([town.start(), town.start()]);
  const stopWriting = town.keepWriting([{ people: 10, messages: 6, rate: 40 }]);
  const longest = { seconds: 0 };
  for (let round = 0; round < rounds; round += 1) {
    const [oldest] = town.processes;
    await town.start();
    const seconds = (await oldest?.stop()) ?? 0;
    longest.seconds = Math.max(longest.seconds, seconds);
  }
  await stopWriting();
  const recovery = await town.rests();
  const bad = [...town.statuses].filter(([status]) => status !== 200);
  return town.tally({
    kills: rounds,
    recovery,
    broken: [
      ...bad.map(([status, times]) => `the provider was answered ${status}, ${times} times`),
      ...new Set(town.causes),
      ...(longest.seconds > 20 ? [`a stop took ${longest.seconds} s`] : []),
    ],
  });
}

const crowd: readonly Wish[] = [
  { people: 6, messages: 8, rate: 20 },
  { people: 6, messages: 8, rate: 20, eager: true },
];

/** A message is ours for four seconds; a turn for half a second, as `child.ts` has it. */
const leases = { CHILD_PUMP: JSON.stringify({ deadline: 2_500, deliveryLease: 4_000 }) };

/** Where it falls asleep, and for how long: twice the lease, in ms. */
const naps = [
  ["claimed", 1_000],
  ["before commit", 1_000],
  ["delivery-claimed", 8_000],
  ["before recordOutcome", 8_000],
] as const;

/**
 * Asleep with a turn or a message in its hands, and awake again when the lease has long been over: on
 * Redis another process has done the work meanwhile.
 */
async function sleepBeyondLease(trial: Trial): Promise<Tally> {
  const town = await openTown(trial, { environment: leases });
  if (trial.store === "redis") await town.start();
  const stopWriting = town.keepWriting(crowd);
  const rounds = naps.length * (trial.full ? 4 : 1);
  for (let round = 0; round < rounds; round += 1) {
    const [step, nap] = naps[round % naps.length] ?? naps[0];
    const nth = 3 + Math.floor(round / naps.length);
    const sleeper = await town.start({
      dies: [step, nth],
      environment: { CHILD_SIGNAL: "SIGSTOP" },
    });
    await until(`it sleeps at ${step}`, () => sleeper.output.stdout.includes("SIGSTOP"), 60_000);
    await pause(nap);
    sleeper.kill("SIGCONT");
    await pause(500);
    await sleeper.stop();
  }
  await town.start();
  await stopWriting();
  const recovery = await town.rests();
  return town.tally({ kills: rounds, recovery });
}

/** Something that computes for twelve seconds, in the middle of everything. */
async function blockLoop(trial: Trial): Promise<Tally> {
  const town = await openTown(trial, { environment: leases });
  const blocked = await town.start();
  if (trial.store === "redis") await town.start();
  const rounds = trial.full ? 5 : 1;
  const stopWriting = town.keepWriting(crowd);
  for (let round = 0; round < rounds; round += 1) {
    await pause(500);
    blocked.tell("block 12000");
    await pause(12_500);
  }
  await stopWriting();
  const recovery = await town.rests();
  return town.tally({ kills: rounds, recovery });
}
