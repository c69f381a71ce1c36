import { describe, expect } from "vitest";
import { shardOfOwner } from "../../../src/core/shard.ts";
import {
  address,
  claimDeliveries,
  deliverAll,
  deliverOne,
  lease,
  only,
  type Open,
  playTurn,
  promised,
  t0,
  tester,
} from "./room.ts";

const salma = address("212600000001");
const yanis = address("212600000002");
const messenger = address("psid-1", "meta-messenger");

export function deliveries(open: Open): void {
  const it = tester(open);

  describe("claimDeliveries", () => {
    it("gives a message with all that was promised", async (store) => {
      const message = promised("r1", salma, { body: { text: "سلام", list: [] } });
      const owner = await playTurn(store, salma, { outbox: [message] });
      const { lease: right, ...delivery } = await deliverOne(store);
      expect(right).not.toBe("");
      expect(delivery).toEqual({ ...message, owner, tries: 0, uncertain: false });
    });

    it("gives one message of an owner at a time, in the order promised", async (store) => {
      await playTurn(store, salma, { outbox: [promised("r1", salma), promised("r2", salma)] });
      await playTurn(store, salma, { outbox: [promised("r3", salma)] });
      const first = await deliverOne(store);
      expect(first.id).toBe("r1");
      expect(await claimDeliveries(store)).toEqual([]);
      await store.recordOutcome(first, { kind: "sent", providerId: null }, t0);
      expect(await deliverAll(store)).toEqual(["r2", "r3"]);
      expect(await deliverAll(store)).toEqual([]);
    });

    it("gives each message to one of ten senders that ask at once", async (store) => {
      for (const index of Array(12).keys()) {
        const to = address(`web-${index}`);
        await playTurn(store, to, { outbox: [promised("a", to), promised("b", to)] });
      }
      const senders = await Promise.all(
        Array.from({ length: 10 }, () => store.claimDeliveries({ now: t0, lease, limit: 3 })),
      );
      expect(Math.max(...senders.map((claimed) => claimed.length))).toBeLessThanOrEqual(3);
      const rest = await claimDeliveries(store);
      const claimed = [...senders.flat(), ...rest];
      expect(claimed.map(({ id }) => id)).toEqual(Array.from({ length: 12 }, () => "a"));
      expect(new Set(claimed.map(({ owner }) => owner)).size).toBe(12);
    });

    it("waits for the moment of a message, and replies behind it wait too", async (store) => {
      const later = promised("r1", salma, { notBefore: t0 + 500 });
      await playTurn(store, salma, { outbox: [later, promised("r2", salma)] });
      expect(await claimDeliveries(store, t0 + 499)).toEqual([]);
      expect(await deliverAll(store, t0 + 500)).toEqual(["r1", "r2"]);
    });

    it("lets replies pass a reminder that waits for its moment, and reminders go by theirs", async (store) => {
      const kind = "reminder";
      await playTurn(store, salma, {
        outbox: [
          promised("evening", salma, { kind, notBefore: t0 + 900 }),
          promised("noon", salma, { kind, notBefore: t0 + 300 }),
        ],
      });
      await playTurn(store, salma, { outbox: [promised("r1", salma)] });
      expect(await deliverAll(store)).toEqual(["r1"]);
      expect(await deliverAll(store, t0 + 899)).toEqual(["noon"]);
      expect(await deliverAll(store, t0 + 900)).toEqual(["evening"]);
    });

    it("keeps the order promised between a reply and a reminder of the same moment", async (store) => {
      const outbox = [
        promised("r1", salma),
        promised("reminder", salma, { kind: "reminder" }),
        promised("r2", salma),
      ];
      await playTurn(store, salma, { outbox });
      expect(await deliverAll(store, t0 + 5)).toEqual(["r1", "reminder", "r2"]);
    });

    it("leaves paused channels alone, with what waits behind them", async (store) => {
      const owner = await playTurn(store, salma);
      await store.link(messenger, owner);
      await playTurn(store, salma, { outbox: [promised("r1", salma), promised("r2", messenger)] });
      await playTurn(store, yanis, { outbox: [promised("r3", yanis)] });
      const web = address("token-1", "botframework");
      await playTurn(store, web, { outbox: [promised("r4", web)] });
      expect(only(await claimDeliveries(store, t0, ["meta-whatsapp"])).id).toBe("r4");
      expect((await claimDeliveries(store)).map(({ id }) => id).sort()).toEqual(["r1", "r3"]);
    });

    it("finds messages in the shards it is pointed to", async (store) => {
      const owner = await playTurn(store, salma, { outbox: [promised("r1", salma)] });
      const wish = { now: t0, lease, limit: 9, shards: [shardOfOwner(owner)] };
      expect(only(await store.claimDeliveries(wish)).id).toBe("r1");
    });

    it("calls a message uncertain, and tried, when its sender never said what became of it", async (store) => {
      await playTurn(store, salma, { outbox: [promised("r1", salma)] });
      const first = await deliverOne(store);
      expect(await claimDeliveries(store, t0 + lease - 1)).toEqual([]);
      const second = await deliverOne(store, t0 + lease);
      expect(second).toMatchObject({ id: "r1", uncertain: true, tries: 1 });
      expect(second.lease).not.toBe(first.lease);
    });

    it("keeps messages and their leases through a restart", async (store, room) => {
      await playTurn(store, salma, { outbox: [promised("r1", salma), promised("r2", salma)] });
      const held = await deliverOne(store);
      const again = await room.reopen();
      expect(await claimDeliveries(again)).toEqual([]);
      expect(await again.recordOutcome(held, { kind: "sent", providerId: "x" }, t0)).toBe(true);
      expect(await deliverAll(again)).toEqual(["r2"]);
    });
  });
}
