import { createClient } from "redis";
import type { Reply } from "../../src/store/redis/replies.ts";

/** What a program asks of a Redis server, counted exactly: each request is one way there and back. */
export interface Counter {
  /** The names of the requests that were made during the work, in order. */
  during(work: () => Promise<unknown>): Promise<readonly string[]>;
  close(): void;
}

/** What a connection asks for itself, however much or little there is to do. */
const own = ["ping", "info"];

/** Watches every request as the server sees it; what scripts do inside is none. */
export async function openCounter(url: string): Promise<Counter> {
  const watcher = await createClient({ url }).connect();
  const asking = await createClient({ url }).connect();
  let seen: string[] = [];
  let mark: (() => void) | null = null;
  let number = 0;
  await watcher.monitor((line) => {
    const { source = "lua", name = "" } =
      /^\S+ \[\d+ (?<source>\S+)\] "(?<name>[^"]+)"/u.exec(line)?.groups ?? {};
    if (name.toLowerCase() === "echo" && line.includes(`"mark ${number}"`)) mark?.();
    else if (source !== "lua" && !own.includes(name.toLowerCase())) seen.push(name.toLowerCase());
  });
  const reach = async () => {
    number += 1;
    const reached = new Promise<void>((resolve) => {
      mark = resolve;
    });
    await asking.sendCommand(["ECHO", `mark ${number}`]);
    await reached;
  };
  return {
    async during(work) {
      await reach();
      seen = [];
      await work();
      await reach();
      return [...seen];
    },
    close() {
      watcher.destroy();
      asking.destroy();
    },
  };
}

/** What Redis keeps of each of so many conversations, in bytes. */
export interface Weight {
  /** For good: who they are and where they stand. */
  readonly rest: number;
  /** For eight days more: what was seen, and what became of messages. */
  readonly fading: number;
}

/** Kinds of keys that are forgotten after `dedupeFor`. */
const forgotten = new Set(["seen", "settled", "provided", "fading"]);

export async function weigh(url: string, conversations: number): Promise<Weight> {
  const client = await createClient({ url }).connect();
  const send = (command: string[]) => client.sendCommand<Reply>(command);
  const bytes = { rest: 0, fading: 0 };
  // A server of our own with few conversations: SCAN would ask for the same in pieces.
  const keys = await send(["KEYS", "*"]);
  for (const key of Array.isArray(keys) ? keys : []) {
    const kind = /\}:(?<kind>[a-z-]+)/u.exec(String(key))?.groups?.["kind"] ?? "";
    const size = Number(await send(["MEMORY", "USAGE", String(key), "SAMPLES", "0"]));
    bytes[forgotten.has(kind) ? "fading" : "rest"] += size;
  }
  client.destroy();
  return { rest: bytes.rest / conversations, fading: bytes.fading / conversations };
}

/** What a server has done so far: requests that are scripts, and commands, those in scripts too. */
export interface Work {
  readonly scripts: number;
  readonly commands: number;
  /** Of its processor, in µs. */
  readonly cpu: number;
}

function seconds(info: string, part: "user" | "sys"): number {
  return 1e6 * Number(new RegExp(`used_cpu_${part}:([\\d.]+)`, "u").exec(info)?.[1]);
}

export async function readWork(url: string): Promise<Work> {
  const client = await createClient({ url }).connect();
  const info = async (section: string) => client.sendCommand<string>(["INFO", section]);
  const stats = await info("stats");
  const commandStats = await info("commandstats");
  const cpu = await info("cpu");
  client.destroy();
  const calls = (name: string) =>
    Number(new RegExp(`cmdstat_${name}:calls=(\\d+)`, "u").exec(commandStats)?.[1] ?? 0);
  return {
    scripts: calls("evalsha") + calls("eval"),
    commands: Number(/total_commands_processed:(\d+)/u.exec(stats)?.[1]),
    cpu: seconds(cpu, "user") + seconds(cpu, "sys"),
  };
}
