import * as fc from "fast-check";
import { expect } from "vitest";
import { type Arrival, type Commit, dedupeFor } from "../../../src/store/store.ts";
import { checkPerson } from "./checks.ts";
import * as model from "./memory.ts";
import type { Memory } from "./memory.ts";
import { command, pick, place, recent, someone, span, type World } from "./world.ts";

export const accept = command(
  "accept",
  fc.array(
    fc.record({
      place,
      id: fc.nat(9),
      age: fc.constantFrom(0, 0, 3, dedupeFor + 1),
      waited: fc.constantFrom(0, 0, 0, 1, 30),
    }),
    { maxLength: 4 },
  ),
  (memory, world, wished) => {
    const arrivals = wished.map(({ place: address, id, age, waited }) => {
      const kept = waited === 0 ? {} : { since: memory.now - waited };
      return { id: `m${id}`, to: { address }, at: memory.now - age, ...kept, body: { n: id } };
    });
    return compare(memory, world, arrivals);
  },
);

export const acceptForOwner = command(
  "acceptForOwner",
  fc.record({ owner: pick, id: fc.nat(5) }),
  (memory, world, { owner, id }) => {
    const to = { owner: someone(memory, owner) };
    return compare(memory, world, [{ id: `n${id}`, to, at: memory.now, body: [id] }]);
  },
);

/** More than a mailbox holds. */
export const flood = command("flood", place, (memory, world, address) => {
  const arrivals = Array.from({ length: 52 }, () => {
    return { id: `f${(world.count += 1)}`, to: { address }, at: memory.now, body: null };
  });
  return compare(memory, world, arrivals);
});

async function compare(memory: Memory, { store }: World, arrivals: readonly Arrival[]) {
  const answers = await store.accept(arrivals, memory.now);
  expect(answers).toHaveLength(arrivals.length);
  for (const [index, arrival] of arrivals.entries()) {
    const answer = answers[index];
    const before = memory.people.size;
    const expected = model.accept(memory, arrival, answer?.owner ?? "");
    expect(answer).toEqual(expected);
    const newcomer =
      "address" in arrival.to && expected.outcome === "accepted" && memory.people.size > before;
    if (newcomer) expect(answer?.owner).toMatch(/^c\d\d-./u);
  }
}

export const claim = command(
  "claim",
  fc.record({ owners: fc.constantFrom(1, 2, 9), events: fc.integer({ min: 1, max: 3 }), span }),
  async (memory, world, { owners, events, span: lease }) => {
    const can = new Set(model.claimable(memory));
    const claims = await world.store.claim({ now: memory.now, lease, owners, events });
    expect(claims).toHaveLength(Math.min(owners, can.size));
    for (const each of claims) {
      const person = model.personOf(memory, each.owner);
      expect(can.delete(person)).toBe(true);
      expect(each).toEqual(model.claim(memory, person, each.lease, lease, events));
    }
    world.claims.push(...claims);
  },
);

export const commit = command(
  "commit",
  fc.record({
    claim: pick,
    consumed: fc.nat(3),
    dead: fc.boolean(),
    to: pick,
    outbox: fc.array(fc.record({ place, reminder: fc.boolean(), span }), { maxLength: 3 }),
    timers: fc.array(fc.record({ id: fc.nat(2), span }), { maxLength: 2 }),
    cancelled: fc.subarray(["t0", "t1", "t2"], { maxLength: 1 }),
    posts: fc.array(fc.nat(9), { maxLength: 2 }),
    journal: fc.nat(2),
  }),
  async (memory, world, wish) => {
    const held = recent(world.claims, wish.claim);
    if (held === undefined) return;
    const { owner, lease, turn } = held;
    const consumed = held.mail.slice(0, wish.consumed).map(({ id }) => id);
    const next = () => (world.count += 1);
    const asked: Commit = {
      owner,
      lease,
      turn,
      consumed,
      cancelled: wish.cancelled,
      now: memory.now,
      state: { count: next() },
      dead: wish.dead ? consumed.slice(-1).map((id) => ({ id, reason: "flow/endless" })) : [],
      outbox: wish.outbox.map((each) => ({
        id: `d${next()}`,
        address: each.place,
        body: { say: world.count },
        kind: each.reminder ? "reminder" : "reply",
        notBefore: memory.now + each.span,
      })),
      // No two timers of one moment: nothing promises their order.
      timers: wish.timers.map((each) => ({
        id: `t${each.id}`,
        at: memory.now + each.span + next(),
        body: { timer: each.id },
      })),
      posts: wish.posts.map((id) => ({
        id: `p${id}-${owner}`,
        to: someone(memory, wish.to),
        body: { post: id },
      })),
      journal: Array.from({ length: wish.journal }, (_, index) => ({ index })),
    };
    expect(await world.store.commit(asked)).toBe(model.commit(memory, asked));
    await checkPerson(memory, world.store, owner);
  },
);
