import { expect, test } from "vitest";
import { z } from "zod";
import type { Json } from "../../../src/core/json.ts";
import type {
  Address,
  Arrival,
  Claim,
  Commit,
  Delivery,
  OwnerId,
  Promised,
  Store,
} from "../../../src/store/store.ts";

/** A store of one test. `reopen` closes it and opens another on the same data, as a restart would. */
export interface Room {
  readonly store: Store;
  reopen(): Promise<Store>;
  close(): Promise<void>;
}

export type Open = () => Promise<Room>;

/** Each test gets an empty store, and gives it back whatever happens. */
export function tester(open: Open) {
  return (sentence: string, play: (store: Store, room: Room) => Promise<void>): void => {
    test(sentence, async () => {
      const room = await open();
      try {
        await play(room.store, room);
      } finally {
        await room.close();
      }
    });
  };
}

/** 2026-12-01T09:00Z: the moment at which every test begins. */
export const t0 = 1_796_115_600_000;

/** The lease of every claim that names none, in milliseconds. */
export const lease = 30_000;

export function address(id: string, channel = "meta-whatsapp"): Address {
  return { channel, id };
}

export function message(id: string, from: Address, body: Json = { text: id }, at = t0): Arrival {
  return { id, to: { address: from }, at, body };
}

export function note(id: string, owner: OwnerId, body: Json = { text: id }, at = t0): Arrival {
  return { id, to: { owner }, at, body };
}

/** Accepts one event and answers its owner. */
export async function accept(store: Store, arrival: Arrival, now = t0): Promise<OwnerId> {
  const [acceptance] = await store.accept([arrival], now);
  expect(acceptance?.outcome).toBe("accepted");
  return acceptance?.owner ?? "";
}

export async function outcomesOf(store: Store, arrivals: readonly Arrival[], now = t0) {
  return (await store.accept(arrivals, now)).map(({ outcome }) => outcome);
}

export function claim(store: Store, now = t0, owners = 100, events = 100) {
  return store.claim({ now, lease, owners, events });
}

/** The one mailbox that may be claimed. */
export async function claimOne(store: Store, now = t0, events = 100): Promise<Claim> {
  return only(await claim(store, now, 100, events));
}

export function only<Item>(items: readonly Item[]): Item {
  expect(items).toHaveLength(1);
  const [item] = items;
  if (item === undefined) throw new Error("The list is empty.");
  return item;
}

/** A commit that consumes all that was claimed and changes nothing else but what is named. */
export function commitOf(from: Claim, changes: Partial<Commit> = {}): Commit {
  return {
    owner: from.owner,
    lease: from.lease,
    turn: from.turn,
    state: { turns: from.turn + 1 },
    consumed: from.mail.map(({ id }) => id),
    dead: [],
    outbox: [],
    timers: [],
    cancelled: [],
    posts: [],
    journal: [],
    now: t0,
    ...changes,
  };
}

let events = 0;

/** Plays one turn of the contact behind an address, from a message of its own to the commit. */
export async function playTurn(
  store: Store,
  from: Address,
  changes: Partial<Commit> = {},
  now = t0,
): Promise<OwnerId> {
  events += 1;
  const owner = await accept(store, message(`event-${events}`, from, { text: "hi" }, now), now);
  const claimed = (await claim(store, now)).find((each) => each.owner === owner);
  if (claimed === undefined) throw new Error("The mailbox could not be claimed.");
  expect(await store.commit(commitOf(claimed, { now, ...changes }))).toBe("committed");
  return owner;
}

export function promised(id: string, to: Address, changes: Partial<Promised> = {}): Promised {
  return { id, address: to, body: { say: id }, kind: "reply", notBefore: t0, ...changes };
}

export function claimDeliveries(store: Store, now = t0, except: readonly string[] = []) {
  return store.claimDeliveries({ now, lease, limit: 100, except });
}

/** The one message that may be handed over. */
export async function deliverOne(store: Store, now = t0): Promise<Delivery> {
  return only(await claimDeliveries(store, now));
}

/** Hands over one message after the other until none is left for now, and answers their ids. */
export async function deliverAll(store: Store, now = t0): Promise<readonly string[]> {
  const ids: string[] = [];
  for (;;) {
    const claimed = await claimDeliveries(store, now);
    if (claimed.length === 0) return ids;
    for (const delivery of claimed) {
      ids.push(delivery.id);
      const outcome = { kind: "sent", providerId: `provider-${delivery.id}` } as const;
      expect(await store.recordOutcome(delivery, outcome, now)).toBe(true);
    }
  }
}

/** The ids in the mailbox of an owner, as its export shows them. */
export async function mailOf(store: Store, owner: OwnerId): Promise<readonly string[]> {
  const kept = withMail.parse(await store.export(owner));
  return kept.mail.map(({ id }) => id);
}

const withMail = z.object({ mail: z.array(z.object({ id: z.string() })) });
