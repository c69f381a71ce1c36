import { fork, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { startRedis } from "../fakes/redis-server.ts";
import { quantile } from "./measure.ts";
import { figure, verdict, writeTable } from "./table.ts";
import type { LoadJob, LoadReport } from "./webhook-load.ts";
import type { ServerJob } from "./webhook-server.ts";
import { account } from "./webhook-settings.ts";

export interface WebhookOptions {
  /** How long each of the steady loads lasts; the full ones last a quarter, three times each. */
  readonly seconds: number;
  /** Messages a second of the steady loads. */
  readonly rate: number;
}

/** Design § 10. */
const targets = { p50: 20, p99: 250, reply: 500, cpu: 1.25 } as const;

const rounds = 3;
const atOnce = 64;
/** More than any round can fill a mailbox of. */
const strangers = 20_000;
/** Seconds between two messages of one person under a steady load. */
const thinking = 3;

const names = ["node:http limit", "express limit", "Rafiq on Redis", "Rafiq on SQLite"] as const;
type Name = (typeof names)[number];

interface Server {
  readonly url: string;
  usedTime(): Promise<number>;
}

/**
 * Measures webhooks from signature to durable acceptance, and from there to the provider.
 *
 * Every server, the load, the stand-in for the provider and Redis are processes of their own, on
 * this machine: they share its cores, so that what counts are the ratios of one run.
 */
export async function benchWebhook({ seconds, rate }: WebhookOptions): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "rafiq-bench-"));
  const children: ChildProcess[] = [];
  const redis = await startRedis();
  try {
    const provider = await startProvider(children);
    const jobs = (workers: boolean): Readonly<Record<Name, ServerJob>> => {
      const rafiq = { kind: "rafiq", provider: provider.url, workers } as const;
      const own = (name: string) => join(folder, `${name}-${workers}`);
      return {
        "node:http limit": { kind: "http", redisUrl: redis.url },
        "express limit": { kind: "express", redisUrl: redis.url },
        "Rafiq on Redis": { ...rafiq, redisUrl: redis.url, folder: own("redis") },
        "Rafiq on SQLite": { ...rafiq, redisUrl: null, folder: own("sqlite") },
      };
    };
    const load = startLoad(children);
    const push = await pushAll(jobs(false), children, load, seconds / (rounds + 1));
    const steady = await holdAll(jobs(true), children, load, provider, { seconds, rate });
    return [
      `Accepting: ${atOnce} webhooks at once, nothing else done with them\n`,
      push,
      `\nWorking: ${rate} messages a second for ${seconds} s, each played, answered and receipted\n`,
      steady,
    ].join("");
  } finally {
    for (const child of children) child.kill();
    await redis.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** All servers stand side by side and are pushed in turns. */
async function pushAll(
  jobs: Readonly<Record<Name, ServerJob>>,
  children: ChildProcess[],
  load: Load,
  seconds: number,
): Promise<string> {
  const servers = new Map<Name, Server>();
  for (const name of names) servers.set(name, await startServer(jobs[name], children));
  const figures = new Map<Name, { cpu: number[]; perSecond: number[]; p50: number[]; p99: number[]; failed: number }>();
  // The first round warms up.
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, server] of servers) {
      const before = await server.usedTime();
      const job = { url: server.url, seconds, push: { kind: "atOnce", most: atOnce }, contacts: strangers } as const;
      const report = await load(job);
      const used = (await server.usedTime()) - before;
      if (round === 0) continue;
      const one = figures.get(name) ?? { cpu: [], perSecond: [], p50: [], p99: [], failed: 0 };
      one.cpu.push(used / report.accepted);
      one.perSecond.push(report.accepted / report.seconds);
      one.p50.push(report.p50);
      one.p99.push(report.p99);
      one.failed += report.failed;
      figures.set(name, one);
    }
  }
  const limit = quantile(figures.get("node:http limit")?.cpu ?? [], 0.5);
  return writeTable(
    ["", "accepted/s", "p50, ms", "p99, ms", "failed", "CPU µs each", "ratio to limit", "target"],
    [...figures].map(([name, { cpu, perSecond, p50, p99, failed }]) => {
      const ratio = quantile(cpu, 0.5) / limit;
      return [
        name,
        figure(quantile(perSecond, 0.5)),
        figure(quantile(p50, 0.5)),
        figure(quantile(p99, 0.5)),
        String(failed),
        figure(quantile(cpu, 0.5)),
        figure(ratio),
        name === "Rafiq on Redis" ? verdict(ratio, targets.cpu, "") : "",
      ];
    }),
  );
}

