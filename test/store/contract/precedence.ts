import { describe, expect } from "vitest";
import { mailing, type Post, type Store } from "../../../src/store/store.ts";
import {
  accept,
  address,
  claim,
  claimOne,
  commitOf,
  deliverAll,
  lease,
  mailOf,
  message,
  note,
  only,
  type Open,
  playTurn,
  promised,
  t0,
  tester,
} from "./room.ts";

const salma = address("212600000001");

/** What people wait for goes before what we send out, and never stops it. */
export function precedence(open: Open): void {
  const it = tester(open);

  describe("claim, while much of our own waits", () => {
    it("gives those who wrote first, and a quarter of what it takes to the others", async (store) => {
      const due = await wakeMany(store, 12);
      const wrote = await writeMany(store, 12, t0 + 5);
      for (const round of [0, 1]) {
        const claimed = await claim(store, t0 + 5, 8);
        const owners = claimed.map(({ owner }) => owner);
        expect(
          owners.filter((owner) => wrote.has(owner)),
          `round ${round}`,
        ).toHaveLength(6);
        expect(
          owners.filter((owner) => due.has(owner)),
          `round ${round}`,
        ).toHaveLength(2);
      }
      expect(await claim(store, t0 + 5, 8)).toHaveLength(8);
    });

    it("gives the others their turn when it takes one at a time", async (store) => {
      const due = await wakeMany(store, 4);
      await writeMany(store, 12, t0 + 5);
      const taken: string[] = [];
      for (let times = 0; times < 8; times += 1) {
        taken.push(only(await claim(store, t0 + 5, 1)).owner);
      }
      expect(taken.filter((owner) => due.has(owner))).toHaveLength(2);
    });

    it("gives all it may take to either where the other has nothing", async (store) => {
      await wakeMany(store, 5);
      expect(await claim(store, t0, 4)).toHaveLength(4);
      await writeMany(store, 5, t0);
      expect(await claim(store, t0, 9)).toHaveLength(6);
    });

    it("gives only those who wrote, or only the others, to whoever wants no more", async (store) => {
      const due = await wakeMany(store, 3);
      const wrote = await writeMany(store, 3, t0);
      const wish = { now: t0, lease, owners: 9, events: 9 };
      const heard = await store.claim({ ...wish, heard: true });
      expect(new Set(heard.map(({ owner }) => owner))).toEqual(wrote);
      expect(await store.claim({ ...wish, heard: true })).toEqual([]);
      const others = await store.claim({ ...wish, heard: false });
      expect(new Set(others.map(({ owner }) => owner))).toEqual(due);
      // A lease that ran out is nobody's, whatever is in the mailbox.
      const later = { ...wish, now: t0 + lease };
      expect(await store.claim({ ...later, heard: true })).toEqual([]);
      expect(await store.claim({ ...later, heard: false })).toHaveLength(6);
    });

    it("keeps the order of a mailbox that holds both", async (store) => {
      const owner = only([...(await wakeMany(store, 1))]);
      await accept(store, message("m1", address("web-0")), t0 + 1);
      const wish = { now: t0 + 1, lease, owners: 9, events: 1, heard: true };
      const first = only(await store.claim(wish));
      expect(first.owner).toBe(owner);
      expect(only(first.mail).from).toBeNull();
      await store.commit(commitOf(first));
      // What a person wrote is left: they still go first.
      expect(only(only(await store.claim(wish)).mail).id).toBe("m1");
    });

    it("gives those first whom a turn wrote to that wrote to few, and others not", async (store) => {
      const to = (count: number, name: string): Post[] =>
        Array.from({ length: count }, (_, index) => ({
          id: `${name}${index}`,
          to: index % 2 === 0 ? `c03-${name}${index}` : `c04-${name}${index}`,
          body: {},
        }));
      await post(store, to(mailing, "many"));
      await post(store, to(mailing - 1, "few"));
      await store.carryPosts(t0, 99);
      const heard = await store.claim({ now: t0, lease, owners: 99, events: 9, heard: true });
      expect(heard).toHaveLength(mailing - 1);
      expect(heard.every(({ owner }) => owner.includes("few"))).toBe(true);
      expect(await claim(store)).toHaveLength(mailing);
    });

    it("gives those who are no people before people, of what nobody wrote", async (store) => {
      await wakeMany(store, 6);
      const atlas = "o03-atlas";
      await store.accept([note("n1", atlas)], t0);
      const timers = [{ id: "slice", at: t0 + 1, body: {} }];
      await store.commit(commitOf(await claimOf(store, atlas), { timers }));
      await store.dueTimers(t0 + 1, 9);
      const wish = { now: t0 + 1, lease, owners: 1, events: 9, heard: false, shards: [3] };
      expect(only(await store.claim(wish)).owner).toBe(atlas);
    });

    it("goes on as before after a restart", async (store, room) => {
      await wakeMany(store, 3);
      const wrote = await writeMany(store, 3, t0);
      const again = await room.reopen();
      const heard = await again.claim({ now: t0, lease, owners: 9, events: 9, heard: true });
      expect(new Set(heard.map(({ owner }) => owner))).toEqual(wrote);
    });
  });

  describe("claimDeliveries, while many reminders wait", () => {
    it("gives replies first, and a quarter of what it takes to reminders", async (store) => {
      await promiseMany(store, "reminder", 12, t0);
      await promiseMany(store, "reply", 12, t0 + 5);
      for (const round of [0, 1]) {
        const claimed = await store.claimDeliveries({ now: t0 + 5, lease, limit: 8 });
        const kinds = claimed.map(({ kind }) => kind);
        expect(
          kinds.filter((kind) => kind === "reply"),
          `round ${round}`,
        ).toHaveLength(6);
        expect(
          kinds.filter((kind) => kind === "reminder"),
          `round ${round}`,
        ).toHaveLength(2);
      }
      expect(await store.claimDeliveries({ now: t0 + 5, lease, limit: 8 })).toHaveLength(8);
    });

    it("gives only replies, or only reminders, to whoever wants no more", async (store) => {
      await promiseMany(store, "reminder", 3, t0);
      await promiseMany(store, "reply", 3, t0);
      const wish = { now: t0, lease, limit: 9 };
      const replies = await store.claimDeliveries({ ...wish, replies: true });
      expect(replies.map(({ kind }) => kind)).toEqual(["reply", "reply", "reply"]);
      expect(await store.claimDeliveries({ ...wish, replies: true })).toEqual([]);
      const reminders = await store.claimDeliveries({ ...wish, replies: false });
      expect(reminders.map(({ kind }) => kind)).toEqual(["reminder", "reminder", "reminder"]);
      const [tried] = replies;
      if (tried === undefined) throw new Error("nothing was claimed");
      await store.recordOutcome(tried, { kind: "retry", at: t0 + 50 }, t0);
      const later = { ...wish, now: t0 + 50 };
      expect(await store.claimDeliveries({ ...later, replies: false })).toEqual([]);
      expect(only(await store.claimDeliveries({ ...later, replies: true })).id).toBe(tried.id);
    });

    it("keeps the order between a reply and a reminder to one person", async (store) => {
      const outbox = [
        promised("reminder", salma, { kind: "reminder" }),
        promised("r1", salma, { notBefore: t0 + 1 }),
      ];
      await playTurn(store, salma, { outbox });
      const wish = { now: t0 + 5, lease, limit: 9, replies: true };
      expect(await store.claimDeliveries(wish)).toEqual([]);
      expect(await deliverAll(store, t0 + 5)).toEqual(["reminder", "r1"]);
      expect(await mailOf(store, await playTurn(store, salma))).toEqual([]);
    });
  });
}

