import { describe, expect } from "vitest";
import { dedupeFor, type Receipt, type Store } from "../../../src/store/store.ts";
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
const yanis = address("212600000002");

export function receipts(open: Open): void {
  const it = tester(open);

  describe("receipt", () => {
    it("moves a status to the right only", async (store) => {
      await promiseTwo(store);
      await deliverAll(store);
      const told = ["sent", "delivered", "sent", "read", "delivered", "read", "failed"] as const;
      const answers: string[] = [];
      for (const status of told)
        answers.push(await store.receipt(receipt({ delivery: "r1", status })));
      expect(answers).toEqual([
        "ignored",
        "applied",
        "ignored",
        "applied",
        "ignored",
        "ignored",
        "applied",
      ]);
    });

    it("finds a delivery by the provider's id", async (store, room) => {
      await promiseTwo(store);
      await deliverAll(store);
      const again = await room.reopen();
      const byProvider = receipt({ providerId: "provider-r2", status: "read" });
      expect(await again.receipt(byProvider)).toBe("applied");
      expect(await again.receipt(byProvider)).toBe("ignored");
      expect(await again.receipt(receipt({ delivery: "r2", status: "delivered" }))).toBe("ignored");
      expect(await again.receipt(receipt({ delivery: "r1", status: "delivered" }))).toBe("applied");
    });

    it("applied at once by five counts once", async (store) => {
      await promiseTwo(store);
      await deliverAll(store);
      const told = await Promise.all(
        Array.from({ length: 5 }, () => store.receipt(receipt({ delivery: "r1", status: "read" }))),
      );
      expect(told.filter((answer) => answer === "applied")).toHaveLength(1);
    });

    it("is unknown for another address, another message and another channel", async (store) => {
      await promiseTwo(store);
      await playTurn(store, yanis);
      await deliverAll(store);
      const unknown = [
        receipt({ delivery: "r1", address: yanis }),
        receipt({ delivery: "r1", address: address("nobody") }),
        receipt({ delivery: "r9" }),
        receipt({ providerId: "provider-r9" }),
        receipt({ providerId: "provider-r1", address: yanis }),
      ];
      for (const each of unknown) expect(await store.receipt(each)).toBe("unknown");
    });

    it("by our own id settles an uncertain delivery", async (store) => {
      await promiseTwo(store);
      const first = await deliverOne(store);
      await store.recordOutcome(first, { kind: "uncertain", until: t0 + 9_000 }, t0);
      const echo = receipt({ delivery: "r1", providerId: "wamid.1", status: "sent" });
      expect(await store.receipt(echo)).toBe("applied");
      expect(await store.deliveryOf(salma, "wamid.1")).toBe("r1");
      expect(await store.receipt(receipt({ providerId: "wamid.1", status: "read" }))).toBe(
        "applied",
      );
      expect(await deliverAll(store)).toEqual(["r2"]);
      expect(await claimDeliveries(store, t0 + 9_000)).toEqual([]);
    });

    it("by our own id teaches the provider's id of a message sent without one", async (store) => {
      await promiseTwo(store);
      await store.recordOutcome(await deliverOne(store), { kind: "sent", providerId: null }, t0);
      const told = { delivery: "r1", providerId: "wamid.1" };
      expect(await store.receipt(receipt({ ...told, status: "sent" }))).toBe("ignored");
      expect(await store.deliveryOf(salma, "wamid.1")).toBe("r1");
      expect(await store.receipt(receipt({ providerId: "wamid.1", status: "read" }))).toBe(
        "applied",
      );
    });

    it("of failure settles an uncertain delivery too: it is not sent again", async (store) => {
      await promiseTwo(store);
      const first = await deliverOne(store);
      await store.recordOutcome(first, { kind: "uncertain", until: t0 + 9_000 }, t0);
      const failed = receipt({ delivery: "r1", status: "failed", code: "131026" });
      expect(await store.receipt(failed)).toBe("applied");
      expect(await deliverAll(store, t0 + 9_000)).toEqual(["r2"]);
    });

    it("settles a delivery whose sender has not spoken yet", async (store) => {
      await promiseTwo(store);
      const first = await deliverOne(store);
      expect(await store.receipt(receipt({ delivery: "r1", status: "delivered" }))).toBe("applied");
      const sent = { kind: "sent", providerId: "wamid.1" } as const;
      expect(await store.recordOutcome(first, sent, t0)).toBe(false);
      expect(await store.deliveryOf(salma, "wamid.1")).toBe("r1");
      expect(await store.receipt(receipt({ delivery: "r1", status: "sent" }))).toBe("ignored");
      expect(await deliverAll(store)).toEqual(["r2"]);
    });

    it("settles a delivery whose sender is gone", async (store) => {
      await promiseTwo(store);
      await deliverOne(store);
      await deliverOne(store, t0 + lease);
      expect(await store.receipt(receipt({ delivery: "r1", status: "sent" }))).toBe("applied");
      expect(await deliverAll(store, t0 + lease)).toEqual(["r2"]);
    });

    it("by the provider's id alone settles nothing", async (store) => {
      await promiseTwo(store);
      const first = await deliverOne(store);
      await store.recordOutcome(first, { kind: "uncertain", until: t0 + 9_000 }, t0);
      expect(await store.receipt(receipt({ providerId: "wamid.1" }))).toBe("unknown");
      expect((await deliverOne(store, t0 + 9_000)).id).toBe("r1");
    });

    it("of a message that failed for good is ignored", async (store) => {
      await promiseTwo(store);
      const first = await deliverOne(store);
      await store.recordOutcome(first, { kind: "failed", code: "131026" }, t0);
      expect(await store.receipt(receipt({ delivery: "r1", status: "delivered" }))).toBe("ignored");
    });
  });

  describe("deliveryOf", () => {
    it("knows our id of a message by the provider's for eight days", async (store, room) => {
      await promiseTwo(store);
      await deliverAll(store);
      await playTurn(store, yanis, { outbox: [promised("y1", yanis)] }, t0 + dedupeFor - 1);
      await deliverAll(store, t0 + dedupeFor - 1);
      const again = await room.reopen();
      expect(await again.deliveryOf(salma, "provider-r1")).toBe("r1");
      expect(await again.deliveryOf(yanis, "provider-y1")).toBe("y1");
    });

    it("knows nothing of other addresses and other messages", async (store) => {
      await promiseTwo(store);
      await playTurn(store, yanis);
      await deliverAll(store);
      expect(await store.deliveryOf(yanis, "provider-r1")).toBeNull();
      expect(await store.deliveryOf(address("nobody"), "provider-r1")).toBeNull();
      expect(await store.deliveryOf(salma, "provider-r9")).toBeNull();
    });
  });
}

function promiseTwo(store: Store) {
  return playTurn(store, salma, { outbox: [promised("r1", salma), promised("r2", salma)] });
}

function receipt(changes: Partial<Receipt>): Receipt {
  const blank = { address: salma, delivery: null, providerId: null, code: null, at: t0 };
  return { ...blank, status: "delivered", ...changes };
}
