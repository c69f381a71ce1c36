import { type ChildProcess, spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "redis";
import { until } from "../until.ts";
import { findServer, guard, type RedisServer, startRedis } from "./redis-server.ts";

/** A master, its replicas, and three Sentinels who choose another master when it is gone. */
export interface RedisTrio {
  /** In the form that the store takes. */
  readonly url: string;
  readonly servers: readonly RedisServer[];
  /** The master, by what the Sentinels say. */
  master(): Promise<RedisServer>;
  stop(): Promise<void>;
}

/**
 * Starts a master and `replicas` replicas (two) with the same settings, and the Sentinels, and waits
 * until they know of each other. A master that is silent for `silence` ms is replaced.
 */
export async function startRedisTrio(
  options: {
    readonly replicas?: number;
    readonly silence?: number;
    readonly args?: readonly string[];
  } = {},
): Promise<RedisTrio> {
  const { replicas = 2, silence = 1_000, args = [] } = options;
  const settings = ["--repl-diskless-sync", "yes", "--repl-diskless-sync-delay", "0", ...args];
  const master = await startRedis({ args: settings });
  const followers = await Promise.all(
    Array.from({ length: replicas }, () =>
      startRedis({ args: [...settings, "--replicaof", "127.0.0.1", String(master.port)] }),
    ),
  );
  const servers = [master, ...followers];
  const folder = mkdtempSync(join(tmpdir(), "rafiq-sentinel-"));
  const sentinels: Sentinel[] = [];
  const stop = async () => {
    await Promise.all(sentinels.map((each) => each.stop()));
    await Promise.all(servers.map((each) => each.stop()));
    rmSync(folder, { recursive: true, force: true });
  };

  async function current(): Promise<RedisServer> {
    const answers = await Promise.all(
      sentinels.map(({ port }) => ask(port, ["SENTINEL", "GET-MASTER-ADDR-BY-NAME", name])),
    );
    const named = answers.map((answer) => (Array.isArray(answer) ? Number(answer[1]) : 0));
    const server = servers.find(({ port }) => named.every((each) => each === port));
    // They tell each other within a second.
    if (server === undefined) throw new Error(`the Sentinels name ${named.join(", ")}`);
    return server;
  }

  try {
    for (let number = 0; number < 3; number += 1) {
      sentinels.push(await startSentinel(folder, number, master.port, silence));
    }
    await until(
      "the Sentinels know of everybody",
      async () => {
        const known = await Promise.all(sentinels.map(({ port }) => readMaster(port)));
        return known.every(
          (facts) =>
            facts.get("num-slaves") === String(replicas) &&
            facts.get("num-other-sentinels") === "2" &&
            facts.get("flags") === "master",
        );
      },
      30_000,
    );
    for (const { port } of followers) {
      await until("the replicas have everything", async () =>
        String(await ask(port, ["INFO", "replication"])).includes("master_link_status:up"),
      );
    }
  } catch (cause) {
    await stop();
    throw cause;
  }
  return {
    url: `redis-sentinel://${sentinels.map(({ port }) => `127.0.0.1:${port}`).join(",")}/${name}`,
    servers,
    master: current,
    stop,
  };
}

const name = "rafiq";

interface Sentinel {
  readonly port: number;
  stop(): Promise<void>;
}

async function startSentinel(
  folder: string,
  number: number,
  master: number,
  silence: number,
): Promise<Sentinel> {
  const program = findServer();
  if (program === null) throw new Error("redis-server is missing");
  for (let attempt = 0; ; attempt += 1) {
    const port = randomInt(15_000, 32_000);
    const file = join(folder, `sentinel-${number}-${port}.conf`);
    writeFileSync(
      file,
      [
        `port ${port}`,
        "bind 127.0.0.1",
        `dir ${folder}`,
        `sentinel monitor ${name} 127.0.0.1 ${master} 2`,
        `sentinel down-after-milliseconds ${name} ${silence}`,
        // After a vote that nobody won, they wait twice as long as this.
        `sentinel failover-timeout ${name} 3000`,
        // Both at once: until one has everything, nothing is acknowledged.
        `sentinel parallel-syncs ${name} 2`,
        "",
      ].join("\n"),
    );
    const child = spawn("sh", ["-c", guard, "sh", program, file, "--sentinel"], {
      stdio: ["pipe", "pipe", "ignore"],
    });
    child.unref();
    // Both pipes are sockets at run time; they must not keep a finished run alive.
    for (const pipe of [child.stdin, child.stdout]) if (pipe instanceof Socket) pipe.unref();
    if (await answers(child, port)) return { port, stop: () => end(child) };
    await end(child);
    if (attempt === 20) throw new Error("no Sentinel could be started");
  }
}

async function answers(child: ChildProcess, port: number): Promise<boolean> {
  for (let attempt = 0; attempt < 500; attempt += 1) {
    if (child.exitCode !== null) return false;
    const facts = await readMaster(port).catch(() => new Map<string, string>());
    if (facts.get("name") === name) return true;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return false;
}

async function end(child: ChildProcess): Promise<void> {
  child.ref();
  child.stdin?.end();
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise((resolve) => child.once("exit", resolve));
}

/** What a Sentinel knows of the master. */
async function readMaster(port: number): Promise<ReadonlyMap<string, string>> {
  const reply = await ask(port, ["SENTINEL", "MASTER", name]);
  const words = Array.isArray(reply) ? reply.map(String) : [];
  return new Map(words.flatMap((word, at) => (at % 2 === 0 ? [[word, words[at + 1] ?? ""]] : [])));
}

async function ask(port: number, command: readonly string[]): Promise<unknown> {
  const client = createClient({
    // The older protocol answers a map as a list, whatever the version of the server.
    RESP: 2,
    socket: { host: "127.0.0.1", port, connectTimeout: 5_000, reconnectStrategy: false },
  });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await client.sendCommand([...command]);
  } finally {
    client.destroy();
  }
}
