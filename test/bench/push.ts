import { readWork } from "./count.ts";
import { quantile } from "./measure.ts";
import { startServer, type Load, type Server } from "./processes.ts";
import { figure, verdict, writeTable } from "./table.ts";
import { names, type Jobs, type Name } from "./webhook.ts";

/** Design § 10. */
const targets = { cpu: 1.25, rate: 0.8 } as const;

const rounds = 3;
const atOnce = 64;
/** More than any round can fill a mailbox of. */
const strangers = 20_000;

interface Figures {
  readonly cpu: number[];
  readonly perSecond: number[];
  readonly scripts: number[];
  readonly p50: number[];
  readonly p99: number[];
  failed: number;
}

/** All servers stand side by side and are pushed in turns. `limit` is the bare one's rate a second. */
export async function pushAll(
  jobs: Jobs,
  load: Load,
  redisUrl: string,
  seconds: number,
): Promise<{ readonly text: string; readonly limit: number }> {
  const servers = new Map<Name, Server>();
  await Promise.all(
    names.map(async (name) => {
      servers.set(name, await startServer(jobs[name]));
    }),
  );
  const figures = new Map<Name, Figures>();
  // The first round warms up.
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of names) {
      const server = servers.get(name);
      if (server === undefined) continue;
      const scripts = (await readWork(redisUrl)).scripts;
      const before = await server.usedTime();
      const push = { kind: "atOnce", most: atOnce } as const;
      const report = await load({ url: server.url, seconds, push, contacts: strangers });
      const used = (await server.usedTime()) - before;
      const asked = (await readWork(redisUrl)).scripts - scripts;
      if (round === 0) continue;
      const one = figures.get(name) ?? blank();
      one.cpu.push(used / report.accepted);
      one.perSecond.push(report.accepted / report.seconds);
      one.scripts.push(asked / report.accepted);
      one.p50.push(report.p50);
      one.p99.push(report.p99);
      one.failed += report.failed;
      figures.set(name, one);
    }
  }
  for (const server of servers.values()) server.end();
  return { text: write(figures), limit: middle(figures.get("node:http limit")?.perSecond) };
}

function blank(): Figures {
  return { cpu: [], perSecond: [], scripts: [], p50: [], p99: [], failed: 0 };
}

function middle(samples: readonly number[] = []): number {
  return quantile(samples, 0.5);
}

function write(figures: ReadonlyMap<Name, Figures>): string {
  const limit = figures.get("node:http limit") ?? blank();
  return writeTable(
    [
      "",
      "accepted/s",
      "to limit",
      "p50, ms",
      "p99, ms",
      "failed",
      "scripts each",
      "CPU µs each",
      "to limit",
      "targets",
    ],
    [...figures].map(([name, { cpu, perSecond, scripts, p50, p99, failed }]) => {
      // Round by round: a busy moment of the machine falls on neighbors.
      const ratio = middle(cpu.map((one, at) => one / (limit.cpu[at] ?? NaN)));
      const share = middle(perSecond.map((one, at) => one / (limit.perSecond[at] ?? NaN)));
      const isRedis = name === "Rafiq on Redis";
      return [
        name,
        figure(middle(perSecond)),
        figure(share),
        figure(middle(p50)),
        figure(middle(p99)),
        String(failed),
        name === "Rafiq on SQLite" ? "" : figure(middle(scripts)),
        figure(middle(cpu)),
        figure(ratio),
        isRedis
          ? `CPU ${verdict(ratio, targets.cpu, "")}; rate ${share >= targets.rate ? "above" : "BELOW"} ${targets.rate}`
          : "",
      ];
    }),
  );
}
