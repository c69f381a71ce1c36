import { createClient } from "redis";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openRedisStore } from "../../src/store/redis/redis-store.ts";
import { dedupeFor, type Store } from "../../src/store/store.ts";
import { type RedisServer, startRedis } from "../fakes/redis-server.ts";
import { storeContract } from "./contract.ts";
import {
  accept,
  address,
  claim,
  claimOne,
  commitOf,
  deliverAll,
  message,
  note,
  outcomesOf,
  playTurn,
  promised,
  type Room,
  t0,
} from "./contract/room.ts";
import { storeModel } from "./model.ts";
import { ask } from "./redis-ask.ts";

const salma = address("212600000001");
const yanis = address("212600000002");

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
      await ask(server, ["SCRIPT", "FLUSH"]);
      await playTurn(store, salma, { outbox: [promised("r1", salma)] });
      await ask(server, ["SCRIPT", "FLUSH"]);
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
      expect(JSON.stringify(await ask(server, ["ZRANGE", seen, "0", "-1"]))).not.toMatch(
        /2126|wamid/u,
      );
    });
  });

  test("keep a contact's keys and the alias of their address in one slot", async () => {
    await withStore(async (store, prefix) => {
      const owner = await playTurn(store, salma, { outbox: [promised("r1", salma)] });
      const keys = (await keysUnder(prefix)).filter((key) => !/\{meta\}|:birth$/u.test(key));
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
        ...keys.filter((key) => key.endsWith(":seen")).map((key) => ask(server, ["ZCARD", key])),
        ...keys.filter((key) => key.includes(":settled:")).map((key) => ask(server, ["HLEN", key])),
        ...keys
          .filter((key) => key.includes(":provided:"))
          .map((key) => ask(server, ["HLEN", key])),
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
      await ask(server, ["SET", mailbox, "strange"]);
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
      await ask(server, ["DEL", mailbox]);
      expect(await outcomesOf(store, both)).toEqual(["accepted", "duplicate"]);
    });
  });

  test("leaves a post for that mailbox with its sender, who goes on", async () => {
    await withStore(async (store, prefix) => {
      const mailbox = `${prefix}{s07}:mail:o07-rif`;
      await ask(server, ["SET", mailbox, "strange"]);
      await store.accept([note("n1", "o07-atlas")], t0);
      const posts = ["p1", "p2"].map((id) => ({ id, to: "o07-rif", body: { say: "سلام" } }));
      expect(await store.commit(commitOf(await claimOne(store), { posts }))).toBe("committed");
      await expect(store.carryPosts(t0, 9)).rejects.toMatchObject({ name: "Fault" });
      await ask(server, ["DEL", mailbox]);
      expect(await store.carryPosts(t0, 9)).toEqual(["o07-rif"]);
      const { mail } = await claimOne(store);
      expect(mail).toEqual(posts.map(({ id, body }) => ({ id, at: t0, from: null, body })));
    });
  });

  test("does not keep the other mailboxes of its shard from being claimed", async () => {
    const told: string[] = [];
    await withStore(
      async (store, prefix) => {
        await store.accept([note("n1", "o07-atlas"), note("n1", "o07-rif")], t0);
        await ask(server, ["SET", `${prefix}{s07}:mail:o07-atlas`, "strange"]);
        expect((await claim(store)).map(({ owner }) => owner)).toEqual(["o07-rif"]);
        expect(told).toEqual(["store/mistyped o07-atlas"]);
      },
      (code, detail) => told.push(`${code} ${detail}`),
    );
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
  return Promise.all(
    keys.map(async (key) => [key, await ask(server, ["DEBUG", "DIGEST-VALUE", key])]),
  );
}
