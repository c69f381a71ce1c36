import type { Inbound } from "../../../src/channels/channel.ts";
import { day } from "../../../src/core/instant.ts";
import { receive } from "../../../src/runtime/receive.ts";
import type { Acceptance } from "../../../src/store/store.ts";
import { digestOf } from "../digest.ts";
import { rollDice } from "../dice.ts";
import { openRoom, type Room } from "../room.ts";
import { nothing, type Scenario, type Tally, type Trial } from "../scenario.ts";
import type { Sent } from "../street.ts";
import { openTown, patient, type Town } from "../town.ts";

/** Messages that come twice, late, all at once, in disorder, or that nobody can read. */
export const messages: readonly Scenario[] = [
  { id: "duplicates-five-at-once", stores: ["sqlite", "redis"], run: sendFiveTimes },
  { id: "album-from-a-new-contact", stores: ["sqlite", "redis"], run: sendAlbums },
  { id: "shuffled-batches", stores: ["sqlite", "redis"], run: shuffleBatches },
  { id: "redelivered-after-days", stores: ["sqlite", "redis"], run: redeliverLate },
  { id: "same-id-twice", stores: ["sqlite", "redis"], run: shareIds },
  { id: "poison-event", stores: ["sqlite", "redis"], run: poison },
];

/** One process on SQLite, four on Redis. */
async function startAll(trial: Trial, town: Town): Promise<void> {
  const many = trial.store === "redis" ? 4 : 1;
  await Promise.all(Array.from({ length: many }, () => town.start()));
}

async function sendFiveTimes(trial: Trial): Promise<Tally> {
  const town = await openTown(trial, { environment: patient });
  await startAll(trial, town);
  const people = trial.full ? 100 : 10;
  await Promise.all([
    town.write({ people, messages: 5, copies: 5 }),
    town.write({ people, messages: 5, copies: 5, eager: true }),
  ]);
  return town.tally({ recovery: await town.rests() });
}

/** Each picture is a message of its own, and all of them are the first one. */
async function sendAlbums(trial: Trial): Promise<Tally> {
  const town = await openTown(trial, { environment: patient });
  await startAll(trial, town);
  const people = Array.from({ length: trial.full ? 100 : 15 }, (_, at) => ({
    phone: `+21270000${String(at).padStart(4, "0")}`,
    scoped: `MA.${String(at).padStart(12, "0")}`,
  }));
  const pictures = (from: string, scoped: string) =>
    Array.from({ length: 10 }, (_, at) =>
      town.send({
        from,
        fields: {
          ExternalUserId: scoped,
          MessageType: "image",
          NumMedia: "1",
          MediaContentType0: "image/jpeg",
          MediaUrl0: `https://api.twilio.com/media/${at}`,
        },
      }),
    );
  await Promise.all(people.flatMap(({ phone, scoped }) => pictures(phone, scoped)));
  const recovery = await town.rests();
  const tally = await town.tally({ recovery });
  // A second contact would have kept what the first one is missing; its other name leads there too.
  const store = await town.openStore();
  const owners = await Promise.all(
    people.flatMap(({ phone, scoped }) =>
      [phone, scoped].map((id) => store.contactOf({ channel: "twilio-whatsapp", id })),
    ),
  );
  const contacts = new Set(owners).size;
  const apart = contacts === people.length ? [] : [`${contacts} contacts of ${people.length}`];
  return { ...tally, broken: [...tally.broken, ...apart] };
}

/** Batches of several people's messages, in any order, each of them delivered again in others. */
async function shuffleBatches(trial: Trial): Promise<Tally> {
  const room = await openRoom(trial);
  const roll = rollDice(trial.seed);
  const shuffle = <Thing>(things: readonly Thing[]): readonly Thing[] =>
    things
      .map((thing) => [roll(), thing] as const)
      .sort(([one], [other]) => one - other)
      .map(([, thing]) => thing);
  const people = trial.full ? 200 : 20;
  const once = Array.from({ length: people * 10 }, (_, at) => {
    const id = `SM${String(at).padStart(32, "0")}`;
    return textFrom(room, `+21270001${String(at % people).padStart(4, "0")}`, id);
  });
  const all = shuffle([...once, ...once, ...once]);
  const sent = new Map<string, Sent>();
  const met = new Set<string>();
  let outcomes: readonly Acceptance["outcome"][] = [];
  for (let from = 0; from < all.length;) {
    const batch = all.slice(from, from + 1 + Math.floor(roll() * 40));
    from += batch.length;
    const accepted = await receive(room.service.world, batch);
    outcomes = [...outcomes, ...accepted.map(({ outcome }) => outcome)];
    room.service.pump.wake({ mail: true, receipts: false });
    for (const { id, address } of batch) {
      if (met.has(id)) continue;
      met.add(id);
      const person = sent.get(address.id) ?? { phone: address.id, ids: [], ordered: true };
      sent.set(address.id, person);
      person.ids.push(id);
    }
  }
  await room.rests();
  const taken = outcomes.filter((outcome) => outcome === "accepted").length;
  const tally = await room.tally([...sent.values()]);
  return {
    ...tally,
    broken: [
      ...tally.broken,
      ...(taken === once.length ? [] : [`${taken} accepted of ${once.length}`]),
    ],
  };
}

