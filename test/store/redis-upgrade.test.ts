import { createClient } from "redis";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openRedisStore } from "../../src/store/redis/redis-store.ts";
import type { Store } from "../../src/store/store.ts";
import { type RedisServer, startRedis } from "../fakes/redis-server.ts";
import {
  accept,
  address,
  claim,
  claimDeliveries,
  claimOne,
  commitOf,
  deliverOne,
  lease,
  message,
  only,
  playTurn,
  promised,
  t0,
} from "./contract/room.ts";
import { ask } from "./redis-ask.ts";

const salma = address("212600000001");
const prefix = "upgrade:";

let server: RedisServer;
let store: Store;
beforeAll(async () => {
  server = await startRedis({ appendfsync: "no" });
  store = await openRedisStore({ url: server.url, prefix });
});
afterAll(async () => {
  await store.close();
  await server.stop();
});
beforeEach(async () => {
  const client = await createClient({ url: server.url }).connect();
  for (const key of await client.keys(`${prefix}{s*`))
    if (!key.endsWith(":birth")) await client.del(key);
  client.destroy();
});

const wish = { now: t0, lease, owners: 9, events: 9 };
const keyOf = (owner: string, kind: string) => `${prefix}{s${owner.slice(1, 3)}}:${kind}`;

/** The version before knew no lines of their own for what goes first: `heard`, `replying`. */
describe("what the version before this one left", () => {
  test("is claimed among the others, and first again once somebody writes again", async () => {
    const owner = await accept(store, message("m1", salma));
    await ask(server, ["DEL", keyOf(owner, "heard")]);
    expect(await store.claim({ ...wish, heard: true })).toEqual([]);
    await accept(store, message("m2", salma));
    const claimed = only(await store.claim({ ...wish, heard: true }));
    expect(claimed.mail.map(({ id }) => id)).toEqual(["m1", "m2"]);
    await store.commit(commitOf(claimed));
    await accept(store, message("m3", salma));
    await ask(server, ["DEL", keyOf(owner, "heard")]);
    expect(only(await store.claim({ ...wish, heard: false })).owner).toBe(owner);
  });

  test("is sent, a reply among the reminders", async () => {
    const owner = await playTurn(store, salma, { outbox: [promised("r1", salma)] });
    await ask(server, ["DEL", keyOf(owner, "replying:meta-whatsapp")]);
    const claimed = await store.claimDeliveries({ now: t0, lease, limit: 9, replies: false });
    expect(only(claimed).id).toBe("r1");
  });
});

describe("while a process of the version before works beside this one", () => {
  test("a mailbox that it took is not taken again before its lease runs out", async () => {
    const owner = await accept(store, message("m1", salma));
    await ask(server, ["ZREM", keyOf(owner, "ready"), owner]);
    await ask(server, ["ZADD", keyOf(owner, "leased"), String(t0 + lease), owner]);
    expect(await store.claim({ ...wish, heard: true })).toEqual([]);
    expect(await claim(store)).toEqual([]);
    expect((await claimOne(store, t0 + lease)).owner).toBe(owner);
  });

  test("a message that it took is not taken again before its lease runs out", async () => {
    const owner = await playTurn(store, salma, { outbox: [promised("r1", salma)] });
    const due = keyOf(owner, "due:meta-whatsapp");
    await ask(server, ["ZADD", due, String(t0 + lease), owner]);
    expect(await claimDeliveries(store)).toEqual([]);
    expect((await deliverOne(store, t0 + lease)).id).toBe("r1");
  });

  test("a message that it sent is not sent again", async () => {
    const owner = await playTurn(store, salma, { outbox: [promised("r1", salma)] });
    await ask(server, ["ZREM", keyOf(owner, "due:meta-whatsapp"), owner]);
    expect(await claimDeliveries(store)).toEqual([]);
    expect(await claimDeliveries(store, t0 + lease)).toEqual([]);
  });

  test("a post that it kept is carried, and what its sender posts now stands behind it", async () => {
    const atlas = "o03-atlas";
    await store.accept([{ id: "n1", to: { owner: atlas }, at: t0, body: {} }], t0);
    const claimed = await claimOne(store);
    const old = JSON.stringify({ id: "p1", to: "o03-rif", at: t0, body: {} });
    await ask(server, ["HSET", keyOf(atlas, `post:${atlas}`), "1", old]);
    await ask(server, ["ZADD", keyOf(atlas, "posts"), "1", `${atlas}\n1`]);
    await ask(server, ["HSET", keyOf(atlas, "counts"), "posts", "1"]);
    const posts = [{ id: "p2", to: "o03-rif", body: {} }];
    await store.commit(commitOf(claimed, { posts }));
    expect(await claim(store)).toEqual([]);
    expect(await store.carryPosts(t0, 9)).toEqual(["o03-rif"]);
    expect((await claimOne(store)).mail.map(({ id }) => id)).toEqual(["p1", "p2"]);
  });
});
