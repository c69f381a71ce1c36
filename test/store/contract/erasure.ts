import { describe, expect } from "vitest";
import type { Commit, OwnerId, Store } from "../../../src/store/store.ts";
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
  note,
  type Open,
  outcomesOf,
  playTurn,
  promised,
  t0,
  tester,
} from "./room.ts";

const salma = address("212600000001");
const yanis = address("212600000002");
const web = address("token-1", "botframework");

export function erasure(open: Open): void {
  const it = tester(open);

  describe("erase", () => {
    it("removes everything of an owner and nothing of the others", async (store, room) => {
      const owner = await fill(store, salma);
      await store.link(web, owner);
      const other = await fill(store, yanis);
      const kept = await store.export(other);
      await store.erase(owner);
      const again = await room.reopen();
      expect(await again.export(owner)).toBeNull();
      expect(await again.stateOf(owner)).toBeNull();
      expect(await again.contactOf(salma)).toBeNull();
      expect(await again.contactOf(web)).toBeNull();
      expect(await again.read(owner, 0, 9)).toEqual([]);
      expect(await again.deliveryOf(salma, "wamid.1")).toBeNull();
      expect(await again.revive(owner, "poison", t0)).toBe(false);
      expect((await again.deadLetters(9)).map((letter) => letter.owner)).toEqual([other]);
      expect(await again.export(other)).toEqual(kept);
      expect(await again.depths(t0)).toMatchObject({
        mailboxes: 1,
        outbox: 1,
        timers: 1,
        posts: 1,
      });
      const later = t0 + lease;
      expect(await again.dueTimers(later, 9)).toEqual([other]);
      expect((await claim(again, later)).map((each) => each.owner)).toEqual([other]);
      expect((await claimDeliveries(again, later)).map((each) => each.owner)).toEqual([other]);
    });

    it("may be repeated, and of nobody does nothing", async (store) => {
      const owner = await fill(store, salma);
      await store.erase(owner);
      await store.erase(owner);
      await store.erase("c00-nobody");
      expect(await store.export(owner)).toBeNull();
      expect(await store.export("c00-nobody")).toBeNull();
    });

    it("still refuses an old event that is delivered again, and makes nobody of it", async (store) => {
      const owner = await accept(store, message("m1", salma));
      await store.erase(owner);
      expect(await store.accept([message("m1", salma)], t0)).toEqual([
        { outcome: "duplicate", owner: "" },
      ]);
      expect(await store.contactOf(salma)).toBeNull();
      expect(await claim(store)).toEqual([]);
    });

    it("still refuses old events of a linked address, and old mail for the owner", async (store) => {
      const owner = await accept(store, message("m1", salma));
      await store.link(web, owner);
      await store.accept([message("m2", web), note("n1", owner)], t0);
      await store.erase(owner);
      const again = [message("m1", salma), message("m2", web), note("n1", owner)];
      expect(await outcomesOf(store, again)).toEqual(["duplicate", "duplicate", "duplicate"]);
    });

    it("lets the person come back as someone new", async (store) => {
      const owner = await accept(store, message("m1", salma));
      await store.erase(owner);
      const newcomer = await accept(store, message("m2", salma));
      expect(newcomer).not.toBe(owner);
      expect(await claimOne(store)).toMatchObject({ owner: newcomer, turn: 0, state: null });
      expect(await store.accept([message("m1", salma)], t0)).toEqual([
        { outcome: "duplicate", owner: newcomer },
      ]);
    });

    it("supersedes a turn that was being played", async (store) => {
      const owner = await playTurn(store, salma);
      await accept(store, message("m1", salma));
      const held = await claimOne(store);
      await store.erase(owner);
      const late: Partial<Commit> = {
        outbox: [promised("r1", salma)],
        journal: [{ said: "late" }],
        timers: [{ id: "pause", at: t0, body: {} }],
      };
      expect(await store.commit(commitOf(held, late))).toBe("superseded");
      expect(await store.export(owner)).toBeNull();
    });

    it("records nothing of a message that was being sent", async (store) => {
      const owner = await playTurn(store, salma, { outbox: [promised("r1", salma)] });
      const held = await deliverOne(store);
      await store.erase(owner);
      expect(await store.recordOutcome(held, { kind: "sent", providerId: "wamid.1" }, t0)).toBe(
        false,
      );
      const echo = { delivery: "r1", providerId: "wamid.1", status: "sent", code: null } as const;
      expect(await store.receipt({ address: salma, ...echo, at: t0 })).toBe("unknown");
      expect(await store.export(owner)).toBeNull();
    });

    it("counts as a turn: what comes later finds no state and a higher turn", async (store) => {
      const owner = await playTurn(store, salma);
      await playTurn(store, yanis, { posts: [{ id: "p1", to: owner, body: {} }] });
      await store.erase(owner);
      expect(await store.carryPosts(t0, 9)).toEqual([owner]);
      const claimed = await claimOne(store);
      expect(claimed).toMatchObject({ owner, turn: 2, state: null, addresses: [], tries: 0 });
      expect(await store.commit(commitOf(claimed))).toBe("committed");
      expect((await store.stateOf(owner))?.turn).toBe(3);
    });
  });
}

/** An owner with something of every kind. */
async function fill(store: Store, from: typeof salma): Promise<OwnerId> {
  const owner = await playTurn(store, from, {
    outbox: [promised("r1", from), promised("r2", from)],
    timers: [{ id: "pause", at: t0 + 9_000, body: {} }],
    posts: [{ id: `post-${from.id}`, to: "o03-atlas", body: {} }],
    journal: [{ said: "hello" }],
  });
  const sent = await deliverOne(store);
  await store.recordOutcome(sent, { kind: "sent", providerId: "wamid.1" }, t0);
  await accept(store, message("poison", from));
  const claimed = (await claim(store)).find((each) => each.owner === owner);
  if (claimed === undefined) throw new Error("Nothing to claim.");
  await store.commit(commitOf(claimed, { dead: [{ id: "poison", reason: "flow/endless" }] }));
  const held = await deliverOne(store);
  await store.recordOutcome(held, { kind: "retry", at: t0 }, t0);
  await store.recordOutcome(await deliverOne(store), { kind: "uncertain", until: t0 + lease }, t0);
  await accept(store, message("waits", from));
  await claim(store);
  return owner;
}
