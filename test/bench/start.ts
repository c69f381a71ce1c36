import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { bundleProgram } from "../../src/cli/bundle.ts";
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
  /** Of its processor until then, in ms; null where `/proc` cannot be read. */
  readonly cpu: number | null;
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

const bundled = join("node_modules", ".cache", "rafiq", "bundle-of-a-bench");

const cases: readonly Case[] = [
  {
    name: "as in the image, embedded store",
    script: join(bundled, "start.js"),
    cache: "filled",
    redis: false,
  },
  {
    name: "as in the image, Redis",
    script: join(bundled, "start.js"),
    cache: "filled",
    redis: true,
  },
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
  await bundleProgram(join(root, bundled));
  const redis = await startRedis();
  const bare: Pick<Started, "took" | "cpu">[] = [];
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
    rmSync(join(root, bundled), { recursive: true, force: true });
  }
  return write(bare, started);
}

function write(
  bare: readonly Pick<Started, "took" | "cpu">[],
  started: ReadonlyMap<Case, readonly Started[]>,
): string {
  const nothing = middle(bare.map(({ cpu }) => cpu));
  const line = (name: string, times: readonly Pick<Started, "took" | "cpu">[]) => {
    const took = times.map((each) => each.took);
    const cpu = middle(times.map((each) => each.cpu));
    return [
      name,
      figure(middle(took)),
      figure(Math.min(...took)),
      figure(cpu),
      figure(cpu / nothing),
    ];
  };
  return writeTable(
    ["", "to listening, ms", "best", "CPU, ms", "to bare node", "idle, MB", "targets"],
    [
      line("node that does nothing", bare),
      ...[...started].map(([{ name, cache }, times]) => {
        const memory = middle(times.map((each) => each.memory));
        const best = Math.min(...times.map((each) => each.took));
        const both = `${verdict(best, targets.start, " ms")}; ${verdict(memory, targets.memory, " MB")}`;
        return [...line(name, times), figure(memory), cache === "filled" ? both : ""];
      }),
    ],
  );
}

function middle(samples: readonly (number | null)[]): number {
  return quantile(
    samples.map((sample) => sample ?? NaN),
    0.5,
  );
}

/** What a program that does nothing takes. */
async function startNothing(): Promise<Pick<Started, "took" | "cpu">> {
  const begun = performance.now();
  const script = "const { user, system } = process.cpuUsage(); console.log((user + system) / 1000)";
  const { stdout } = await run(process.execPath, ["-e", script]);
  return { took: performance.now() - begun, cpu: Number(stdout) };
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
  const cpu = usedTime(child.pid ?? 0);
  if (idle > 0) await wait(idle);
  const memory = await residentMemory(child.pid ?? 0);
  child.kill();
  await exited;
  return { took, cpu, memory };
}

/** Milliseconds of the processor, to the hundredth of a second. */
function usedTime(pid: number): number | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(" ");
    return 10 * (Number(fields[13]) + Number(fields[14]));
  } catch {
    return null;
  }
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
