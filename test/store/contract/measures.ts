import { describe, expect } from "vitest";
import {
  accept,
  address,
  claim,
  claimDeliveries,
  claimOne,
  commitOf,
  deliverOne,
  lease,
  message,
  type Open,
  playTurn,
  promised,
  t0,
  tester,
} from "./room.ts";

const salma = address("212600000001");
const yanis = address("212600000002");

export function measures(open: Open): void {
  const it = tester(open);

  describe("depths", () => {
    it("are nothing in an empty store", async (store) => {
      expect(await store.depths(t0)).toEqual({
        mailboxes: 0,
        oldestMail: 0,
        outbox: 0,
        oldestOutbox: 0,
        uncertain: 0,
        timers: 0,
        posts: 0,
        dead: 0,
      });
    });

    it("count what waits, also while someone works on it", async (store) => {
      await playTurn(store, salma, {
        outbox: [promised("r1", salma), promised("r2", salma)],
        timers: [{ id: "pause", at: t0 + 9_000, body: {} }],
        posts: [{ id: "p1", to: "o03-atlas", body: {} }],
      });
      await store.accept([message("m1", yanis), message("m2", yanis)], t0);
      expect(await store.depths(t0 + 40)).toEqual({
        mailboxes: 1,
        oldestMail: 40,
        outbox: 2,
        oldestOutbox: 40,
        uncertain: 0,
        timers: 1,
        posts: 1,
        dead: 0,
      });
      const first = await deliverOne(store);
      await store.recordOutcome(first, { kind: "uncertain", until: t0 }, t0);
      const claimed = await claimOne(store, t0 + 40, 1);
      expect(await store.depths(t0 + 50)).toMatchObject({ mailboxes: 1, outbox: 2, uncertain: 1 });
      await store.commit(commitOf(claimed, { dead: [{ id: "m1", reason: "flow/endless" }] }));
      const second = await deliverOne(store);
      await store.recordOutcome(second, { kind: "sent", providerId: null }, t0);
      await store.carryPosts(t0, 9);
      expect(await store.depths(t0 + 50)).toMatchObject({
        mailboxes: 2,
        outbox: 1,
        uncertain: 0,
        timers: 1,
        posts: 0,
        dead: 1,
      });
    });

    it("show no negative age when a clock is behind", async (store) => {
      await accept(store, message("m1", salma, {}, t0 + 90), t0 + 90);
      expect((await store.depths(t0)).oldestMail).toBe(0);
    });

    it("tell the age of the first promise, however often it was tried", async (store) => {
      const ageAt = async (now: number) => (await store.depths(now)).oldestOutbox;
      await playTurn(store, salma, {
        outbox: [
          promised("r1", salma, { notBefore: t0 + 10 }),
          promised("later", salma, { kind: "reminder", notBefore: t0 + 60_000 }),
        ],
      });
      const other = await playTurn(store, yanis, {
        outbox: [promised("r2", yanis, { notBefore: t0 + 20 })],
      });
      expect(await ageAt(t0)).toBe(0);
      expect(await ageAt(t0 + 50)).toBe(40);
      const first = (await claimDeliveries(store, t0 + 50)).find(({ id }) => id === "r1");
      if (first === undefined) throw new Error("The first message could not be claimed.");
      expect(await ageAt(t0 + 60)).toBe(50);
      await store.recordOutcome(first, { kind: "retry", at: t0 + 900 }, t0 + 60);
      expect(await ageAt(t0 + 70)).toBe(60);
      const again = await deliverOne(store, t0 + 900);
      await store.recordOutcome(again, { kind: "sent", providerId: null }, t0 + 900);
      expect(await ageAt(t0 + 900)).toBe(880);
      await store.erase(other);
      expect(await ageAt(t0 + 900)).toBe(0);
      expect(await ageAt(t0 + 60_007)).toBe(7);
    });
  });

  describe("nextDue", () => {
    it("is null when nothing waits for a moment", async (store) => {
      expect(await store.nextDue()).toBeNull();
      await playTurn(store, salma);
      expect(await store.nextDue()).toBeNull();
    });

    it("is the moment of the first timer", async (store) => {
      const timers = [900, 400].map((after) => ({ id: `t${after}`, at: t0 + after, body: {} }));
      await playTurn(store, salma, { timers });
      await playTurn(store, yanis, { timers: [{ id: "t1", at: t0 + 700, body: {} }] });
      expect(await store.nextDue()).toBe(t0 + 400);
      await playTurn(store, salma, { cancelled: ["t400"] });
      expect(await store.nextDue()).toBe(t0 + 700);
    });

    it("is the end of a lease until the turn is played", async (store) => {
      await accept(store, message("m1", salma));
      const held = await claimOne(store);
      expect(await store.nextDue()).toBe(t0 + lease);
      await store.commit(commitOf(held));
      expect(await store.nextDue()).toBeNull();
    });

    it("is the moment at which a message may be tried", async (store, room) => {
      const later = promised("r1", salma, { notBefore: t0 + 600 });
      await playTurn(store, salma, { outbox: [later] });
      expect(await store.nextDue()).toBe(t0 + 600);
      const first = await deliverOne(store, t0 + 600);
      expect(await store.nextDue()).toBe(t0 + 600 + lease);
      await store.recordOutcome(first, { kind: "retry", at: t0 + 800 }, t0 + 600);
      expect(await store.nextDue()).toBe(t0 + 800);
      const second = await deliverOne(store, t0 + 800);
      await store.recordOutcome(second, { kind: "uncertain", until: t0 + 950 }, t0 + 800);
      const again = await room.reopen();
      expect(await again.nextDue()).toBe(t0 + 950);
      const third = await deliverOne(again, t0 + 950);
      await again.recordOutcome(third, { kind: "sent", providerId: null }, t0 + 950);
      expect(await again.nextDue()).toBeNull();
    });

    it("is null again after everyone was erased", async (store) => {
      const timers = [{ id: "t1", at: t0 + 1, body: {} }];
      const owner = await playTurn(store, salma, { timers, outbox: [promised("r1", salma)] });
      await deliverOne(store);
      await accept(store, message("m1", salma));
      await claim(store);
      await store.erase(owner);
      expect(await store.nextDue()).toBeNull();
    });
  });

  describe("durability", () => {
    it("says whether and why", async (store) => {
      const { durable, reason } = await store.durability();
      expect(typeof durable).toBe("boolean");
      expect(reason).not.toBe("");
    });
  });
}
