import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  expect,
  onTestFinished,
  test,
  vi,
} from "vitest";
import { acquaintanceIn, type Acquaintance } from "../../src/store/redis/acquaintance.ts";
import { adoptRedisStore } from "../../src/store/redis/furnish.ts";
import { awaitRedisStore, openRedisStore } from "../../src/store/redis/redis-store.ts";
import type { Store } from "../../src/store/store.ts";
import { type RedisServer, startRedis } from "../fakes/redis-server.ts";
import {
  accept,
  address,
  claim,
  claimDeliveries,
  claimOne,
  commitOf,
  message,
  playTurn,
  t0,
} from "./contract/room.ts";
import { ask } from "./redis-ask.ts";

const salma = address("212600000001");
const emptied = { code: "store/emptied" };

let server: RedisServer;
beforeAll(async () => {
  server = await startRedis({ appendfsync: "no" });
});
afterAll(() => server.stop());
beforeEach(() => ask(server, ["FLUSHALL"]));

describe("a data set that is gone under an open store", () => {
  test("is not taken for a new one: nothing is accepted, claimed or committed", async () => {
    const store = await opened();
    await accept(store, message("m1", salma));
    const claimed = await claimOne(store);
    await ask(server, ["FLUSHALL"]);
    await expect(store.accept([message("m2", salma)], t0)).rejects.toMatchObject(emptied);
    await expect(claim(store)).rejects.toMatchObject(emptied);
    await expect(claimDeliveries(store)).rejects.toMatchObject(emptied);
    await expect(store.commit(commitOf(claimed))).rejects.toMatchObject(emptied);
    await expect(store.depths(t0)).rejects.toMatchObject(emptied);
    expect(await ask(server, ["DBSIZE"])).toBe(0);
  });

  test("is missed as well when another one stands in its place", async () => {
    const store = await opened();
    await ask(server, ["FLUSHALL"]);
    const other = await opened();
    await accept(other, message("m1", salma));
    await expect(store.accept([message("m2", salma)], t0)).rejects.toMatchObject(emptied);
    await expect(claim(store)).rejects.toMatchObject(emptied);
  });

  test("is missed shard by shard, and the other shards go on", async () => {
    const store = await opened();
    const owner = await accept(store, message("m1", salma));
    const shard = Number(owner.slice(1, 3));
    const other = { id: "n1", to: { owner: ownerIn((shard + 1) % 64) }, at: t0, body: {} };
    await ask(server, ["DEL", `rafiq:{s${owner.slice(1, 3)}}:birth`]);
    await expect(store.accept([message("m2", salma)], t0)).rejects.toMatchObject(emptied);
    expect(await store.accept([other], t0)).toMatchObject([{ outcome: "accepted" }]);
    // A process that starts now does not mark it as new.
    await expect((await opened()).accept([message("m2", salma)], t0)).rejects.toMatchObject(
      emptied,
    );
  });
});

describe("a machine that has met a data set", () => {
  test("keeps its mark in a file for nobody else, and opens nothing else", async () => {
    const { file, acquaintance } = meet();
    await opened(acquaintance);
    expect(statSync(file).mode & 0o077).toBe(0);
    await opened(acquaintance);
    await ask(server, ["FLUSHALL"]);
    await expect(opened(acquaintance)).rejects.toMatchObject(emptied);
    expect(await ask(server, ["DBSIZE"])).toBe(0);
    await opened();
    await expect(opened(acquaintance)).rejects.toMatchObject(emptied);
  });

  test("takes the emptied one as new when its operator says so, and so do the others", async () => {
    const [mine, others] = [meet().acquaintance, meet().acquaintance];
    await opened(mine);
    await opened(others);
    await ask(server, ["FLUSHALL"]);
    expect(await adoptRedisStore({ url: server.url, acquaintance: mine })).toBe(true);
    for (const each of [mine, others, mine, others]) {
      expect(await playTurn(await opened(each), address(`web-${Math.random()}`))).toMatch(/^c/u);
    }
  });

  test("completes one that lost a part, without a restart", async () => {
    const { acquaintance } = meet();
    const store = await opened(acquaintance);
    const owner = await playTurn(store, salma);
    await ask(server, ["DEL", `rafiq:{s${owner.slice(1, 3)}}:birth`]);
    expect(await adoptRedisStore({ url: server.url, acquaintance })).toBe(false);
    expect(await accept(store, message("m2", salma))).toBe(owner);
  });
});

describe("a store that is awaited", () => {
  test("says why not, and opens when Redis is there, having been met first", async () => {
    const own = await startRedis();
    await own.kill("SIGKILL");
    let met = 0;
    const store = await awaitRedisStore({ url: own.url, deadline: 300 }, async (early) => {
      expect(await early.secret("turns")).toMatch(/^[\da-f]{64}$/u);
      met += 1;
    });
    try {
      await expect(store.accept([message("m1", salma)], t0)).rejects.toMatchObject({
        code: "store/unavailable",
      });
      expect(met).toBe(0);
      await own.restart();
      await vi.waitFor(() => accept(store, message("m1", salma)), { timeout: 10_000 });
      expect(met).toBe(1);
    } finally {
      await store.close();
      await own.stop();
    }
  });

  test("stays shut before another data set, and opens when its own is back", async () => {
    const { acquaintance } = meet();
    const first = await opened(acquaintance);
    await playTurn(first, salma);
    const birth = acquaintance.recall() ?? "";
    await ask(server, ["HSET", "rafiq:{meta}:secrets", "store/birth", "another"]);
    const store = await awaitRedisStore({ url: server.url, acquaintance }, async () => undefined);
    onTestFinished(() => store.close());
    await expect(claim(store)).rejects.toMatchObject(emptied);
    await ask(server, ["HSET", "rafiq:{meta}:secrets", "store/birth", birth]);
    await vi.waitFor(() => accept(store, message("m2", salma)), { timeout: 10_000 });
  });

  test("does not wait for an address that cannot be read", async () => {
    const opening = awaitRedisStore({ url: "redis-sentinel://nobody" }, async () => undefined);
    await expect(opening).rejects.toMatchObject({ code: "settings/invalid" });
  });
});

async function opened(acquaintance?: Acquaintance): Promise<Store> {
  const store = await openRedisStore({ url: server.url, ...(acquaintance && { acquaintance }) });
  onTestFinished(() => store.close());
  return store;
}

function meet(): { readonly file: string; readonly acquaintance: Acquaintance } {
  const folder = mkdtempSync(join(tmpdir(), "rafiq-mark-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "deep", "redis-mark");
  return { file, acquaintance: acquaintanceIn(file) };
}

function ownerIn(shard: number): string {
  return `o${String(shard).padStart(2, "0")}-atlas`;
}
