import { describe, expect, test } from "vitest";
import { causeOf } from "../../src/store/redis/faults.ts";
import { readPlace } from "../../src/store/redis/place.ts";
import { shareOut } from "../../src/store/redis/spread.ts";

describe("a Redis address", () => {
  test("names one server, with or without TLS", () => {
    for (const url of ["redis://localhost", "rediss://:secret@cache:6380/2", "unix:/run/redis"]) {
      expect(readPlace(url)).toEqual({ kind: "single", url });
    }
  });

  test("names Sentinels, what they call the master, and a database", () => {
    expect(readPlace("redis-sentinel://one:26379,[::1]:26380/rafiq/3")).toEqual({
      kind: "sentinel",
      nodes: [
        { host: "one", port: 26_379 },
        { host: "::1", port: 26_380 },
      ],
      login: {},
      tls: false,
      name: "rafiq",
      database: 3,
    });
  });

  test("names the nodes of a Cluster and how to log in", () => {
    expect(readPlace("rediss-cluster://bot:p%40ss@one:6379,two:6379")).toEqual({
      kind: "cluster",
      nodes: [
        { host: "one", port: 6_379 },
        { host: "two", port: 6_379 },
      ],
      login: { username: "bot", password: "p@ss" },
      tls: true,
    });
  });

  test("that cannot be read is refused without repeating it", () => {
    const wrong = [
      "",
      "http://secret",
      "redis://",
      "redis-sentinel://secret:26379",
      "redis-cluster://secret",
      "redis-cluster://a:1,secret",
    ];
    for (const url of wrong) {
      expect(() => readPlace(url)).toThrow(expect.objectContaining({ code: "settings/invalid" }));
      expect(() => readPlace(url)).not.toThrow(/secret/u);
    }
  });
});

describe("the cause of a failure", () => {
  test("is one word of what the server said", () => {
    expect(causeOf(new Error("MISCONF Redis is configured to save RDB"))).toBe("MISCONF");
    expect(causeOf(new Error("ERR user_script:9: MISTYPED script: 0a1b"))).toBe("MISTYPED");
    expect(causeOf(Object.assign(new Error("connect"), { code: "ECONNREFUSED" }))).toBe(
      "ECONNREFUSED",
    );
    expect(causeOf(new TypeError("salma wrote +212600000001"))).toBe("TypeError");
    expect(causeOf("+212600000001")).toBe("unknown");
  });
});

describe("shares of what waits", () => {
  test("are even, no more than wished and no more than there is", () => {
    expect([...shareOut([5, 0, 1, 9], 6, 0)]).toEqual([
      [0, 3],
      [2, 1],
      [3, 2],
    ]);
    expect([...shareOut([1, 1], 9, 0)].map(([, share]) => share)).toEqual([1, 1]);
    expect(shareOut([0, 0], 9, 0).size).toBe(0);
  });

  test("begin at another shard with every call", () => {
    const first = (turn: number) => [...shareOut([9, 9, 9], 1, turn).keys()][0];
    expect([first(0), first(1), first(2), first(3)]).toEqual([0, 1, 2, 0]);
  });
});