/** People whose timer has come. */
async function wakeMany(store: Store, count: number): Promise<ReadonlySet<string>> {
  const owners = new Set<string>();
  for (const index of Array(count).keys()) {
    const timers = [{ id: "pause", at: t0, body: {} }];
    owners.add(await playTurn(store, address(`web-${index}`), { timers }));
  }
  expect(await store.dueTimers(t0, 99)).toHaveLength(count);
  return owners;
}

/** People who wrote. */
async function writeMany(store: Store, count: number, now: number): Promise<ReadonlySet<string>> {
  const from = Array.from({ length: count }, (_, index) => message("m1", address(`tel-${index}`)));
  return new Set((await store.accept(from, now)).map(({ owner }) => owner));
}

async function promiseMany(
  store: Store,
  kind: "reply" | "reminder",
  count: number,
  notBefore: number,
): Promise<void> {
  for (const index of Array(count).keys()) {
    const to = address(`${kind}-${index}`);
    await playTurn(store, to, { outbox: [promised("d", to, { kind, notBefore })] });
  }
}

async function claimOf(store: Store, wanted: string) {
  const claimed = (await store.claim({ now: t0, lease, owners: 99, events: 9, heard: true })).find(
    ({ owner }) => owner === wanted,
  );
  return claimed ?? claimOne(store);
}

let notes = 0;

/** A turn of an organization that posts. */
async function post(store: Store, posts: readonly Post[]): Promise<void> {
  notes += 1;
  await accept(store, note(`precedence-${notes}`, "o03-atlas"));
  await store.commit(commitOf(await claimOf(store, "o03-atlas"), { posts }));
}
