import { setTimeout as pause } from "node:timers/promises";
import type { State } from "../../../src/core/engine/state.ts";
import { second } from "../../../src/core/instant.ts";
import type { Scenario, Tally, Trial } from "../scenario.ts";
import { openTown, patient, type Town } from "../town.ts";

/** Those who write more than any person does. */
export const crowds: readonly Scenario[] = [
  { id: "flood-of-one-contact", stores: ["sqlite", "redis"], alone: true, run: flood },
  { id: "two-bots-talking", stores: ["sqlite", "redis"], run: talkToBots },
];

/** What others may wait longer while one contact floods us. */
const harm = 1.2;

/** The same load with and without somebody who writes fifty messages a second, turn about. */
async function flood(trial: Trial): Promise<Tally> {
  const town = await openTown(trial, { environment: patient });
  await town.start();
  // Whatever is loaded or compiled on demand is there before anything is measured.
  await town.write(load);
  const calm: number[] = [];
  const flooded: number[] = [];
  const [least, most] = trial.full ? [10, 30] : [2, 8];
  const harmed = () => p95(flooded) > p95(calm) * harm;
  // A hiccup of the machine is no harm: only what remains when there is more to look at.
  for (let round = 0; round < least || (round < most && harmed()); round += 1) {
    calm.push(...(await waits(town)));
    const over = { yet: false };
    const flooding = floodFrom(town, `+2127000500${String(round).padStart(2, "0")}`, over);
    flooded.push(...(await waits(town)));
    over.yet = true;
    await flooding;
    await town.rests();
  }
  const figures = `others' p95 went from ${p95(calm).toFixed(1)} to ${p95(flooded).toFixed(1)} ms`;
  return town.tally({ recovery: await town.rests(), broken: harmed() ? [figures] : [] });
}

const load = { people: 12, messages: 5, rate: 40 } as const;

/** From each message's leaving to its answer, in ms. */
async function waits(town: Town): Promise<readonly number[]> {
  const { waited } = await town.write(load);
  return waited;
}

async function floodFrom(town: Town, from: string, over: { readonly yet: boolean }): Promise<void> {
  const sending: Promise<string>[] = [];
  while (!over.yet) {
    sending.push(town.send({ from, body: "salam" }));
    await pause(20);
  }
  await Promise.all(sending);
}

function p95(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length * 0.95)] ?? 0;
}

/** What other people's machines say to whatever they get. */
const manners: readonly ((heard: string) => string)[] = [
  () => "Merci pour votre message. Nous vous répondrons dès que possible.",
  (heard) => heard,
  () => "?",
];

/** No person gets so many answers within seconds. */
const most = 20;

/** Each bot answers every message of ours at once, for ever. */
async function talkToBots(trial: Trial): Promise<Tally> {
  const town = await openTown(trial, { environment: { ...patient, CHILD_LOG: "on" } });
  const process = await town.start();
  const bots = manners.map((manner, at) => ({ manner, from: `+21270006000${at}`, turns: 0 }));
  await Promise.all(
    bots.map(async (bot) => {
      let heard = 0;
      await town.send({ from: bot.from, body: "Bonjour" });
      while (bot.turns <= 4 * most) {
        const next = await nextMessage(town, bot.from, heard);
        if (next === null) return;
        heard += 1;
        bot.turns += 1;
        await town.send({ from: bot.from, body: bot.manner(next).slice(0, 1_000) });
      }
    }),
  );
  const recovery = await town.rests();
  const { stderr } = process.output;
  const tally = await town.tally({ recovery });
  const store = await town.openStore();
  const broken = await Promise.all(
    bots.map(async ({ from, turns }) => {
      const owner = await store.contactOf({ channel: "twilio-whatsapp", id: from });
      const kept = owner === null ? null : await store.stateOf(owner);
      // Written by the engine.
      const muted = (kept?.state as unknown as State | undefined)?.muted ?? false;
      if (!muted || turns > most) return [`muted: ${muted}, after ${turns} turns`];
      const flags = stderr.split("contact-muted").filter((part) => part.includes(owner ?? "-"));
      return flags.length === 1 ? [] : [`flagged ${flags.length} times`];
    }),
  );
  return { ...tally, broken: [...tally.broken, ...broken.flat()] };
}

/** The message after so many; null when nothing more comes. */
async function nextMessage(town: Town, from: string, heard: number): Promise<string | null> {
  const giveUp = performance.now() + 3 * second;
  while (performance.now() < giveUp) {
    const next = town.messagesTo(from)[heard];
    if (next !== undefined) return next.body ?? "";
    await pause(10);
  }
  return null;
}