/** The same events seven days later, and nine; by calls and, for seven, by the webhook too. */
async function redeliverLate(trial: Trial): Promise<Tally> {
  const room = await openRoom(trial);
  const broken: string[] = [];
  const people = Array.from({ length: 10 }, (_, at) => `+21270002${String(at).padStart(4, "0")}`);
  const events = people.flatMap((phone, at) =>
    ["a", "b"].map((letter) => textFrom(room, phone, `SM${letter}${String(at).padStart(31, "0")}`)),
  );
  const begun = room.time.now;
  const again = async (days: number, expected: Acceptance["outcome"]) => {
    room.time.now = begun + days * day;
    const accepted = await receive(room.service.world, events);
    const others = accepted.filter(({ outcome }) => outcome !== expected);
    if (others.length > 0) broken.push(`${others[0]?.outcome} instead of ${expected} on ${days}`);
    await room.rests();
  };
  await again(0, "accepted");
  await again(7, "duplicate");
  await room.restart();
  await again(7.5, "duplicate");
  const answers = await Promise.all(
    events.map(({ id, address }) => room.twilio.inbound({ from: address.id, body: "x", sid: id })),
  );
  if (answers.some(({ status }) => status !== 200))
    broken.push("a redelivery was not answered 200");
  await room.rests();
  await again(9, "stale");
  const sent = people.map((phone) => ({
    phone,
    ids: events.filter(({ address }) => address.id === phone).map(({ id }) => id),
    ordered: true,
  }));
  return room.tally(sent, broken);
}

/** Ids are unique for one sender only: what two people or two channels call the same is two things. */
async function shareIds(trial: Trial): Promise<Tally> {
  const room = await openRoom(trial);
  const { world, pump } = room.service;
  const broken: string[] = [];
  const channels = [...world.channels.keys()];
  if (channels.length < 2) throw new Error("only one channel is on");
  const addresses = channels.flatMap((channel) =>
    ["+212700030001", "+212700030002"].map((id) => ({ channel, id })),
  );
  const ids = Array.from({ length: 5 }, (_, at) => `SM${String(at).padStart(32, "0")}`);
  for (const id of ids) {
    const batch = addresses.map((address) => ({ ...textFrom(room, "", id), address }));
    const accepted = await receive(world, batch);
    const refused = accepted.filter(({ outcome }) => outcome !== "accepted");
    if (refused.length > 0) broken.push(`${refused.length} of ${batch.length} were refused`);
    pump.wake({ mail: true, receipts: false });
  }
  await room.rests();
  for (const address of addresses) {
    const owner = await world.store.contactOf(address);
    const kept = owner === null ? null : await world.store.stateOf(owner);
    const { mail } = digestOf(kept?.state ?? {});
    if (mail.join(" ") !== ids.join(" ")) broken.push(`${address.channel} played ${mail.length}`);
  }
  return { ...nothing, msgs: addresses.length * ids.length, broken };
}

/** Five tries, a dead letter, a word to the person, and the next message goes on. */
async function poison(trial: Trial): Promise<Tally> {
  const words = "these words cannot be played";
  const town = await openTown(trial, { environment: { ...patient, CHILD_POISON: words } });
  await startAll(trial, town);
  const people = Array.from(
    { length: trial.full ? 60 : 6 },
    (_, at) => `+21270004${String(at).padStart(4, "0")}`,
  );
  const poisoned = await Promise.all(
    people.map(async (from) => {
      await town.send({ from, body: "salam" });
      const id = await town.send({ from, body: words });
      await town.send({ from, body: "salam" });
      await town.send({ from, body: "1" });
      return id;
    }),
  );
  const recovery = await town.rests();
  const broken: string[] = [];
  const { retried } = town.remarks();
  const tries = poisoned.map((id) => 1 + (retried.get(id) ?? 0));
  // Once more when the last try outlived its lease.
  if (tries.some((many) => many < 5 || many > 6)) broken.push(`tried ${tries.join(", ")} times`);
  for (const from of people) {
    const told = town.twilio
      .taken(`whatsapp:${from}`)
      .filter(({ statusCallback }) => statusCallback?.includes(".dead-"));
    if (told.length !== 1) broken.push(`told ${told.length} times that something went wrong`);
  }
  return town.tally({ recovery, broken, dead: people.length });
}

function textFrom(room: Room, phone: string, id: string): Inbound {
  return {
    id,
    address: { channel: "twilio-whatsapp", id: phone },
    aliases: [],
    at: room.time.now,
    content: { kind: "text", text: "salam" },
    quoted: null,
  };
}