/** One server after the other, alone with its provider, at the same steady rate. */
async function holdAll(
  jobs: Readonly<Record<Name, ServerJob>>,
  children: ChildProcess[],
  load: Load,
  provider: Provider,
  { seconds, rate }: WebhookOptions,
): Promise<string> {
  const rows: string[][] = [];
  let limit = NaN;
  for (const name of names) {
    const server = await startServer(jobs[name], children);
    await provider.order("/target", { target: server.url });
    const push = { kind: "rate", perSecond: rate } as const;
    const contacts = Math.ceil(rate * thinking);
    const before = await provider.calls();
    const used = await server.usedTime();
    const report = await load({ url: server.url, seconds, push, contacts });
    await provider.order("/quiet", {});
    const cpu = ((await server.usedTime()) - used) / report.accepted;
    const calls = (await provider.calls()).slice(before.length);
    if (name === "node:http limit") limit = report.p50;
    const replies = replyTimes(report, calls);
    const working = jobs[name].kind === "rafiq";
    rows.push([
      name,
      figure(report.p50),
      figure(report.p99),
      figure(report.p50 / limit),
      String(report.failed),
      figure(cpu),
      working ? `${replies.length}/${report.accepted}` : "",
      working ? figure(quantile(replies, 0.5)) : "",
      working ? figure(quantile(replies, 0.95)) : "",
      working ? met(report, replies) : "",
    ]);
  }
  return writeTable(
    ["", "p50, ms", "p99, ms", "p50 to limit", "failed", "CPU µs each", "answered", "answer p50, ms", "p95, ms", "targets"],
    rows,
  );
}

function met(report: LoadReport, replies: readonly number[]): string {
  const good =
    report.p50 <= targets.p50 &&
    report.p99 <= targets.p99 &&
    quantile(replies, 0.95) <= targets.reply;
  return good ? "met" : "MISSED";
}

/** Milliseconds from each message to the first words the same person got after it. */
function replyTimes(report: LoadReport, calls: readonly ProviderCall[]): readonly number[] {
  const byContact = Map.groupBy(
    calls.filter(({ kind, taken }) => kind === "message" && taken),
    ({ to }) => to,
  );
  return report.sent.flatMap(([contact, at]) => {
    const answer = byContact.get(`whatsapp:${contact}`)?.find((call) => call.at >= at);
    return answer === undefined ? [] : [answer.at - at];
  });
}

type Load = (job: LoadJob) => Promise<LoadReport>;

function startLoad(children: ChildProcess[]): Load {
  const child = fork(join(import.meta.dirname, "webhook-load.ts"));
  children.push(child);
  return (job) => ask<LoadReport>(child, job);
}

async function startServer(job: ServerJob, children: ChildProcess[]): Promise<Server> {
  const child = fork(join(import.meta.dirname, "webhook-server.ts"));
  children.push(child);
  const url = await ask<string>(child, job);
  return { url, usedTime: () => ask<number>(child, "time") };
}

async function ask<Answer>(child: ChildProcess, question: LoadJob | ServerJob | "time") {
  const answered = once(child, "message");
  const ended = once(child, "exit").then(() => {
    throw new Error("a process of the benchmark ended early");
  });
  child.send(question);
  const [answer]: Answer[] = await Promise.race([answered, ended]);
  // Whoever answers is one of our own processes, and answers each question once.
  return answer as Answer;
}

interface ProviderCall {
  readonly kind: string;
  readonly to: string | null;
  readonly taken: boolean;
  readonly at: number;
}

interface Provider {
  readonly url: string;
  order(path: string, body: object): Promise<void>;
  calls(): Promise<readonly ProviderCall[]>;
}

async function startProvider(children: ChildProcess[]): Promise<Provider> {
  const main = join(import.meta.dirname, "..", "fakes", "twilio", "main.ts");
  const { sid, token, from, publicUrl } = account;
  const args = ["--account", sid, "--token", token, "--from", from, "--public-url", publicUrl];
  const child = spawn(process.execPath, [main, ...args], { stdio: ["pipe", "pipe", "inherit"] });
  children.push(child);
  const [line]: string[] = await once(createInterface({ input: child.stdout }), "line");
  const { url, control }: { url: string; control: string } = JSON.parse(line ?? "");
  return {
    url,
    async order(path, body) {
      await fetch(control + path, { method: "POST", body: JSON.stringify(body) });
    },
    async calls() {
      const response = await fetch(`${control}/ledger`);
      const calls: readonly ProviderCall[] = JSON.parse(await response.text());
      return calls;
    },
  };
}
