import { setTimeout as pause } from "node:timers/promises";
import type { Request } from "../../../src/channels/channel.ts";
import type { Misbehavior } from "../../fakes/twilio/accidents.ts";
import type { FakeOptions } from "../../fakes/twilio/webhooks.ts";
import { until } from "../../until.ts";
import { rollDice } from "../dice.ts";
import type { Scenario, Tally, Trial } from "../scenario.ts";
import { openTown, type Extra, type Running, type Town } from "../town.ts";

const both = ["sqlite", "redis"] as const;

type Accident = (roll: () => number) => Misbehavior;

/** What goes wrong with a call, by the name of its line. */
const accidents: Readonly<Record<string, Accident>> = {
  slow: (roll) => ({ kind: "delay", ms: Math.round(roll() * 10_000) }),
  "answers-late": () => ({ kind: "delay", ms: 2_500 }),
  throttles: (roll) => ({ kind: "throttle", after: roll() < 0.5 ? "1" : null }),
  fails: (roll) =>
    roll() < 0.5 ? { kind: "fail", status: 503 } : { kind: "fail-after", status: 500 },
  "cuts-its-answer": () => ({ kind: "cut" }),
  "hangs-up": (roll) => ({ kind: roll() < 0.5 ? "drop" : "lose" }),
  "never-answers": () => ({ kind: "hang" }),
  "gives-no-id": (roll) => ({ kind: roll() < 0.5 ? "no-sid" : "no-json" }),
  "fails-at-contents": (roll) => ({ on: "content", kind: roll() < 0.5 ? "cut" : "lose" }),
};

const anything: Accident = (roll) => {
  const all = Object.values(accidents);
  return all[Math.floor(roll() * all.length)]?.(roll) ?? { kind: "drop" };
};

/** A provider that is slow, throttles, fails, answers half or nothing, or does not know us any more. */
export const provider: readonly Scenario[] = [
  { id: "provider-in-trouble", stores: both, run: (trial) => suffer(trial, anything) },
  // Each by itself needs processes of its own, which every day's run cannot afford.
  ...Object.entries(accidents).map(([name, accident]): Scenario => ({
    id: `provider-${name}`,
    stores: both,
    long: true,
    run: (trial) => suffer(trial, accident),
  })),
  { id: "provider-token-revoked", stores: both, run: revokeToken },
  { id: "provider-receipts-in-disorder", stores: both, run: mixReceipts },
  { id: "provider-speaks-after-a-kill", stores: both, run: (trial) => speakLate(trial, dieFor) },
  { id: "provider-speaks-after-a-sleep", stores: both, run: (trial) => speakLate(trial, sleepFor) },
  { id: "provider-calls-at-once", stores: both, run: countCalls },
  // On SQLite nobody else could have taken its message.
  { id: "sender-oversleeps", stores: ["redis"], run: oversleep },
];

/** No statuses: what became of a call is found out by asking, or when the scenario says so. */
const untold: Partial<FakeOptions> = { callbacks: [] };

/** People converse while the provider has accidents, again and again. */
async function suffer(trial: Trial, accident: Accident): Promise<Tally> {
  // Leases that a running clock does not end at once.
  const patient = { lease: 180_000, deliveryLease: 360_000, grace: 5_000 };
  const environment = { CHILD_PUMP: JSON.stringify(patient) };
  const { town, time, roll } = await open(trial, environment, untold);
  const times = trial.full ? 200 : 30;
  for (let count = 0; count < times; count += 1) town.twilio.misbehave(accident(roll));
  await hurry(town, time, async () => {
    await town.write({ people: trial.full ? 40 : 8, messages: trial.full ? 12 : 6 });
    await town.write({ people: 6, messages: 4, eager: true });
    town.twilio.behave();
    await town.rests();
  });
  return tally(town, { kills: times });
}

async function open(
  trial: Trial,
  environment: Readonly<Record<string, string>> = {},
  twilio: Partial<FakeOptions> = {},
) {
  const time = { ahead: 0 };
  const town = await openTown(trial, {
    environment,
    twilio: { clock: () => Date.now() + time.ahead, ...twilio },
  });
  const processes = trial.store === "redis" ? 2 : 1;
  for (let count = 0; count < processes; count += 1) await town.start();
  return { town, time, roll: rollDice(trial.seed) };
}

interface Time {
  ahead: number;
}

