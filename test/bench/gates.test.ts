import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RedisServer, startRedis } from "../fakes/redis-server.ts";
import { theBook } from "../world.ts";
import { countRequests, enough, gates, weighExpress } from "./gates.ts";

let server: RedisServer;
beforeAll(async () => {
  server = await startRedis({ appendfsync: "no" });
});
afterAll(() => server.stop());

describe("what a conversation costs on Redis", () => {
  test("one request to accept a message, five until its answer is recorded", async () => {
    const { accept, turn } = await countRequests(server.url, await theBook());
    expect(accept).toEqual(["evalsha"]);
    expect(accept.length).toBeLessThanOrEqual(gates.accept);
    expect(turn).toEqual(Array.from({ length: gates.turn }, () => "evalsha"));
  });

  test("three kilobytes at rest after a finished express diagnostic, ten more for eight days", async () => {
    const { rest, fading } = await weighExpress(`${server.url}/1`, await theBook(), enough);
    expect(rest).toBeLessThanOrEqual(gates.rest);
    expect(fading).toBeLessThanOrEqual(gates.fading);
  });
});
