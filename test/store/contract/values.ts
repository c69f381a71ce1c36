import { describe, expect } from "vitest";
import { claim, type Open, t0, tester } from "./room.ts";

export function values(open: Open): void {
  const it = tester(open);

  describe("notes and secrets", () => {
    it("a note is null until it is set, and then what was set last", async (store, room) => {
      expect(await store.note("template:confirm")).toBeNull();
      await store.setNote("template:confirm", "HX1");
      await store.setNote("template:confirm", "");
      await store.setNote("template:remind", "HX2 سلام");
      const again = await room.reopen();
      expect(await again.note("template:confirm")).toBe("");
      expect(await again.note("template:remind")).toBe("HX2 سلام");
    });

    it("a secret is 32 random bytes in hex, the same for all who ask", async (store, room) => {
      const asked = await Promise.all([1, 2, 3, 4, 5].map(() => store.secret("cookies")));
      expect(new Set(asked).size).toBe(1);
      expect(asked[0]).toMatch(/^[0-9a-f]{64}$/u);
      expect(await store.secret("links")).not.toBe(asked[0]);
      const again = await room.reopen();
      expect(await again.secret("cookies")).toBe(asked[0]);
      expect(await again.note("cookies")).toBeNull();
    });
  });

  describe("close", () => {
    it("may be repeated, and what is asked afterwards fails as unavailable", async (store) => {
      await store.close();
      await store.close();
      const unavailable = { code: "store/unavailable" };
      await expect(store.accept([], t0)).rejects.toMatchObject(unavailable);
      await expect(claim(store)).rejects.toMatchObject(unavailable);
      await expect(store.note("x")).rejects.toMatchObject(unavailable);
    });
  });
}
