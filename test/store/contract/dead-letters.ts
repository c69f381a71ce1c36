import { describe, expect } from "vitest";
import type { OwnerId, Store } from "../../../src/store/store.ts";
import {
  accept,
  address,
  claim,
  claimOne,
  commitOf,
  message,
  type Open,
  outcomesOf,
  t0,
  tester,
} from "./room.ts";

const salma = address("212600000001");

export function deadLetters(open: Open): void {
  const it = tester(open);

  describe("dead letters", () => {
    it("keep consumed mail that could not be played, with the reason", async (store, room) => {
      const owner = await bury(store, "m1");
      const again = await room.reopen();
      const letter = { owner, id: "m1", reason: "flow/endless", at: t0 + 7 };
      expect(await again.deadLetters(9)).toEqual([letter]);
      expect(await claim(again)).toEqual([]);
      expect(await outcomesOf(again, [message("m1", salma)])).toEqual(["duplicate"]);
    });

    it("let the mailbox go on", async (store) => {
      await store.accept([message("m1", salma), message("m2", salma)], t0);
      const claimed = await claimOne(store, t0, 1);
      await store.commit(commitOf(claimed, { dead: [{ id: "m1", reason: "flow/endless" }] }));
      const next = await claimOne(store);
      expect(next.mail.map(({ id }) => id)).toEqual(["m2"]);
      expect(next.tries).toBe(0);
    });

    it("come back at the end of their mailbox, once", async (store) => {
      const owner = await bury(store, "m1");
      await accept(store, message("m2", salma));
      const revived = await Promise.all([1, 2, 3].map(() => store.revive(owner, "m1", t0 + 9)));
      expect(revived.filter(Boolean)).toHaveLength(1);
      expect(await store.deadLetters(9)).toEqual([]);
      const { mail } = await claimOne(store, t0 + 9);
      expect(mail.map(({ id }) => id)).toEqual(["m2", "m1"]);
      expect(mail[1]).toEqual({ id: "m1", at: t0, from: salma, body: { text: "m1", list: [] } });
    });

    it("that come back wake their mailbox", async (store) => {
      const owner = await bury(store, "m1");
      expect(await store.revive(owner, "m1", t0 + 9)).toBe(true);
      const claimed = await claimOne(store, t0 + 9);
      expect(claimed).toMatchObject({ owner, turn: 1, tries: 0 });
      const dead = [{ id: "m1", reason: "flow/unknown" }];
      await store.commit(commitOf(claimed, { dead, now: t0 + 10 }));
      expect(await store.deadLetters(9)).toEqual([
        { owner, id: "m1", reason: "flow/unknown", at: t0 + 10 },
      ]);
    });

    it("are shown no more than wished, and unknown ones do not come back", async (store) => {
      const owner = await bury(store, "m1");
      await bury(store, "m2");
      await bury(store, "m3");
      expect(await store.deadLetters(2)).toHaveLength(2);
      expect((await store.deadLetters(9)).map(({ id }) => id).sort()).toEqual(["m1", "m2", "m3"]);
      expect(await store.revive(owner, "m9", t0)).toBe(false);
      expect(await store.revive("c00-nobody", "m1", t0)).toBe(false);
    });
  });
}

async function bury(store: Store, id: string): Promise<OwnerId> {
  const owner = await accept(store, message(id, salma, { text: id, list: [] }));
  const claimed = await claimOne(store);
  await store.commit(commitOf(claimed, { dead: [{ id, reason: "flow/endless" }], now: t0 + 7 }));
  return owner;
}