/** What would take minutes passes in seconds: all clocks run thirty times as fast. */
async function hurry(town: Town, time: Time, work: () => Promise<unknown>): Promise<void> {
  const timer = setInterval(() => setClocks(town, time, time.ahead + 9_000), 300);
  await work().finally(() => clearInterval(timer));
}

function setClocks(town: Town, time: Time, ahead: number): void {
  time.ahead = ahead;
  for (const process of town.processes) process.tell(`clock ${ahead}`);
}

async function tally(town: Town, extra: Extra = {}): Promise<Tally> {
  return town.tally({ recovery: await town.rests(), ...extra });
}

/**
 * An account that is refused is left alone, but for one message in half a minute of all processes;
 * health says so; and everything goes out once it is accepted again.
 */
async function revokeToken(trial: Trial): Promise<Tally> {
  const { town, time } = await open(trial);
  await town.write({ people: 6, messages: 3 });
  town.twilio.misbehave({ kind: "refuse", code: 20003, status: 401, times: 1_000_000 });
  const calls = () => town.twilio.ledger.filter(({ kind }) => kind === "message").length;
  await town.write({ people: 20, messages: 2, eager: true });
  // Every process finds out for itself.
  await Promise.all(town.processes.map(saysRefused));
  await pause(500);
  const probes: number[] = [];
  const rounds = trial.full ? 12 : 3;
  for (let round = 1; round <= rounds; round += 1) {
    const before = calls();
    setClocks(town, time, round * 31_000);
    // Time for one, and for more than one.
    await until("it is tried", () => calls() > before, 10_000).catch(() => undefined);
    await pause(1_500);
    probes.push(calls() - before);
  }
  town.twilio.behave();
  await hurry(town, time, async () => {
    const isHeard = async () => {
      const silent = await Promise.all(town.processes.map(isSilent));
      return !silent.includes(true);
    };
    await until("it is used again", isHeard, 60_000);
  });
  return tally(town, {
    kills: rounds,
    broken: [
      ...(Math.max(...probes) > 1
        ? [`a refused account was tried ${probes.join(", ")} times`]
        : []),
      ...(Math.max(...probes) === 0 ? ["a refused account was never tried again"] : []),
    ],
  });
}

function saysRefused(process: Running): Promise<true> {
  return until("it says that the account is refused", () => isSilent(process));
}

async function isSilent({ url }: Running): Promise<boolean> {
  const response = await fetch(`${url}/health`);
  return (await response.text()).includes("sends nothing now");
}

/** Statuses that come before the answer to the call, five times, backwards, or of nobody's message. */
async function mixReceipts(trial: Trial): Promise<Tally> {
  const { town, roll } = await open(trial);
  // The status leaves at once, the answer after it.
  town.twilio.misbehave({ kind: "delay", ms: 300, times: trial.full ? 200 : 20 });
  await town.write({ people: trial.full ? 60 : 10, messages: 5 });
  const words = ["sent", "delivered", "read", "sent", "delivered", "queued", "unheard-of"];
  let refused = 0;
  for (const call of town.twilio.taken()) {
    const [process] = town.processes;
    for (let time = 0; time < 5; time += 1) {
      const word = words[Math.floor(roll() * words.length)] ?? "sent";
      const strange =
        roll() < 0.2
          ? { ...call, sid: "SMffffffffffffffffffffffffffffffff", statusCallback: null }
          : call;
      if ((await post(process, town.twilio.signStatus(strange, word))) !== 200) refused += 1;
    }
  }
  return tally(town, {
    kills: town.twilio.taken().length * 5,
    broken: refused === 0 ? [] : [`${refused} statuses were not answered 200`],
  });
}

async function post(to: Running | undefined, request: Request): Promise<number> {
  const { url, method, headers, raw } = request;
  const response = await fetch(`${to?.url}${url}`, {
    method,
    headers: Object.entries(headers).map(([key, value]): [string, string] => [key, value ?? ""]),
    body: Buffer.from(raw),
  });
  return response.status;
}

/** How long a process that was away listens to the provider before it sends anything again, in ms. */
const grace = 4_000;

/** Longer than a message is somebody's, and than the grace. */
const away = 4_500;

/** All processes are killed, and later others take their place; done when the first is there. */
async function dieFor(ms: number, town: Town): Promise<void> {
  const gone = [...town.processes];
  for (const process of gone) process.kill("SIGKILL");
  await Promise.all(gone.map((process) => process.exit));
  await pause(ms);
  await town.start();
}

