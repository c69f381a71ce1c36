import { describe, expect } from "vitest";
import type { Json } from "../../../src/core/json.ts";
import {
  accept,
  address,
  claim,
  claimDeliveries,
  claimOne,
  commitOf,
  deliverAll,
  lease,
  mailOf,
  message,
  only,
  type Open,
  promised,
  t0,
  tester,
} from "./room.ts";

const salma = address("212600000001");

/** Something of every kind a turn can change. */
const everything = {
  state: { step: "website" },
  outbox: [promised("r1", salma), promised("r2", salma)],
  timers: [{ id: "pause", at: t0 + 60_000, body: { kind: "pause" } }],
  posts: [{ id: "p1", to: "o03-atlas", body: { answer: 1 } }],
  journal: [{ said: "hello" }, { said: "bye" }],
};

export function commits(open: Open): void {
  const it = tester(open);

  describe("commit", () => {
    it("changes all that a turn changes together", async (store, room) => {
      const owner = await accept(store, message("m1", salma));
      expect(await store.commit(commitOf(await claimOne(store), everything))).toBe("committed");
      const again = await room.reopen();
      expect(await again.stateOf(owner)).toEqual({ turn: 1, state: { step: "website" } });
      expect(await claim(again)).toEqual([]);
      expect((await again.read(owner, 0, 9)).map(({ body }) => body)).toEqual(everything.journal);
      expect(await deliverAll(again)).toEqual(["r1", "r2"]);
      expect(await again.carryPosts(t0, 9)).toEqual(["o03-atlas"]);
      expect(await again.dueTimers(t0 + 60_000, 9)).toEqual([owner]);
      expect(await claim(again, t0 + 60_000)).toHaveLength(2);
    });

    it("leaves mail that arrived meanwhile, and mail it did not consume", async (store) => {
      await store.accept([message("m1", salma), message("m2", salma)], t0);
      const claimed = await claimOne(store);
      await accept(store, message("m3", salma));
      await store.commit(commitOf(claimed, { consumed: ["m1"] }));
      const next = await claimOne(store);
      expect(next).toMatchObject({ turn: 1, state: { turns: 1 } });
      expect(next.mail.map(({ id }) => id)).toEqual(["m2", "m3"]);
    });

    it("may consume nothing", async (store) => {
      await accept(store, message("m1", salma));
      expect(await store.commit(commitOf(await claimOne(store), { consumed: [] }))).toBe(
        "committed",
      );
      expect(await claimOne(store)).toMatchObject({ turn: 1, tries: 0, mail: [{ id: "m1" }] });
    });

    it("done twice changes nothing twice", async (store) => {
      const owner = await accept(store, message("m1", salma));
      const turn = commitOf(await claimOne(store), everything);
      await store.commit(turn);
      const kept = await store.export(owner);
      expect(await store.commit(turn)).toBe("superseded");
      expect(await store.export(owner)).toEqual(kept);
    });

    it("is played by one of five that try at once", async (store) => {
      const owner = await accept(store, message("m1", salma));
      const claimed = await claimOne(store);
      const tried = await Promise.all(
        [1, 2, 3, 4, 5].map((by) => store.commit(commitOf(claimed, { journal: [{ by }] }))),
      );
      expect(tried.filter((outcome) => outcome === "committed")).toHaveLength(1);
      expect(await store.read(owner, 0, 9)).toHaveLength(1);
      expect((await store.stateOf(owner))?.turn).toBe(1);
    });

    it("counts with a lease that ran out while the turn is still the same", async (store) => {
      await accept(store, message("m1", salma));
      const slow = await claimOne(store);
      const late = { now: t0 + 5 * lease };
      expect(await store.commit(commitOf(slow, late))).toBe("committed");
      expect(await claim(store, late.now)).toEqual([]);
    });

    it("counts with a lease that another worker took, who then is superseded", async (store) => {
      const owner = await accept(store, message("m1", salma));
      const slow = await claimOne(store);
      const other = await claimOne(store, t0 + lease);
      expect(await store.commit(commitOf(slow, { state: "slow", now: t0 + lease }))).toBe(
        "committed",
      );
      const kept = await store.export(owner);
      const turn = commitOf(other, { ...everything, now: t0 + lease });
      expect(await store.commit(turn)).toBe("superseded");
      expect(await store.export(owner)).toEqual(kept);
      expect(await claimDeliveries(store, t0 + lease)).toEqual([]);
      expect(await store.carryPosts(t0 + lease, 9)).toEqual([]);
      expect(await store.dueTimers(t0 + lease + 60_000, 9)).toEqual([]);
    });

    it("that lost the race changes nothing", async (store) => {
      const owner = await accept(store, message("m1", salma));
      const slow = await claimOne(store);
      const other = await claimOne(store, t0 + lease);
      await accept(store, message("m2", salma));
      expect(await store.commit(commitOf(other, { state: "other" }))).toBe("committed");
      expect(await store.commit(commitOf(slow, { ...everything, state: "slow" }))).toBe(
        "superseded",
      );
      expect(await store.stateOf(owner)).toEqual({ turn: 1, state: "other" });
      expect(await mailOf(store, owner)).toEqual(["m2"]);
      expect(await claimDeliveries(store)).toEqual([]);
    });

    it("frees the mailbox whoever has its lease", async (store) => {
      await store.accept([message("m1", salma), message("m2", salma)], t0);
      const slow = await claimOne(store, t0, 1);
      await claimOne(store, t0 + lease, 1);
      await store.commit(commitOf(slow, { now: t0 + lease }));
      expect(only((await claimOne(store, t0 + lease)).mail).id).toBe("m2");
    });

    it("that is superseded leaves the lease of the other worker", async (store) => {
      await store.accept([message("m1", salma), message("m2", salma)], t0);
      const first = await claimOne(store, t0, 1);
      await store.commit(commitOf(first));
      await claimOne(store);
      expect(await store.commit(commitOf(first))).toBe("superseded");
      expect(await claim(store)).toEqual([]);
    });

    it("that names a turn still to come is superseded", async (store) => {
      await accept(store, message("m1", salma));
      const claimed = await claimOne(store);
      expect(await store.commit(commitOf(claimed, { turn: 1 }))).toBe("superseded");
      expect(await store.commit(commitOf(claimed))).toBe("committed");
    });

    it("that fails halfway changes nothing", async (store) => {
      const owner = await accept(store, message("m1", salma));
      const claimed = await claimOne(store);
      const kept = await store.export(owner);
      const endless: { self?: Json } = {};
      endless.self = endless;
      const broken = store.commit(commitOf(claimed, { ...everything, journal: [{}, endless] }));
      const other = accept(store, message("m1", address("212600000002")));
      await expect(broken).rejects.toThrow();
      await other;
      expect(await store.export(owner)).toEqual(kept);
      expect(await claimDeliveries(store)).toEqual([]);
      expect(await store.commit(commitOf(claimed, everything))).toBe("committed");
    });

    it("is all that changes a state", async (store) => {
      expect(await store.stateOf("c00-nobody")).toBeNull();
      const owner = await accept(store, message("m1", salma));
      const claimed = await claimOne(store);
      expect(await store.stateOf(owner)).toBeNull();
      await store.commit(commitOf(claimed, { state: [1] }));
      expect(await store.stateOf(owner)).toEqual({ turn: 1, state: [1] });
    });
  });
}
