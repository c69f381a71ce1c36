import { createClient } from "redis";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openRedisStore } from "../../src/store/redis/redis-store.ts";
import { dedupeFor, type Store } from "../../src/store/store.ts";
import { type RedisServer, startRedis } from "../fakes/redis-server.ts";
import { storeContract } from "./contract.ts";
import {
  accept,
  address,
  claim,
  claimDeliveries,
  claimOne,
  commitOf,
  deliverAll,
  lease,
  message,
  note,
  outcomesOf,
  playTurn,
  promised,
  type Room,
  t0,
} from "./contract/room.ts";
import { storeModel } from "./model.ts";

const salma = address("212600000001");
const yanis = address("212600000002");
const unavailable = { code: "store/unavailable" };

let server: RedisServer;
beforeAll(async () => {
  // Nothing that is asked of this one hangs on its disk; what does has a server of its own.
  server = await startRedis({ appendfsync: "no", args: ["--enable-debug-command", "local"] });
});
afterAll(() => server.stop());

storeContract("the store on Redis", openRoom);
storeModel("the store on Redis", openRoom);

describe("scripts", () => {
  test("are sent again to a server that forgot them", async () => {
    await withStore(async (store) => {
      await ask(["SCRIPT", "FLUSH"]);
      await playTurn(store, salma, { outbox: [promised("r1", salma)] });
      await ask(["SCRIPT", "FLUSH"]);
      expect(await deliverAll(store)).toEqual(["r1"]);
    });
  });

  test("name nobody in their keys", async () => {
    await withStore(async (store, prefix) => {
      const wamid = "wamid.HBgMMjEyNjAwMDAwMDAx";
      await accept(store, message(wamid, salma));
      await store.commit(commitOf(await claimOne(store), { outbox: [promised("r1", salma)] }));
      await deliverAll(store);
      const keys = await keysUnder(prefix);
      expect(keys.length).toBeGreaterThan(5);
      for (const key of keys) expect(key).not.toMatch(/2126|wamid/u);
      const [seen = ""] = keys.filter((key) => key.endsWith(":seen"));
      expect(JSON.stringify(await ask(["ZRANGE", seen, "0", "-1"]))).not.toMatch(/2126|wamid/u);
    });
  });

  test("keep a contact's keys and the alias of their address in one slot", async () => {
    await withStore(async (store, prefix) => {
      const owner = await playTurn(store, salma, { outbox: [promised("r1", salma)] });
      const keys = (await keysUnder(prefix)).filter((key) => !key.includes("{meta}"));
      for (const key of keys) expect(key).toContain(`{s${owner.slice(1, 3)}}`);
    });
  });

  test("forget marks and sent messages after eight days, a few at a time", async () => {
    await withStore(async (store, prefix) => {
      for (const round of Array(5).keys()) {
        await playTurn(store, salma, { outbox: [promised(`r${round}`, salma)] });
        await deliverAll(store);
      }
      const later = t0 + dedupeFor + 1;
      for (const round of Array(3).keys()) {
        await playTurn(store, salma, { outbox: [promised(`late${round}`, salma)] }, later);
        await deliverAll(store, later);
      }
      const keys = await keysUnder(prefix);
      const counts = await Promise.all([
        ...keys.filter((key) => key.endsWith(":seen")).map((key) => ask(["ZCARD", key])),
        ...keys.filter((key) => key.includes(":settled:")).map((key) => ask(["HLEN", key])),
        ...keys.filter((key) => key.includes(":provided:")).map((key) => ask(["HLEN", key])),
      ]);
      expect(counts).toEqual([3, 3, 3]);
    });
  });
});

