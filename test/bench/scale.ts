import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "redis";
import type { Flowbook } from "../../src/core/engine/book.ts";
import { openRedisStore } from "../../src/store/redis/redis-store.ts";
import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import type { Store } from "../../src/store/store.ts";
import { type RedisServer, startRedis } from "../fakes/redis-server.ts";
import { type AtDepth, Crowd } from "./crowd.ts";
import { lawOf } from "./growth.ts";
import { startProcess } from "./start.ts";
import { figure, writeTable } from "./table.ts";

export interface ScaleOptions {
  /** The largest number of conversations, and of what waits at once. */
  readonly most: number;
  /** Told of each step, since the large ones take minutes. */
  readonly tell: (line: string) => void;
}

/** One database with its own files, opened and closed as often as needed. */
interface Ground {
  readonly name: string;
  open(): Promise<Store>;
  /** Bytes: of memory for Redis, of the disk for the embedded store. */
  weigh(): Promise<number>;
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

interface Stage {
  readonly size: number;
  readonly queue: AtDepth;
  readonly turn: number;
  readonly bytes: number;
  readonly start: number;
  readonly process: number;
}

/** From ten people to very many: what grows with them, and how. */
export async function benchScale(book: Flowbook, options: ScaleOptions): Promise<string> {
  const parts: string[] = [];
  for (const open of [groundOnRedis, groundOnSqlite]) {
    const folder = mkdtempSync(join(tmpdir(), "rafiq-scale-"));
    const ground = await open(folder);
    try {
      const stages: Stage[] = [];
      for (let size = 10; size <= options.most; size *= 10) {
        const begun = performance.now();
        stages.push(await play(ground, book, size, folder));
        const took = Math.round((performance.now() - begun) / 1_000);
        options.tell(`${ground.name}: ${size.toLocaleString("en")} took ${took} s`);
      }
      parts.push(write(ground.name, stages));
    } finally {
      await ground.close();
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return parts.join("\n");
}

async function play(ground: Ground, book: Flowbook, size: number, folder: string): Promise<Stage> {
  const store = await ground.open();
  const crowd = new Crowd(store, book);
  const queue = await crowd.pass(size);
  const turn = await crowd.turn(size);
  await store.close();
  const bytes = await ground.weigh();
  const { took, memory } = await startProcess(
    { script: "src/start.js", environment: ground.environment, folder },
    1_000,
  );
  return { size, queue, turn, bytes, start: took, process: memory ?? NaN };
}

function write(name: string, stages: readonly Stage[]): string {
  const row = (label: string, value: (stage: Stage) => number, from = 0) => {
    const all = stages.map((stage) => ({ size: stage.size, value: value(stage) }));
    return [
      label,
      ...all.map((point) => figure(point.value)),
      lawOf(all.filter(({ size }) => size >= from)),
    ];
  };
  const sizes = stages.map(({ size }) => size.toLocaleString("en"));
  return [
    `${name}: conversations at rest\n`,
    writeTable(
      ["", ...sizes, "grows as"],
      [
        row("store, MB", ({ bytes }) => bytes / 2 ** 20, 1_000),
        row("store, bytes each", ({ bytes, size }) => bytes / size, 1_000),
        row("process, MB", (stage) => stage.process),
        row("start to listening, ms", ({ start }) => start),
        row("a whole turn, ms", ({ turn }) => turn),
      ],
    ),
    `\n${name}: while so many wait, ms\n`,
    writeTable(
      ["", ...sizes, "grows as"],
      [
        row("accept", ({ queue }) => queue.accept),
        row("claim", ({ queue }) => queue.claim),
        row("commit", ({ queue }) => queue.commit),
        row("claim a delivery", ({ queue }) => queue.deliver),
        row("record its outcome", ({ queue }) => queue.record),
        row("look how much waits", ({ queue }) => queue.depths),
      ],
    ),
  ].join("");
}

async function groundOnRedis(): Promise<Ground> {
  const server: RedisServer = await startRedis();
  return {
    name: "Redis",
    open: () => openRedisStore({ url: server.url, deadline: 60_000 }),
    async weigh() {
      const client = await createClient({ url: server.url }).connect();
      const info = await client.sendCommand<string>(["INFO", "memory"]);
      client.destroy();
      return Number(/used_memory_dataset:(\d+)/u.exec(info)?.[1]);
    },
    environment: { REDIS_URL: server.url },
    close: () => server.stop(),
  };
}

async function groundOnSqlite(folder: string): Promise<Ground> {
  const file = join(folder, "data", "rafiq.db");
  return {
    name: "SQLite",
    open: () => openSqliteStore({ file }),
    weigh: async () => statSync(file).size,
    environment: {},
    close: async () => undefined,
  };
}
