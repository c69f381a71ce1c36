import { describe, expect } from "vitest";
import { mailboxCap } from "../../../src/store/store.ts";
import {
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

    it("may carry a post to its own sender", async (store) => {
      const owner = await playTurn(store, salma);
      await playTurn(store, salma, { posts: [{ id: "p1", to: owner, body: {} }] });
      expect(await store.carryPosts(t0, 9)).toEqual([owner]);
      expect(only((await claimOne(store)).mail).id).toBe("p1");
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
