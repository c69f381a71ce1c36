import { describe, expect, test } from "vitest";
import type { Connection } from "../../src/store/redis/connect.ts";
import { watchReplicas } from "../../src/store/redis/replicas.ts";
import { slotOf } from "../../src/store/redis/slot.ts";
import { connectedReplicas, livingReplicas } from "../../src/store/redis/successors.ts";

/** A master that one can read the mind of. */
interface Server {
  name: string;
  replicas: number;
  /** How many of them confirm in time. */
  awake: number;
  losses: number;
  readonly commands: string[];
}

function serverWith(replicas: number, replacesItself = true) {
  const server: Server = { name: "one", replicas, awake: replicas, losses: 0, commands: [] };
  const send = async (command: readonly string[]) => {
    server.commands.push(command.join(" "));
    return command[0] === "WAIT" ? server.awake : "OK";
  };
  const connection: Connection = {
    whole: true,
    replacesItself,
    losses: () => server.losses,
    send: (_key, command) => send(command),
    sendToAll: async (command) => [await send(command)],
    masterOf: async () => ({
      name: server.name,
      send,
      countReplicas: async () => server.replicas,
    }),
    destroy: () => undefined,
  };
  return { server, replicas: watchReplicas(connection) };
}

const unavailable = { code: "store/unavailable" };
const write = async () => "written";

describe("what was written", () => {
  test("is acknowledged when a replica has it", async () => {
    const { server, replicas } = serverWith(2);
    expect(await replicas.confirmed("s01:", write)).toBe("written");
    expect(server.commands).toEqual(["WAIT 1 500"]);
  });

  test("is not acknowledged while its replicas sleep", async () => {
    const { server, replicas } = serverWith(2);
    server.awake = 0;
    await expect(replicas.confirmed("s01:", write)).rejects.toMatchObject(unavailable);
  });

  test("is acknowledged by a master that never had a replica", async () => {
    const { server, replicas } = serverWith(0);
    expect(await replicas.confirmed("s01:", write)).toBe("written");
    expect(server.commands).toEqual([]);
  });

  test("waits for a replica as soon as there is one, where it might become master", async () => {
    const { server, replicas } = serverWith(0);
    await replicas.confirmed("s01:", write);
    server.replicas = 1;
    server.awake = 0;
    await expect(replicas.confirmed("s01:", write)).rejects.toMatchObject(unavailable);
  });

  test("is acknowledged by a master whose replica was taken away, which then is not waited for", async () => {
    const { server, replicas } = serverWith(1, false);
    await replicas.confirmed("s01:", write);
    server.replicas = 0;
    server.awake = 0;
    expect(await replicas.confirmed("s01:", write)).toBe("written");
    expect(await replicas.confirmed("s01:", write)).toBe("written");
    expect(server.commands).toEqual(["WAIT 1 500", "WAIT 1 500"]);
  });

  test("is not acknowledged when another became master meanwhile, or the line was lost", async () => {
    const { server, replicas } = serverWith(1);
    const replaced = replicas.confirmed("s01:", async () => {
      server.name = "other";
    });
    await expect(replaced).rejects.toMatchObject(unavailable);
    const cut = replicas.confirmed("s01:", async () => {
      server.losses += 1;
    });
    await expect(cut).rejects.toMatchObject(unavailable);
  });
});

describe("what was found", () => {
  test("is waited for as if it had been written now, since WAIT knows its own line only", async () => {
    const { server, replicas } = serverWith(1);
    await replicas.confirmed("s01:", write, () => "older");
    expect(server.commands).toEqual(["SET s01:awaited 1", "WAIT 1 500"]);
  });

  test("is not waited for when it is nothing", async () => {
    const { server, replicas } = serverWith(1);
    await replicas.confirmed("s01:", write, () => "nothing");
    expect(server.commands).toEqual([]);
  });
});

describe("many at once", () => {
  test("share their waiting", async () => {
    const { server, replicas } = serverWith(1);
    await Promise.all(Array.from({ length: 50 }, () => replicas.confirmed("s01:", write)));
    expect(server.commands).toEqual(["WAIT 1 500", "WAIT 1 500"]);
  });
});

describe("the replicas of a master", () => {
  test("are those that are connected to it", () => {
    expect(connectedReplicas("role:master\r\nconnected_slaves:2\r\nslave0:…")).toBe(2);
    expect(connectedReplicas("role:master\r\n")).toBe(0);
  });

  const nodes = (own: string, replica: string) =>
    [
      `aaa 127.0.0.1:1@2 ${own} 0 1 3 connected 0-5460`,
      `bbb 127.0.0.1:3@4 ${replica} 0 1 3 connected`,
      "ccc 127.0.0.1:5@6 slave ddd 0 1 4 connected",
    ].join("\n");

  test("in a Cluster are those that most masters hold for alive, or only one doubts", () => {
    expect(livingReplicas(nodes("myself,master -", "slave aaa"))).toBe(1);
    expect(livingReplicas(nodes("myself,master -", "slave,fail? aaa"))).toBe(1);
    expect(livingReplicas(nodes("myself,master -", "slave,fail aaa"))).toBe(0);
  });

  test("are not asked of one that is no master any more", () => {
    expect(() => livingReplicas(nodes("myself,slave bbb", "master -"))).toThrow("TAKEOVER");
  });
});

test("a key's slot is that of what stands in its first braces", () => {
  // From the specification of the Cluster.
  expect(slotOf("123456789")).toBe(0x31c3 % 16_384);
  expect(slotOf("{user1000}.following")).toBe(slotOf("user1000"));
  expect(slotOf("foo{{bar}}zap")).toBe(slotOf("{bar"));
  expect(slotOf("foo{}{bar}")).not.toBe(slotOf("bar"));
  expect(slotOf("rafiq:{s17}:mail:c17-a")).toBe(slotOf("s17"));
});
