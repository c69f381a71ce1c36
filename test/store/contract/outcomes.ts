import { describe, expect } from "vitest";
import type { Store } from "../../../src/store/store.ts";
import {
  address,
  claimDeliveries,
  deliverAll,
  deliverOne,
  lease,
  type Open,
  playTurn,
  promised,
  t0,
  tester,
} from "./room.ts";

const salma = address("212600000001");

export function outcomes(open: Open): void {
  const it = tester(open);

  describe("recordOutcome", () => {
    it("sent goes on to the next message and remembers the provider's id", async (store) => {
      await promiseTwo(store);
      const first = await deliverOne(store);
      expect(await store.recordOutcome(first, { kind: "sent", providerId: "wamid.1" }, t0)).toBe(
        true,
      );
      expect(await store.deliveryOf(salma, "wamid.1")).toBe("r1");
      expect((await deliverOne(store)).id).toBe("r2");
    });

    it("retry keeps the message at the head until its moment", async (store) => {
      await promiseTwo(store);
      const first = await deliverOne(store);
      expect(await store.recordOutcome(first, { kind: "retry", at: t0 + 700 }, t0)).toBe(true);
      expect(await claimDeliveries(store, t0 + 699)).toEqual([]);
      const second = await deliverOne(store, t0 + 700);
      expect(second).toMatchObject({ id: "r1", tries: 1, uncertain: false });
      await store.recordOutcome(second, { kind: "retry", at: t0 + 800 }, t0 + 700);
      expect(await deliverOne(store, t0 + 800)).toMatchObject({ id: "r1", tries: 2 });
    });

    it("retry keeps its place when a later turn promises more", async (store) => {
      const kind = "reminder";
      await playTurn(store, salma, { outbox: [promised("late", salma, { kind })] });
      await store.recordOutcome(await deliverOne(store), { kind: "retry", at: t0 + 700 }, t0);
      const early = promised("early", salma, { kind, notBefore: t0 - 5 });
      await playTurn(store, salma, { outbox: [early, promised("r1", salma)] });
      expect(await claimDeliveries(store, t0 + 699)).toEqual([]);
      expect(await deliverAll(store, t0 + 700)).toEqual(["late", "early", "r1"]);
    });

    it("retry of a reminder holds back replies too", async (store) => {
      const reminder = promised("reminder", salma, { kind: "reminder" });
      await playTurn(store, salma, { outbox: [reminder, promised("r1", salma)] });
      await store.recordOutcome(await deliverOne(store), { kind: "retry", at: t0 + 700 }, t0);
      expect(await claimDeliveries(store, t0 + 699)).toEqual([]);
      expect(await deliverAll(store, t0 + 700)).toEqual(["reminder", "r1"]);
    });

    it("uncertain holds the message until its moment and says so", async (store) => {
      await promiseTwo(store);
      const first = await deliverOne(store);
      expect(await store.recordOutcome(first, { kind: "uncertain", until: t0 + 700 }, t0)).toBe(
        true,
      );
      expect(await claimDeliveries(store, t0 + 699)).toEqual([]);
      const second = await deliverOne(store, t0 + 700);
      expect(second).toMatchObject({ id: "r1", tries: 1, uncertain: true });
      await store.recordOutcome(second, { kind: "sent", providerId: "wamid.1" }, t0 + 700);
      expect(await deliverOne(store, t0 + 700)).toMatchObject({ id: "r2", uncertain: false });
    });

    it("retry after uncertain leaves the message uncertain", async (store) => {
      await promiseTwo(store);
      await store.recordOutcome(await deliverOne(store), { kind: "uncertain", until: t0 + 1 }, t0);
      const second = await deliverOne(store, t0 + 1);
      await store.recordOutcome(second, { kind: "retry", at: t0 + 2 }, t0 + 1);
      expect(await deliverOne(store, t0 + 2)).toMatchObject({ tries: 2, uncertain: true });
    });

    it("failed drops the message and goes on", async (store) => {
      await promiseTwo(store);
      const first = await deliverOne(store);
      expect(await store.recordOutcome(first, { kind: "failed", code: "131026" }, t0)).toBe(true);
      expect(await deliverAll(store)).toEqual(["r2"]);
    });

    it("counts with a lease that ran out while nobody else has the message", async (store) => {
      await promiseTwo(store);
      const slow = await deliverOne(store);
      const late = t0 + 5 * lease;
      expect(await store.recordOutcome(slow, { kind: "sent", providerId: null }, late)).toBe(true);
      expect(await deliverAll(store, late)).toEqual(["r2"]);
    });

    it("sent is recorded although the lease was lost", async (store) => {
      await promiseTwo(store);
      const slow = await deliverOne(store);
      const now = t0 + lease;
      const other = await deliverOne(store, now);
      expect(await store.recordOutcome(slow, { kind: "sent", providerId: "wamid.1" }, now)).toBe(
        false,
      );
      expect(await store.deliveryOf(salma, "wamid.1")).toBe("r1");
      expect(await store.recordOutcome(other, { kind: "retry", at: now }, now)).toBe(false);
      expect(await deliverAll(store, now)).toEqual(["r2"]);
    });

    it("sent by two who each had the lease is recorded with both ids", async (store) => {
      await promiseTwo(store);
      const slow = await deliverOne(store);
      const now = t0 + lease;
      const other = await deliverOne(store, now);
      expect(await store.recordOutcome(other, { kind: "sent", providerId: "wamid.2" }, now)).toBe(
        true,
      );
      expect(await store.recordOutcome(slow, { kind: "sent", providerId: "wamid.1" }, now)).toBe(
        false,
      );
      expect(await store.deliveryOf(salma, "wamid.1")).toBe("r1");
      expect(await store.deliveryOf(salma, "wamid.2")).toBe("r1");
    });

    for (const outcome of [
      { kind: "retry", at: t0 + 9 * lease },
      { kind: "uncertain", until: t0 + 9 * lease },
      { kind: "failed", code: "131026" },
    ] as const) {
      it(`${outcome.kind} changes nothing when the lease was lost`, async (store) => {
        await promiseTwo(store);
        const slow = await deliverOne(store);
        const other = await deliverOne(store, t0 + lease);
        expect(await store.recordOutcome(slow, outcome, t0 + lease)).toBe(false);
        const sent = { kind: "sent", providerId: null } as const;
        expect(await store.recordOutcome(other, sent, t0 + lease)).toBe(true);
        expect(await deliverAll(store, t0 + lease)).toEqual(["r2"]);
      });
    }

    it("recorded twice counts once", async (store) => {
      await promiseTwo(store);
      const first = await deliverOne(store);
      await store.recordOutcome(first, { kind: "retry", at: t0 }, t0);
      expect(await store.recordOutcome(first, { kind: "retry", at: t0 + 9 }, t0)).toBe(false);
      const second = await deliverOne(store);
      expect(second).toMatchObject({ id: "r1", tries: 1 });
      await store.recordOutcome(second, { kind: "sent", providerId: "wamid.1" }, t0);
      expect(await store.recordOutcome(second, { kind: "sent", providerId: "wamid.1" }, t0)).toBe(
        false,
      );
      expect(await deliverAll(store)).toEqual(["r2"]);
    });

    it("of a message nobody promised is false", async (store) => {
      await promiseTwo(store);
      const stranger = { owner: "c00-nobody", id: "x", lease: "x", address: salma };
      const sent = { kind: "sent", providerId: "wamid.9" } as const;
      expect(await store.recordOutcome(stranger, sent, t0)).toBe(false);
      expect(await store.deliveryOf(salma, "wamid.9")).toBeNull();
    });
  });
}

function promiseTwo(store: Store) {
  return playTurn(store, salma, { outbox: [promised("r1", salma), promised("r2", salma)] });
}
