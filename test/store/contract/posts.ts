import { describe, expect } from "vitest";
import { mailboxCap, type Post, type Store } from "../../../src/store/store.ts";
import {
  accept,
  address,
  claim,
  claimOne,
  commitOf,
  mailOf,
  note,
  only,
  type Open,
  playTurn,
  t0,
  tester,
} from "./room.ts";

const salma = address("212600000001");
const atlas = "o03-atlas";
/** In the same shard. */
const neighbor = "o03-rif";

export function posts(open: Open): void {
  const it = tester(open);

  describe("carryPosts", () => {
    it("makes mail of a post, from nobody, at the moment of its turn", async (store, room) => {
      const body = { answers: [] };
      await playTurn(store, salma, { posts: [{ id: "p1", to: atlas, body }] });
      expect(await claim(store)).toEqual([]);
      const again = await room.reopen();
      expect(await again.carryPosts(t0 + 700, 9)).toEqual([atlas]);
      expect(await again.carryPosts(t0 + 700, 9)).toEqual([]);
      const claimed = await claimOne(again, t0 + 700);
      expect(claimed.owner).toBe(atlas);
      expect(claimed.mail).toEqual([{ id: "p1", at: t0, from: null, body }]);
    });

    it("carries each post once when five carry at once", async (store) => {
      for (const index of Array(6).keys()) {
        const toAtlas = { id: `p${index}`, to: atlas, body: {} };
        const toRif = { id: `p${index}`, to: "o04-rif", body: {} };
        await playTurn(store, address(`web-${index}`), { posts: [toAtlas, toRif] });
      }
      await Promise.all(Array.from({ length: 5 }, () => store.carryPosts(t0, 4)));
      while ((await store.carryPosts(t0, 4)).length > 0);
      const all = ["p0", "p1", "p2", "p3", "p4", "p5"];
      expect([...(await mailOf(store, atlas))].sort()).toEqual(all);
      expect([...(await mailOf(store, "o04-rif"))].sort()).toEqual(all);
      expect((await store.depths(t0)).posts).toBe(0);
    });

    it("carries a post once that two turns promised, even when the first was consumed", async (store) => {
      const promise = { posts: [{ id: "p1", to: atlas, body: {} }] };
      await playTurn(store, salma, promise);
      await store.carryPosts(t0, 9);
      await store.commit(commitOf(await claimOne(store)));
      await playTurn(store, salma, promise);
      expect(await store.carryPosts(t0, 9)).toEqual([]);
      expect(await claim(store)).toEqual([]);
      expect((await store.depths(t0)).posts).toBe(0);
    });

    it("keeps the order of one sender's posts", async (store) => {
      const all = ["p3", "p1", "p2"].map((id) => ({ id, to: atlas, body: {} }));
      await playTurn(store, salma, { posts: all });
      await playTurn(store, salma, { posts: [{ id: "p0", to: atlas, body: {} }] });
      while ((await store.carryPosts(t0, 1)).length > 0);
      expect(await mailOf(store, atlas)).toEqual(["p3", "p1", "p2", "p0"]);
    });

    it("may take a post to its own sender", async (store) => {
      const owner = await playTurn(store, salma);
      await playTurn(store, salma, { posts: [{ id: "p1", to: owner, body: {} }] });
      expect(only((await claimOne(store)).mail).id).toBe("p1");
    });

    it("has nothing to do for a neighbor in the same shard: the turn itself reaches them", async (store, room) => {
      const body = { answers: [] };
      await post(store, [{ id: "p1", to: neighbor, body }], t0 + 5);
      expect((await store.depths(t0 + 5)).posts).toBe(0);
      const again = await room.reopen();
      expect(await again.carryPosts(t0 + 5, 9)).toEqual([]);
      const claimed = await claimOne(again, t0 + 5);
      expect(claimed).toMatchObject({ owner: neighbor, turn: 0, tries: 0 });
      expect(claimed.mail).toEqual([{ id: "p1", at: t0 + 5, from: null, body }]);
    });

    it("reaches a neighbor once with a post that two turns promised, even a consumed one", async (store) => {
      const promise = { id: "p1", to: neighbor, body: {} };
      await post(store, [promise, promise]);
      expect(await mailOf(store, neighbor)).toEqual(["p1"]);
      await store.commit(commitOf(await claimOne(store)));
      await post(store, [promise]);
      expect(await claim(store)).toEqual([]);
      expect((await store.depths(t0)).posts).toBe(0);
    });

    it("reaches nobody with a turn that somebody else played", async (store) => {
      await accept(store, note("n1", atlas));
      const held = await claimOne(store);
      await store.commit(commitOf(held));
      const late = commitOf(held, { posts: [{ id: "p1", to: neighbor, body: {} }] });
      expect(await store.commit(late)).toBe("superseded");
      expect(await claim(store)).toEqual([]);
    });

    it("leaves no post to a neighbor behind when their mailbox is full", async (store) => {
      const flood = Array.from({ length: mailboxCap }, (_, index) => note(`n${index}`, neighbor));
      await store.accept(flood, t0);
      await store.claim({ now: t0, lease: 1, owners: 1, events: 1 });
      await post(store, [{ id: "p1", to: neighbor, body: {} }]);
      expect(await mailOf(store, neighbor)).toHaveLength(mailboxCap + 1);
    });

    it("finds room in a full mailbox: a post is never lost", async (store) => {
      const flood = Array.from({ length: mailboxCap }, (_, index) => note(`n${index}`, atlas));
      await store.accept(flood, t0);
      await store.commit(commitOf(await claimOne(store), { consumed: [] }));
      await playTurn(store, salma, { posts: [{ id: "p1", to: atlas, body: {} }] });
      expect(await store.carryPosts(t0, 9)).toEqual([atlas]);
      expect(await mailOf(store, atlas)).toHaveLength(mailboxCap + 1);
    });
  });
}

let notes = 0;

/** A turn of an organization that posts. */
async function post(store: Store, posts: readonly Post[], now = t0): Promise<void> {
  notes += 1;
  await accept(store, note(`note-${notes}`, atlas, {}, now), now);
  const claimed = (await claim(store, now)).find(({ owner }) => owner === atlas);
  if (claimed === undefined) throw new Error("The mailbox could not be claimed.");
  expect(await store.commit(commitOf(claimed, { posts, now }))).toBe("committed");
}
