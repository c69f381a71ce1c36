import { expect } from "vitest";
import { z } from "zod";
import type { OwnerId, Store } from "../../../src/store/store.ts";
import { exported, type Memory, nextMessage, personOf } from "./memory.ts";

const shape = z
  .object({
    mail: z.array(z.unknown()),
    deliveries: z.array(z.object({ id: z.string() }).loose()),
    timers: z.array(z.object({ id: z.string() }).loose()),
  })
  .loose()
  .nullable();

/** Compares all that is kept about an owner. Deliveries and timers have no order to keep. */
export async function checkPerson(memory: Memory, store: Store, owner: OwnerId): Promise<void> {
  const person = memory.people.get(owner);
  const kept = await store.export(owner);
  expect(sorted(kept)).toEqual(sorted(person === undefined ? null : exported(person)));
  const state = await store.stateOf(owner);
  if (person === undefined || person.state === null) expect(state).toBeNull();
  else expect(state).toEqual({ turn: person.turn, state: person.state });
}

function sorted(kept: unknown): unknown {
  const parsed = shape.parse(kept);
  const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1);
  parsed?.deliveries.sort(byId);
  parsed?.timers.sort(byId);
  return parsed;
}

/** Takes over the order in which several senders' posts came in: nothing promises one. */
export async function adoptOrder(memory: Memory, store: Store, owner: OwnerId): Promise<void> {
  const { mail } = personOf(memory, owner);
  const place = new Map<string, number>();
  for (const [index, each] of (shape.parse(await store.export(owner))?.mail ?? []).entries()) {
    place.set(JSON.stringify(each), index);
  }
  const rank = ({ id, at, from, body }: (typeof mail)[number]) =>
    place.get(JSON.stringify({ id, at, from, body })) ?? -1;
  const fixed = mail.filter(({ from, id }) => from !== null || !id.startsWith("p"));
  mail.sort((one, other) => rank(one) - rank(other));
  // Only posts may have changed places.
  expect(mail.filter((each) => fixed.includes(each))).toEqual(fixed);
  await checkPerson(memory, store, owner);
}

export async function checkDepths(memory: Memory, store: Store): Promise<void> {
  const people = [...memory.people.values()];
  const sum = (count: (person: (typeof people)[number]) => number) =>
    people.reduce((total, person) => total + count(person), 0);
  const { oldestMail, ...depths } = await store.depths(memory.now);
  const promises = people.flatMap(({ outbox }) => outbox.map(({ notBefore }) => notBefore));
  expect(depths).toEqual({
    mailboxes: people.filter(({ mail }) => mail.length > 0).length,
    outbox: sum(({ outbox }) => outbox.length),
    oldestOutbox: Math.max(0, memory.now - Math.min(memory.now, ...promises)),
    uncertain: sum(({ outbox }) => outbox.filter(({ uncertain }) => uncertain).length),
    timers: sum(({ timers }) => timers.size),
    posts: sum(({ posts }) => posts.length),
    dead: sum(({ dead }) => dead.length),
  });
  expect(oldestMail).toBeGreaterThanOrEqual(0);
  if (depths.mailboxes === 0) expect(oldestMail).toBe(0);
}

/** Exact while nothing is due; mail that waits without a lease may be told or not. */
export async function checkNextDue(memory: Memory, store: Store): Promise<void> {
  const people = [...memory.people.values()];
  if (people.some(({ mail, lease }) => mail.length > 0 && lease === null)) return;
  const moments = people.flatMap((person) => [
    ...[...person.timers.values()].map(({ at }) => at),
    nextMessage(person)?.due ?? Infinity,
    person.lease?.until ?? Infinity,
  ]);
  const first = Math.min(Infinity, ...moments);
  const told = await store.nextDue();
  if (first === Infinity) expect(told).toBeNull();
  else if (first > memory.now) expect(told).toBe(first);
  else expect(told).toBeLessThanOrEqual(memory.now);
}
