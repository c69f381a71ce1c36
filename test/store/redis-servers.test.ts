import { describe, expect, test, vi } from "vitest";
import { openRedisStore } from "../../src/store/redis/redis-store.ts";
import { startRedis } from "../fakes/redis-server.ts";
import {
  accept,
  address,
  claim,
  claimDeliveries,
  claimOne,
  deliverAll,
  lease,
  message,
  outcomesOf,
  playTurn,
  promised,
  t0,
} from "./contract/room.ts";
import { ask } from "./redis-ask.ts";

const salma = address("212600000001");
const yanis = address("212600000002");
const unavailable = { code: "store/unavailable" };

describe("an acknowledged event", () => {
  test("survives a kill of Redis under many at once", async () => {
    const own = await startRedis({ appendfsync: "always" });
    const store = await openRedisStore({ url: own.url });
    let count = 0;
    const acknowledged: string[] = [];
    try {
      for (const goal of [150, 500, 1_000]) {
        let killed: Promise<void> | undefined;
        const write = async () => {
          while (killed === undefined) {
            const id = `m${(count += 1)}`;
            const [taken] = await store.accept([message(id, writerOf(id))], t0);
            if (taken?.outcome === "accepted") acknowledged.push(id);
            if (acknowledged.length >= goal) killed ??= own.kill("SIGKILL");
          }
        };
        await Promise.allSettled(Array.from({ length: 40 }, write));
        await killed;
        await own.restart();
        await vi.waitFor(() => store.note("awake"), { timeout: 10_000 });
        for (const id of acknowledged) {
          expect(await outcomesOf(store, [message(id, writerOf(id))])).toEqual(["duplicate"]);
        }
      }
      const mail = (await claim(store, t0, 10_000)).flatMap((each) => each.mail);
      expect(new Set(mail.map(({ id }) => id)).size).toBe(mail.length);
      const kept = new Set(mail.map(({ id }) => id));
      expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
    } finally {
      await store.close();
      await own.stop();
    }
  });
});

describe("while Redis is away", () => {
  test("calls fail as unavailable, and work again with the same store when it is back", async () => {
    const own = await startRedis();
    const store = await openRedisStore({ url: own.url });
    try {
      const owner = await playTurn(store, salma, { outbox: [promised("r1", salma)] });
      await own.kill("SIGKILL");
      await expect(store.accept([message("m1", salma)], t0)).rejects.toMatchObject(unavailable);
      await expect(claim(store)).rejects.toMatchObject(unavailable);
      await expect(store.durability()).rejects.toMatchObject(unavailable);
      await own.restart();
      await vi.waitFor(() => accept(store, message("m1", salma)), { timeout: 10_000 });
      expect((await store.stateOf(owner))?.turn).toBe(1);
      expect(await deliverAll(store)).toEqual(["r1"]);
    } finally {
      await store.close();
      await own.stop();
    }
  });

  test("calls that get no answer fail at their deadline, and are safe to repeat", async () => {
    const own = await startRedis();
    const store = await openRedisStore({ url: own.url, deadline: 300 });
    try {
      await playTurn(store, salma);
      await own.kill("SIGSTOP");
      const hung = store.accept([message("m1", salma)], t0);
      await expect(hung).rejects.toMatchObject(unavailable);
      await own.kill("SIGCONT");
      const [again] = await vi.waitFor(() => outcomesOf(store, [message("m1", salma)]));
      expect(["accepted", "duplicate"]).toContain(again);
      expect((await claimOne(store)).mail.map(({ id }) => id)).toEqual(["m1"]);
    } finally {
      await store.close();
      await own.stop();
    }
  });

  test("a store cannot be opened", async () => {
    const own = await startRedis();
    await own.kill("SIGKILL");
    const opening = openRedisStore({ url: own.url, deadline: 200 });
    await expect(opening).rejects.toMatchObject(unavailable);
    await own.stop();
  });
});

