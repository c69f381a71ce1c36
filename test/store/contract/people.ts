import { describe, expect } from "vitest";
import {
  accept,
  address,
  claim,
  claimOne,
  commitOf,
  deliverAll,
  message,
  type Open,
  playTurn,
  promised,
  t0,
  tester,
} from "./room.ts";

const salma = address("212600000001");
const yanis = address("212600000002");
const web = address("token-1", "botframework");

export function people(open: Open): void {
  const it = tester(open);

  describe("contactOf", () => {
    it("knows nobody before their first event, and makes nobody", async (store) => {
      expect(await store.contactOf(salma)).toBeNull();
      expect(await store.contactOf(salma)).toBeNull();
      const owner = await accept(store, message("m1", salma));
      expect(await store.contactOf(salma)).toBe(owner);
      expect(await store.contactOf(address(salma.id, "twilio-whatsapp"))).toBeNull();
    });
  });

  describe("link", () => {
    it("makes an address an alias: its mail reaches the same contact", async (store, room) => {
      const owner = await playTurn(store, salma);
      expect(await store.link(web, owner)).toBe(true);
      expect(await store.link(web, owner)).toBe(true);
      expect(await store.link(salma, owner)).toBe(true);
      const again = await room.reopen();
      expect(await again.contactOf(web)).toBe(owner);
      expect(await accept(again, message("m1", web))).toBe(owner);
      expect((await claim(again))[0]?.addresses).toEqual([web, salma]);
    });

    it("takes no address from another contact", async (store) => {
      const owner = await playTurn(store, salma);
      const other = await playTurn(store, yanis);
      expect(await store.link(yanis, owner)).toBe(false);
      expect(await store.contactOf(yanis)).toBe(other);
    });

    it("gives an address to one of two who ask at once", async (store) => {
      const owners = [await playTurn(store, salma), await playTurn(store, yanis)];
      const linked = await Promise.all(owners.map((owner) => store.link(web, owner)));
      expect(linked.filter(Boolean)).toHaveLength(1);
      expect(await store.contactOf(web)).toBe(owners[linked.indexOf(true)]);
    });

    it("lets receipts and quoted messages find the contact by the new address", async (store) => {
      const owner = await playTurn(store, salma);
      await store.link(web, owner);
      await playTurn(store, web, { outbox: [promised("r1", web)] });
      await deliverAll(store);
      expect(await store.deliveryOf(web, "provider-r1")).toBe("r1");
      const read = {
        delivery: "r1",
        providerId: null,
        status: "read",
        code: null,
        at: t0,
      } as const;
      expect(await store.receipt({ address: web, ...read })).toBe("applied");
    });
  });

  describe("unlink", () => {
    it("makes whoever writes from an address somebody new", async (store, room) => {
      const owner = await playTurn(store, salma);
      await store.link(web, owner);
      await store.unlink(salma, owner);
      await store.unlink(salma, owner);
      const again = await room.reopen();
      expect(await again.contactOf(salma)).toBeNull();
      expect(await again.contactOf(web)).toBe(owner);
      const other = await accept(again, message("m9", salma));
      expect(other).not.toBe(owner);
      expect((await claim(again))[0]?.addresses).toEqual([salma]);
      expect(await again.export(owner)).toMatchObject({ addresses: [web] });
    });

    it("takes no address away from another contact, nor from nobody", async (store) => {
      const owner = await playTurn(store, salma);
      const other = await playTurn(store, yanis);
      await store.unlink(yanis, owner);
      await store.unlink(yanis, "c00-nobody");
      expect(await store.contactOf(yanis)).toBe(other);
    });

    it("gives the address to whom it is linked next", async (store) => {
      const owner = await playTurn(store, salma);
      const other = await playTurn(store, yanis);
      await store.unlink(yanis, other);
      expect(await store.link(yanis, owner)).toBe(true);
      expect(await accept(store, message("m9", yanis))).toBe(owner);
    });
  });

  describe("export", () => {
    it("shows everything kept about an owner, in one shape", async (store) => {
      const owner = await playTurn(store, salma, {
        outbox: [promised("sent", salma), promised("waits", web)],
        state: { step: "website" },
        timers: [{ id: "pause", at: t0 + 5, body: { timer: 1 } }],
        posts: [{ id: "p1", to: "o03-atlas", body: { post: 1 } }],
        journal: [{ said: "hello" }],
      });
      await store.link(web, owner);
      const [first] = await store.claimDeliveries({ now: t0, lease: 9, limit: 1 });
      if (first) await store.recordOutcome(first, { kind: "sent", providerId: "wamid.1" }, t0);
      await accept(store, message("m1", salma, { text: "poison" }));
      const dead = [{ id: "m1", reason: "flow/endless" }];
      const last = { state: { step: "end" }, dead, now: t0 + 1 };
      await store.commit(commitOf(await claimOne(store), last));
      await accept(store, message("m2", salma, { text: "again" }));
      expect(await store.export(owner)).toEqual({
        owner,
        turn: 2,
        state: { step: "end" },
        addresses: [salma, web],
        mail: [{ id: "m2", at: t0, from: salma, body: { text: "again" } }],
        dead: [
          {
            reason: "flow/endless",
            at: t0 + 1,
            mail: { id: "m1", at: t0, from: salma, body: { text: "poison" } },
          },
        ],
        outbox: [promised("waits", web)],
        deliveries: [{ id: "sent", status: "sent", code: null }],
        timers: [{ id: "pause", at: t0 + 5, body: { timer: 1 } }],
        posts: [{ id: "p1", to: "o03-atlas", body: { post: 1 } }],
        journal: [{ seq: 1, at: t0, body: { said: "hello" } }],
      });
    });

    it("is null for someone the store does not know", async (store) => {
      expect(await store.export("c00-nobody")).toBeNull();
    });
  });
}
