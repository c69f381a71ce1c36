import { setTimeout as pause } from "node:timers/promises";
import type { State } from "../../../src/core/engine/state.ts";
import { second } from "../../../src/core/instant.ts";
import type { Scenario, Tally, Trial } from "../scenario.ts";
import { openRoom } from "../room.ts";
import { sidOf, type Sent } from "../street.ts";
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

/** Each bot answers every message of ours half a second later, for ever. */
async function talkToBots(trial: Trial): Promise<Tally> {
  const room = await openRoom(trial);
  const { store } = room.service.world;
  const broken: string[] = [];
  const sent: Sent[] = [];
  for (const [at, manner] of manners.entries()) {
    const phone = `+21270006000${at}`;
    const ids: string[] = [];
    const heard = () => room.twilio.taken(`whatsapp:${phone}`);
    let body = "Bonjour";
    for (let had = -1; heard().length > had && ids.length <= 4 * most;) {
      had = heard().length;
      const sid = sidOf(`${trial.seed} ${phone} ${ids.length}`);
      ids.push(sid);
      await room.twilio.inbound({ from: phone, body, sid });
      await room.rests();
      room.time.now += second / 2;
      body = manner(heard().at(-1)?.body ?? "").slice(0, 1_000);
    }
    sent.push({ phone, ids, ordered: true });
    const owner = (await store.contactOf({ channel: "twilio-whatsapp", id: phone })) ?? "";
    // Written by the engine.
    const state = (await store.stateOf(owner))?.state as unknown as State | undefined;
    const turns = ids.length - 1;
    if (state?.muted !== true || turns > most) broken.push(`not muted after ${turns} turns`);
    const flags = room.lines.filter((line) => /contact-muted/u.test(line) && line.includes(owner));
    if (flags.length !== 1) broken.push(`flagged ${flags.length} times`);
  }
  return room.tally(sent, broken);
}