/** How often the provider was asked what it has. */
function looks({ twilio }: Town): number {
  return twilio.ledger.filter(({ kind }) => kind === "list").length;
}

/** How often those alive have said that they know nothing of a call. */
function doubts(town: Town): number {
  const said = town.processes.map(({ output }) => output.stderr.split("delivery-uncertain").length);
  return said.reduce((sum, parts) => sum + parts - 1, 0);
}

/** All processes are suspended once they know that they know nothing, and go on later. */
async function sleepFor(ms: number, town: Town, told: number): Promise<void> {
  await until("they gave up on their calls", () => doubts(town) >= told + 3, 60_000);
  for (const process of town.processes) process.kill("SIGSTOP");
  await pause(ms);
  for (const process of town.processes) process.kill("SIGCONT");
}

/**
 * The processes are away while calls are open, for longer than the provider's word takes. Its list of
 * messages fails as well. Once back, they listen before they say anything twice.
 */
async function speakLate(trial: Trial, leave: typeof sleepFor): Promise<Tally> {
  const environment = { CHILD_PUMP: JSON.stringify({ grace }), CHILD_LOG: "on" };
  const { town } = await open(trial, environment, untold);
  const rounds = trial.full ? 20 : 2;
  for (let round = 0; round < rounds; round += 1) {
    await town.write({ people: 3, messages: 2 });
    await town.rests();
    town.twilio.misbehave({ kind: "hang", times: 3 });
    town.twilio.misbehave({ on: "list", kind: "fail", status: 503, times: 1_000 });
    const before = town.twilio.taken().length;
    const told = doubts(town);
    const writing = town.write({ people: 3, messages: 1, again: true, eager: true });
    await until("three calls are open", () => town.twilio.taken().length === before + 3);
    const processes = town.processes.length;
    const looked = looks(town);
    await leave(away, town, told);
    // They have asked in vain what became of the calls, and would send again by now if they were rash.
    await until("they look", () => looks(town) >= looked + 3, 60_000);
    await pause(300);
    for (const call of town.twilio.taken().slice(before)) {
      await post(town.processes[0], town.twilio.signStatus(call, "delivered"));
    }
    while (town.processes.length < processes) await town.start();
    await writing;
    await town.rests();
    town.twilio.behave();
  }
  return tally(town, { kills: rounds });
}

const unhurried = { deadline: 30_000, deliveryLease: 90_000 };

/** However many wait for a slow provider, a process holds sixteen calls open at most. */
async function countCalls(trial: Trial): Promise<Tally> {
  // Nothing but the delay is slow here, whatever else this machine does.
  const { town } = await open(trial, { CHILD_PUMP: JSON.stringify(unhurried) });
  town.twilio.misbehave({ kind: "delay", ms: 400, times: 1_000_000 });
  const processes = town.processes.length;
  await town.write({ people: trial.full ? 200 : 60, messages: 2, eager: true });
  const tallied = await tally(town);
  const { busiest } = town.twilio;
  return {
    ...tallied,
    broken: [
      ...tallied.broken,
      ...(busiest > 16 * processes ? [`${busiest} calls were open at once`] : []),
      ...(busiest < 12 ? [`only ${busiest} calls were open at once: nothing is proven`] : []),
    ],
  };
}

/** A sender falls asleep between taking a message and sending it; when it wakes, it is not its own. */
async function oversleep(trial: Trial): Promise<Tally> {
  const { town } = await open(trial);
  await town.write({ people: 2, messages: 1 });
  const rounds = trial.full ? 20 : 2;
  for (let round = 0; round < rounds; round += 1) {
    const sleeper = await town.start({
      dies: ["delivery-claimed", 1 + (round % 2)],
      environment: { CHILD_SIGNAL: "SIGSTOP" },
    });
    const finish = town.keepWriting([{ people: 6, messages: 4 }]);
    await until("it sleeps", () => sleeper.output.stdout.includes("SIGSTOP"), 60_000);
    const finished = finish();
    // Twice the time a message is somebody's.
    await pause(5_500);
    sleeper.kill("SIGCONT");
    await finished;
    await town.rests();
    await sleeper.stop();
  }
  return tally(town, { kills: rounds });
}
