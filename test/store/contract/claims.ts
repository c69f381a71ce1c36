import { describe, expect } from "vitest";
import { shardOfOwner } from "../../../src/core/shard.ts";
import {
  accept,
  address,
  claim,
  claimOne,
  commitOf,
  lease,
  message,
  type Open,
  t0,
  tester,
} from "./room.ts";

const salma = address("212600000001");

export function claims(open: Open): void {
  const it = tester(open);

  describe("claim", () => {
    it("finds nothing where nothing waits", async (store) => {
      expect(await claim(store)).toEqual([]);
    });

    it("gives a new contact's mail with turn 0 and no state", async (store) => {
      const owner = await accept(store, message("m1", salma));
      const { lease: right, ...claimed } = await claimOne(store);
      expect(right).not.toBe("");
      expect(claimed).toEqual({
        owner,
        turn: 0,
        state: null,
        addresses: [salma],
        mail: [{ id: "m1", at: t0, from: salma, body: { text: "m1" } }],
        tries: 0,
      });
    });

    it("gives a mailbox to one worker at a time", async (store) => {
      const many = Array.from({ length: 20 }, (_, index) => message("m1", address(`web-${index}`)));
      await store.accept(many, t0);
      const workers = await Promise.all(Array.from({ length: 10 }, () => claim(store, t0, 3)));
      expect(Math.max(...workers.map((claimed) => claimed.length))).toBeLessThanOrEqual(3);
      const owners = workers.flat().map(({ owner }) => owner);
      expect(new Set(owners).size).toBe(owners.length);
      const rest = await claim(store);
      expect(owners.length + rest.length).toBe(20);
      const leases = [...workers.flat(), ...rest].map((each) => each.lease);
      expect(new Set(leases).size).toBe(20);
    });

    it("takes no more mailboxes and events than wished, the oldest events first", async (store) => {
      for (const index of [1, 2, 3]) {
        await store.accept(
          ["a", "b", "c"].map((id) => message(`m${index}`, address(id))),
          t0,
        );
      }
      const claimed = await claim(store, t0, 2, 2);
      expect(claimed).toHaveLength(2);
      for (const { mail } of claimed) expect(mail.map(({ id }) => id)).toEqual(["m1", "m2"]);
      expect(await claim(store, t0, 2, 2)).toHaveLength(1);
    });

    it("gives a mailbox again when the lease ran out, and counts the tries", async (store) => {
      await accept(store, message("m1", salma));
      const first = await claimOne(store);
      expect(await claim(store, t0 + lease - 1)).toEqual([]);
      const second = await claimOne(store, t0 + lease);
      expect(second.lease).not.toBe(first.lease);
      expect(second).toMatchObject({ turn: 0, tries: 1, mail: first.mail });
      expect((await claimOne(store, t0 + 2 * lease)).tries).toBe(2);
    });

    it("counts tries anew after a commit", async (store) => {
      await store.accept([message("m1", salma), message("m2", salma)], t0);
      await claimOne(store);
      const second = await claimOne(store, t0 + lease, 1);
      expect(second.tries).toBe(1);
      await store.commit(commitOf(second, { now: t0 + lease }));
      const third = await claimOne(store, t0 + lease);
      expect(third).toMatchObject({ turn: 1, tries: 0 });
      expect(third.mail.map(({ id }) => id)).toEqual(["m2"]);
    });

    it("holds new mail back while a worker has the mailbox", async (store) => {
      await accept(store, message("m1", salma));
      const held = await claimOne(store);
      await accept(store, message("m2", salma));
      expect(await claim(store)).toEqual([]);
      await store.commit(commitOf(held));
      expect((await claimOne(store)).mail.map(({ id }) => id)).toEqual(["m2"]);
    });

    it("names the address last heard from first", async (store) => {
      const web = address("token-1", "botframework");
      const messenger = address("psid-1", "meta-messenger");
      const owner = await accept(store, message("m1", salma));
      await store.link(web, owner);
      await store.link(messenger, owner);
      await accept(store, message("m2", web));
      const first = await claimOne(store);
      expect(first.addresses).toEqual([web, salma, messenger]);
      await store.commit(commitOf(first));
      await accept(store, message("m3", salma));
      await store.accept([message("m2", web)], t0);
      expect((await claimOne(store)).addresses).toEqual([salma, web, messenger]);
    });

    it("finds mail in the shards it is pointed to", async (store) => {
      const owner = await accept(store, message("m1", salma));
      const wish = { now: t0, lease, owners: 9, events: 9, shards: [shardOfOwner(owner)] };
      expect((await store.claim(wish)).map((each) => each.owner)).toEqual([owner]);
    });

    it("keeps a lease through a restart", async (store, room) => {
      await accept(store, message("m1", salma));
      const held = await claimOne(store);
      const again = await room.reopen();
      expect(await claim(again, t0 + lease - 1)).toEqual([]);
      expect((await claimOne(again, t0 + lease)).tries).toBe(1);
      expect(await again.commit(commitOf(held))).toBe("committed");
    });
  });
}