describe("durability", () => {
  test("is claimed only when Redis waits for the disk at every write", async () => {
    const own = await startRedis();
    const store = await openRedisStore({ url: own.url });
    expect(await store.durability()).toMatchObject({ durable: true });
    const doubts = [
      ["appendfsync", "everysec", "always", /appendfsync/u],
      ["appendonly", "no", "yes", /appendonly/u],
      ["no-appendfsync-on-rewrite", "yes", "no", /rewrite/u],
      ["maxmemory-policy", "allkeys-lru", "noeviction", /memory/u],
    ] as const;
    for (const [name, bad, good, reason] of doubts) {
      await ask(own, ["CONFIG", "SET", name, bad]);
      expect(await store.durability()).toMatchObject({
        durable: false,
        reason: expect.stringMatching(reason),
      });
      await ask(own, ["CONFIG", "SET", name, good]);
    }
    await store.close();
    await own.stop();
  });

  test("is not claimed when Redis does not show its settings", async () => {
    const own = await startRedis({ args: ["--rename-command", "CONFIG", ""] });
    const store = await openRedisStore({ url: own.url });
    expect(await store.durability()).toMatchObject({
      durable: false,
      reason: expect.stringContaining("CONFIG"),
    });
    await store.close();
    await own.stop();
  });
});

describe("with a replica", () => {
  test("an event is on it before it is acknowledged, and its loss stops nothing", async () => {
    const main = await startRedis();
    const replica = await startRedis({ args: ["--replicaof", "127.0.0.1", String(main.port)] });
    await vi.waitFor(
      async () => expect(await ask(main, ["INFO", "replication"])).toMatch(/state=online/u),
      { timeout: 20_000 },
    );
    const store = await openRedisStore({ url: main.url });
    try {
      for (const index of Array(20).keys()) {
        const owner = await accept(store, message(`m${index}`, address(`web-${index}`)));
        const mailbox = `rafiq:{s${owner.slice(1, 3)}}:mail:${owner}`;
        expect(await ask(replica, ["LLEN", mailbox])).toBe(1);
      }
      await replica.kill("SIGKILL");
      await accept(store, message("after", salma));
    } finally {
      await store.close();
      await replica.stop();
      await main.stop();
    }
  });
});

describe("on a Cluster", () => {
  test("everything of a turn stays within its slot", async () => {
    const node = await startRedis({ args: ["--cluster-enabled", "yes"] });
    await ask(node, ["CLUSTER", "ADDSLOTSRANGE", "0", "16383"]);
    await vi.waitFor(
      async () => expect(await ask(node, ["CLUSTER", "INFO"])).toMatch(/cluster_state:ok/u),
      { timeout: 20_000 },
    );
    const url = node.url.replace("redis:", "redis-cluster:");
    const store = await openRedisStore({ url });
    try {
      const owner = await playTurn(store, salma, {
        outbox: [promised("r1", salma)],
        timers: [{ id: "pause", at: t0 + 5, body: {} }],
        posts: [{ id: "p1", to: "o03-atlas", body: {} }],
      });
      expect(await store.link(yanis, owner)).toBe(true);
      expect(await accept(store, message("m1", yanis))).toBe(owner);
      expect(await deliverAll(store)).toEqual(["r1"]);
      expect(await store.carryPosts(t0, 9)).toEqual(["o03-atlas"]);
      expect(await store.nextDue()).toBe(t0 + 5);
      expect(await store.dueTimers(t0 + 5, 9)).toEqual([owner]);
      expect(await store.depths(t0)).toMatchObject({ mailboxes: 2, outbox: 0 });
      expect(await store.durability()).toMatchObject({ durable: true });
      await store.erase(owner);
      expect(await store.contactOf(yanis)).toBeNull();
      expect(await claimDeliveries(store, t0 + lease)).toEqual([]);
    } finally {
      await store.close();
      await node.stop();
    }
  });
});

/** Ten events for each address. */
function writerOf(id: string) {
  return address(`web-${Math.floor(Number(id.slice(1)) / 10)}`);
}