describe("a key that holds something else", () => {
  test("fails the call and changes nothing", async () => {
    await withStore(async (store, prefix) => {
      const owner = await playTurn(store, salma);
      await accept(store, message("m1", salma));
      const claimed = await claimOne(store);
      const mailbox = `${prefix}{s${owner.slice(1, 3)}}:mail:${owner}`;
      await ask(["SET", mailbox, "strange"]);
      const before = await contents(prefix);
      const turn = commitOf(claimed, {
        outbox: [promised("r1", salma)],
        timers: [{ id: "pause", at: t0, body: {} }],
        journal: [{ said: "hello" }],
      });
      await expect(store.commit(turn)).rejects.toMatchObject({ name: "Fault" });
      await expect(store.accept([message("m2", salma)], t0)).rejects.toMatchObject({
        name: "Fault",
      });
      expect(await contents(prefix)).toEqual(before);

      // Others in the same call are taken, and what failed is taken once the key is gone.
      const both = [message("m2", salma), message("m3", yanis)];
      await expect(store.accept(both, t0)).rejects.toMatchObject({ name: "Fault" });
      await ask(["DEL", mailbox]);
      expect(await outcomesOf(store, both)).toEqual(["accepted", "duplicate"]);
    });
  });

  test("does not keep the other mailboxes of its shard from being claimed", async () => {
    const told: string[] = [];
    await withStore(
      async (store, prefix) => {
        await store.accept([note("n1", "o07-atlas"), note("n1", "o07-rif")], t0);
        await ask(["SET", `${prefix}{s07}:mail:o07-atlas`, "strange"]);
        expect((await claim(store)).map(({ owner }) => owner)).toEqual(["o07-rif"]);
        expect(told).toEqual(["store/mistyped o07-atlas"]);
      },
      (code, detail) => told.push(`${code} ${detail}`),
    );
  });
});

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
      await ask(["CONFIG", "SET", name, bad], own);
      expect(await store.durability()).toMatchObject({
        durable: false,
        reason: expect.stringMatching(reason),
      });
      await ask(["CONFIG", "SET", name, good], own);
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
      async () => expect(await ask(["INFO", "replication"], main)).toMatch(/state=online/u),
      { timeout: 20_000 },
    );
    const store = await openRedisStore({ url: main.url });
    try {
      for (const index of Array(20).keys()) {
        const owner = await accept(store, message(`m${index}`, address(`web-${index}`)));
        const mailbox = `rafiq:{s${owner.slice(1, 3)}}:mail:${owner}`;
        expect(await ask(["LLEN", mailbox], replica)).toBe(1);
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
    await ask(["CLUSTER", "ADDSLOTSRANGE", "0", "16383"], node);
    await vi.waitFor(
      async () => expect(await ask(["CLUSTER", "INFO"], node)).toMatch(/cluster_state:ok/u),
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

let rooms = 0;

/** A store under a prefix of its own on the server that most tests of this page share. */
async function openRoom(): Promise<Room> {
  rooms += 1;
  const settings = { url: server.url, prefix: `room-${rooms}:` };
  const store = await openRedisStore(settings);
  let current = store;
  return {
    store,
    async reopen() {
      await current.close();
      current = await openRedisStore(settings);
      return current;
    },
    close: () => current.close(),
  };
}

async function withStore(
  play: (store: Store, prefix: string) => Promise<void>,
  log?: (code: string, detail: string) => void,
): Promise<void> {
  rooms += 1;
  const prefix = `room-${rooms}:`;
  const store = await openRedisStore({ url: server.url, prefix, ...(log && { log }) });
  try {
    await play(store, prefix);
  } finally {
    await store.close();
  }
}

/** Ten events for each address. */
function writerOf(id: string) {
  return address(`web-${Math.floor(Number(id.slice(1)) / 10)}`);
}

/** Asks a server something behind the store's back. */
async function ask(command: readonly string[], of = server): Promise<unknown> {
  const client = await createClient({ url: of.url }).connect();
  try {
    return await client.sendCommand([...command]);
  } finally {
    client.destroy();
  }
}

async function keysUnder(prefix: string): Promise<readonly string[]> {
  const client = await createClient({ url: server.url }).connect();
  try {
    return (await client.keys(`${prefix}*`)).sort();
  } finally {
    client.destroy();
  }
}

/** Every key and a digest of what it holds. */
async function contents(prefix: string): Promise<unknown> {
  const keys = await keysUnder(prefix);
  return Promise.all(keys.map(async (key) => [key, await ask(["DEBUG", "DIGEST-VALUE", key])]));
}
