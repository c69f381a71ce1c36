import { describe, expect } from "vitest";
import { address, type Open, playTurn, t0, tester } from "./room.ts";

const salma = address("212600000001");

export function journals(open: Open): void {
  const it = tester(open);

  describe("append and read", () => {
    it("number a journal from 1 and read it in order", async (store, room) => {
      await store.append("cases", entries("a", "b"), t0);
      await store.append("cases", entries("c"), t0 + 5);
      const again = await room.reopen();
      expect(await again.read("cases", 0, 9)).toEqual([
        { seq: 1, at: t0, body: { id: "a", list: [] } },
        { seq: 2, at: t0, body: { id: "b", list: [] } },
        { seq: 3, at: t0 + 5, body: { id: "c", list: [] } },
      ]);
    });

    it("read after an entry, no more than wished", async (store) => {
      await store.append("cases", entries("a", "b", "c", "d"), t0);
      expect((await store.read("cases", 1, 2)).map(({ seq }) => seq)).toEqual([2, 3]);
      expect((await store.read("cases", 3, 2)).map(({ seq }) => seq)).toEqual([4]);
      expect(await store.read("cases", 4, 2)).toEqual([]);
      expect(await store.read("empty", 0, 2)).toEqual([]);
    });

    it("add nothing for an id already there", async (store) => {
      await store.append("cases", entries("a", "b", "a"), t0);
      await store.append("cases", entries("b", "c"), t0 + 5);
      await store.append("cases", [], t0);
      const read = await store.read("cases", 0, 9);
      expect(read.map(({ body }) => body)).toEqual(entries("a", "b", "c").map(({ body }) => body));
      expect(read.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    });

    it("add once what five append at once", async (store) => {
      await Promise.all(
        [1, 2, 3, 4, 5].map((by) => store.append("cases", entries("same", `own-${by}`), t0)),
      );
      const read = await store.read("cases", 0, 99);
      expect(read.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
    });

    it("keep journals apart", async (store) => {
      await store.append("cases", entries("a"), t0);
      await store.append("webinars", entries("a"), t0);
      expect(await store.read("cases", 0, 9)).toHaveLength(1);
      expect(await store.read("webinars", 0, 9)).toHaveLength(1);
    });

    it("show an owner's journal, written by its turns", async (store) => {
      const owner = await playTurn(store, salma, { journal: [{ said: "a" }, { said: "a" }] });
      await playTurn(store, salma, { journal: [{ said: "b" }] }, t0 + 5);
      expect(await store.read(owner, 0, 9)).toEqual([
        { seq: 1, at: t0, body: { said: "a" } },
        { seq: 2, at: t0, body: { said: "a" } },
        { seq: 3, at: t0 + 5, body: { said: "b" } },
      ]);
      expect(await store.read(owner, 2, 9)).toHaveLength(1);
    });
  });
}

function entries(...ids: readonly string[]) {
  return ids.map((id) => ({ id, body: { id, list: [] } }));
}
