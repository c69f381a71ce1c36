import { describe, expect } from "vitest";
import { mailboxCap } from "../../../src/store/store.ts";
import {
  accept,
  address,
  claim,
  claimOne,
  commitOf,
  mailOf,
  message,
  only,
  type Open,
  outcomesOf,
  playTurn,
  t0,
  tester,
} from "./room.ts";

const salma = address("212600000001");

export function timers(open: Open): void {
  const it = tester(open);

  describe("dueTimers", () => {
    it("makes mail of a timer that came due, named by its id and its moment", async (store, room) => {
      const body = { kind: "pause", list: [] };
      const owner = await playTurn(store, salma, { timers: [{ id: "pause", at: t0 + 500, body }] });
      expect(await store.dueTimers(t0 + 499, 9)).toEqual([]);
      const again = await room.reopen();
      expect(await again.dueTimers(t0 + 800, 9)).toEqual([owner]);
      expect(await again.dueTimers(t0 + 800, 9)).toEqual([]);
      const mail = only((await claimOne(again, t0 + 800)).mail);
      expect(mail).toEqual({ id: `pause@${t0 + 500}`, at: t0 + 500, from: null, body });
    });

    it("fires a timer set again at its new moment only", async (store) => {
      const owner = await playTurn(store, salma, { timers: [timer("pause", 500)] });
      await playTurn(store, salma, { timers: [timer("pause", 900)] });
      expect(await store.dueTimers(t0 + 899, 9)).toEqual([]);
      expect(await store.dueTimers(t0 + 900, 9)).toEqual([owner]);
      expect(await mailOf(store, owner)).toEqual([`pause@${t0 + 900}`]);
    });

    it("fires nothing of a timer that was cancelled", async (store) => {
      await playTurn(store, salma, { timers: [timer("pause", 500), timer("stay", 600)] });
      const owner = await playTurn(store, salma, { cancelled: ["pause", "never-set"] });
      expect(await store.dueTimers(t0 + 900, 9)).toEqual([owner]);
      expect(await mailOf(store, owner)).toEqual([`stay@${t0 + 600}`]);
    });

    it("fires a timer cancelled and set in one turn", async (store) => {
      await playTurn(store, salma, { timers: [timer("pause", 500)] });
      const changes = { cancelled: ["pause"], timers: [timer("pause", 700)] };
      const owner = await playTurn(store, salma, changes);
      await store.dueTimers(t0 + 900, 9);
      expect(await mailOf(store, owner)).toEqual([`pause@${t0 + 700}`]);
    });

    it("keeps timers of one name apart by their owners", async (store) => {
      const other = address("212600000002");
      const first = await playTurn(store, salma, { timers: [timer("pause", 500)] });
      const second = await playTurn(store, other, { timers: [timer("pause", 500)] });
      await playTurn(store, salma, { cancelled: ["pause"] });
      expect(await store.dueTimers(t0 + 500, 9)).toEqual([second]);
      expect(await mailOf(store, first)).toEqual([]);
    });

    it("fires no more than the limit a call, and each timer once in the end", async (store) => {
      const owners: string[] = [];
      for (const index of Array(5).keys()) {
        const set = { timers: [timer("a", 10), timer("b", 20)] };
        owners.push(await playTurn(store, address(`web-${index}`), set));
      }
      const calls = await Promise.all(Array.from({ length: 4 }, () => store.dueTimers(t0 + 50, 3)));
      for (const got of calls) expect(got.length).toBeLessThanOrEqual(3);
      while ((await store.dueTimers(t0 + 50, 3)).length > 0);
      for (const owner of owners) {
        expect([...(await mailOf(store, owner))].sort()).toEqual([`a@${t0 + 10}`, `b@${t0 + 20}`]);
      }
    });

    it("answers each owner once", async (store) => {
      const owner = await playTurn(store, salma, { timers: [timer("a", 1), timer("b", 2)] });
      expect(await store.dueTimers(t0 + 2, 9)).toEqual([owner]);
      const mail = (await claimOne(store, t0 + 2)).mail.map(({ id }) => id);
      expect(mail).toEqual([`a@${t0 + 1}`, `b@${t0 + 2}`]);
    });

    it("waits behind a turn that is being played", async (store) => {
      await playTurn(store, salma, { timers: [timer("pause", 5)] });
      await accept(store, message("m1", salma));
      const held = await claimOne(store);
      await store.dueTimers(t0 + 5, 9);
      expect(await claim(store, t0 + 5)).toEqual([]);
      await store.commit(commitOf(held));
      expect(only((await claimOne(store, t0 + 5)).mail).id).toBe(`pause@${t0 + 5}`);
    });

    it("finds room in a full mailbox: a timer is never lost", async (store) => {
      const owner = await playTurn(store, salma, { timers: [timer("pause", 5)] });
      const flood = Array.from({ length: mailboxCap }, (_, index) => message(`m${index}`, salma));
      await store.accept(flood, t0);
      expect(await store.dueTimers(t0 + 5, 9)).toEqual([owner]);
      expect(await outcomesOf(store, [message("more", salma)])).toEqual(["full"]);
      expect((await mailOf(store, owner)).at(-1)).toBe(`pause@${t0 + 5}`);
    });
  });
}

function timer(id: string, after: number) {
  return { id, at: t0 + after, body: { timer: id } };
}
