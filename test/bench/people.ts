import { createHash } from "node:crypto";
import type { Channel, Inbound } from "../../src/channels/channel.ts";
import { twilioWhatsapp } from "../../src/channels/twilio-whatsapp/channel.ts";
import type { Flowbook } from "../../src/core/engine/book.ts";
import type { Content } from "../../src/core/inbound.ts";
import { second, type Instant } from "../../src/core/instant.ts";
import { receive } from "../../src/runtime/receive.ts";
import { playClaim } from "../../src/runtime/turns.ts";
import { silentLog, type World } from "../../src/runtime/world.ts";
import type { Delivery, Store } from "../../src/store/store.ts";
import { recordConversation, start } from "./conversation.ts";
import { account } from "./webhook-settings.ts";

/** The parts of the program around a store, without loops: each step is called by its name. */
export interface Workshop {
  readonly world: World;
  readonly time: { now: Instant };
}

export function openWorkshop(store: Store, book: Flowbook): Workshop {
  const time = { now: start };
  const clock = () => time.now;
  const channel: Channel = twilioWhatsapp(
    {
      accountSid: account.sid,
      authToken: account.token,
      oldAuthToken: null,
      from: account.from,
      publicUrl: account.publicUrl,
      apiBase: null,
    },
    { note: async () => null, setNote: async () => undefined, clock },
  );
  const channels = new Map([[channel.name, channel]]);
  const world = { store, channels, book, clock, log: silentLog, secret: "bench" };
  return { world, time };
}

export function phoneOf(person: number): string {
  return `+2126${String(person).padStart(8, "0")}`;
}

/** A message as the webhook decodes it. */
export function heard(person: number, number: number, at: Instant, content: Content): Inbound {
  const address = { channel: "twilio-whatsapp", id: phoneOf(person) };
  const id = sid(`in ${person} ${number}`);
  return { id, address, aliases: [], at, content, quoted: null };
}

/**
 * Plays the express diagnostic of some people to its result: every message is accepted, played,
 * handed over and receipted as delivered and read. Answers how many messages each of them wrote.
 */
export async function playExpress(
  { world, time }: Workshop,
  people: readonly number[],
): Promise<number> {
  const { inputs } = recordConversation(world.book, "ary", "tapped", "court");
  const { store } = world;
  for (const [number, { input, now }] of inputs.entries()) {
    if (input.kind !== "heard") continue;
    time.now = now;
    const { content } = input;
    await receive(
      world,
      people.map((person) => heard(person, number, now, content)),
    );
    do await playAll(world);
    while ((await store.carryPosts(now, 1_000)).length > 0);
    await deliverAll(store, now, 64);
  }
  return inputs.length;
}

async function playAll(world: World): Promise<void> {
  const now = world.clock();
  for (;;) {
    const wish = { now, lease: 60 * second, owners: 64, events: 50 };
    const claims = await world.store.claim(wish);
    if (claims.length === 0) return;
    await Promise.all(claims.map((claim) => playClaim(world, claim)));
  }
}

/** Hands over whatever waits, as the provider would take it, with its receipts. */
export async function deliverAll(store: Store, now: Instant, limit: number): Promise<void> {
  for (;;) {
    const deliveries = await store.claimDeliveries({ now, lease: 60 * second, limit });
    if (deliveries.length === 0) return;
    await Promise.all(deliveries.map((delivery) => deliver(store, delivery, now)));
  }
}

async function deliver(store: Store, delivery: Delivery, now: Instant): Promise<void> {
  const { id, address } = delivery;
  const providerId = sid(`out ${id}`);
  await store.recordOutcome(delivery, { kind: "sent", providerId }, now);
  for (const status of ["delivered", "read"] as const) {
    const at = now + second;
    await store.receipt({ address, delivery: id, providerId, status, code: null, at });
  }
}

/** As long as Twilio's. */
function sid(seed: string): string {
  return `SM${createHash("sha256").update(seed).digest("hex").slice(0, 32)}`;
}
