import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { startRedis } from "../fakes/redis-server.ts";
import { quantile } from "./measure.ts";
import { figure, verdict, writeTable } from "./table.ts";
import { account } from "./webhook-settings.ts";

/** Design § 10: milliseconds to listening, and megabytes (2^20) while nothing happens. */
const targets = { start: 400, memory: 110 } as const;

const root = resolve(import.meta.dirname, "..", "..");
const run = promisify(execFile);

export interface StartOptions {
  readonly runs: number;
  /** How long a process rests before its memory is read, in ms. */
  readonly idle: number;
}

export interface Started {
  /** Milliseconds until it listens. */
  readonly took: number;
  /** Megabytes (2^20); null where `ps` cannot be asked. */
  readonly memory: number | null;
}

/** What is started, and with how much of an earlier start in the cache. */
interface Case {
  readonly name: string;
  readonly script: string;
  readonly cache: "empty" | "filled" | "none";
  readonly redis: boolean;
}

const cases: readonly Case[] = [
  { name: "npm start, embedded store", script: "src/start.js", cache: "filled", redis: false },
  { name: "npm start, Redis", script: "src/start.js", cache: "filled", redis: true },
  {
    name: "npm start, the first after an install",
    script: "src/start.js",
    cache: "empty",
    redis: false,
  },
  { name: "node src/main.ts", script: "src/main.ts", cache: "none", redis: false },
];

/** Starts the program again and again, in turns with a program that does nothing. */
export async function benchStart({ runs, idle }: StartOptions): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "rafiq-start-"));
  const redis = await startRedis();
  const bare: number[] = [];
  const started = new Map<Case, Started[]>(cases.map((each) => [each, []]));
  try {
    const filled = join(folder, "filled");
    const begin = ({ script, cache, redis: onRedis }: Case, number: number, rest: number) => {
      const caches = { filled, empty: join(folder, `empty-${number}`), none: null };
      const path = caches[cache];
      const environment = {
        ...(path === null ? {} : { NODE_COMPILE_CACHE: path }),
        ...(onRedis ? { REDIS_URL: redis.url } : {}),
      };
      return startProcess({ script, environment, folder }, rest);
    };
    // What a first start compiles is written down two seconds after it.
    for (const each of cases) if (each.cache === "filled") await begin(each, 0, 3_000);
    for (let round = 0; round < runs; round += 1) {
      bare.push(await startNothing());
      for (const each of cases) started.get(each)?.push(await begin(each, round, idle));
    }
  } finally {
    await redis.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  return write(bare, started);
}

function write(bare: readonly number[], started: ReadonlyMap<Case, readonly Started[]>): string {
  const nothing = quantile(bare, 0.5);
  return writeTable(
    ["", "to listening, ms", "best", "to bare node", "idle, MB", "targets"],
    [
      ["node that does nothing", figure(nothing), figure(Math.min(...bare)), "1.00", "", ""],
      ...[...started].map(([{ name, cache }, times]) => {
        const took = times.map((each) => each.took);
        const middle = quantile(took, 0.5);
        const memory = quantile(
          times.map((each) => each.memory ?? NaN),
          0.5,
        );
        const both = `${verdict(middle, targets.start, " ms")}; ${verdict(memory, targets.memory, " MB")}`;
        return [
          name,
          figure(middle),
          figure(Math.min(...took)),
          figure(middle / nothing),
          figure(memory),
          cache === "filled" ? both : "",
        ];
      }),
    ],
  );
}

async function startNothing(): Promise<number> {
  const begun = performance.now();
  await run(process.execPath, ["-e", "0"]);
  return performance.now() - begun;
}

/** A process of ours, and what it is told besides what every one of them is. */
export interface Wish {
  readonly script: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Where it keeps its data. */
  readonly folder: string;
}

/** Starts one, lets it rest so many ms once it listens, and ends it. */
export async function startProcess(
  { script, environment, folder }: Wish,
  idle: number,
): Promise<Started> {
  const begun = performance.now();
  const child = spawn(process.execPath, [join(root, script)], {
    // Without a .env of whoever measures.
    cwd: folder,
    env: {
      PATH: process.env["PATH"],
      NODE_ENV: "production",
      HOST: "127.0.0.1",
      PORT: "0",
      DATA_DIR: join(folder, "data"),
      TWILIO_ACCOUNT_SID: account.sid,
      TWILIO_AUTH_TOKEN: account.token,
      TWILIO_WHATSAPP_FROM: account.from,
      PUBLIC_URL: account.publicUrl,
      ...environment,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  const took = await new Promise<number>((tell, fail) => {
    child.stdout.on("data", (text: Buffer) => {
      if (String(text).includes("listening")) tell(performance.now() - begun);
    });
    child.once("exit", () => fail(new Error(`${script} did not start`)));
  });
  if (idle > 0) await wait(idle);
  const memory = await residentMemory(child.pid ?? 0);
  child.kill();
  await exited;
  return { took, memory };
}

/** Megabytes (2^20). */
async function residentMemory(pid: number): Promise<number | null> {
  try {
    const { stdout } = await run("ps", ["-o", "rss=", "-p", String(pid)]);
    return Number(stdout.trim()) / 1_024;
  } catch {
    return null;
  }
}
