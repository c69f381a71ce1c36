import { fork, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
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
  /** Processor time since it started, in µs. */
  usedTime(): Promise<number>;
  end(): void;
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
  // Two servers: what the first half leaves in its mailboxes would be played in the second.
  const [accepting, working] = [await startRedis(), await startRedis()];
  try {
    const provider = await startProvider(children);
    const jobs = (redisUrl: string, workers: boolean): Readonly<Record<Name, ServerJob>> => {
      const rafiq = { kind: "rafiq", provider: provider.url, workers } as const;
      const own = (name: string) => join(folder, `${name}-${workers}`);
      return {
        "node:http limit": { kind: "http", redisUrl },
        "express limit": { kind: "express", redisUrl },
        "Rafiq on Redis": { ...rafiq, redisUrl, folder: own("redis") },
        "Rafiq on SQLite": { ...rafiq, redisUrl: null, folder: own("sqlite") },
      };
    };
    const load = startLoad(children);
    const push = await pushAll(jobs(accepting.url, false), load, seconds / (rounds + 1));
    const steady = await holdAll(jobs(working.url, true), load, provider, { seconds, rate });
    return [
      `Accepting: ${atOnce} webhooks at once, nothing else done with them\n`,
      push,
      `\nWorking: ${rate} messages a second for ${seconds} s, each played, answered and receipted\n`,
      steady,
    ].join("");
  } finally {
    for (const child of children) child.kill();
    await Promise.all([accepting.stop(), working.stop()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Figures {
  readonly cpu: number[];
  readonly perSecond: number[];
  readonly p50: number[];
  readonly p99: number[];
  failed: number;
}

/** All servers stand side by side and are pushed in turns. */
async function pushAll(
  jobs: Readonly<Record<Name, ServerJob>>,
  load: Load,
  seconds: number,
): Promise<string> {
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
      const before = await server.usedTime();
      const job = {
        url: server.url,
        seconds,
        push: { kind: "atOnce", most: atOnce },
        contacts: strangers,
      } as const;
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
  for (const server of servers.values()) server.end();
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
  load: Load,
  provider: Provider,
  { seconds, rate }: WebhookOptions,
): Promise<string> {
  const rows: string[][] = [];
  let limit = NaN;
  for (const name of names) {
    const server = await startServer(jobs[name]);
    await provider.order("/target", { target: server.url });
    const push = { kind: "rate", perSecond: rate } as const;
    const contacts = Math.ceil(rate * thinking);
    // A cold start is measured elsewhere.
    await load({ url: server.url, seconds: seconds / 4, push, contacts });
    await provider.order("/quiet", {});
    const before = await provider.calls();
    const used = await server.usedTime();
    const report = await load({ url: server.url, seconds, push, contacts });
    const working = jobs[name].kind === "rafiq";
    if (working) await provider.answers(before.length, report);
    await provider.order("/quiet", {});
    const cpu = ((await server.usedTime()) - used) / report.accepted;
    server.end();
    const calls = (await provider.calls()).slice(before.length);
    if (name === "node:http limit") limit = report.p50;
    const replies = replyTimes(report, calls);
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
    [
      "",
      "p50, ms",
      "p99, ms",
      "p50 to limit",
      "failed",
      "CPU µs each",
      "answered",
      "answer p50, ms",
      "p95, ms",
      "targets",
    ],
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

/** How long the last answers may take before they count as lost. */
const patience = 10_000;

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

/** It ends by itself when we are gone. */
async function startServer(job: ServerJob): Promise<Server> {
  const child = fork(join(import.meta.dirname, "webhook-server.ts"));
  const url = await ask<string>(child, job);
  return { url, usedTime: () => ask<number>(child, "time"), end: () => child.kill() };
}

async function ask<Answer>(child: ChildProcess, question: LoadJob | ServerJob | "time") {
  const done = new AbortController();
  const answered = once(child, "message", { signal: done.signal });
  const ended = once(child, "exit", { signal: done.signal }).then(() => {
    throw new Error("a process of the benchmark ended early");
  });
  child.send(question);
  try {
    const [answer]: Answer[] = await Promise.race([answered, ended]);
    // Whoever answers is one of our own processes, and answers each question once.
    return answer as Answer;
  } finally {
    answered.catch(() => undefined);
    ended.catch(() => undefined);
    done.abort();
  }
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
  /** Waits until everyone was answered, or patience ends. */
  answers(from: number, report: LoadReport): Promise<void>;
}

async function startProvider(children: ChildProcess[]): Promise<Provider> {
  const main = join(import.meta.dirname, "..", "fakes", "twilio", "main.ts");
  const { sid, token, from, publicUrl } = account;
  const args = ["--account", sid, "--token", token, "--from", from, "--public-url", publicUrl];
  const child = spawn(process.execPath, [main, ...args], { stdio: ["pipe", "pipe", "inherit"] });
  children.push(child);
  const [line]: string[] = await once(createInterface({ input: child.stdout }), "line");
  const { url, control }: { url: string; control: string } = JSON.parse(line ?? "");
  const readCalls = async (): Promise<readonly ProviderCall[]> => {
    const response = await fetch(`${control}/ledger`);
    const calls: readonly ProviderCall[] = JSON.parse(await response.text());
    return calls;
  };
  return {
    url,
    calls: readCalls,
    async order(path, body) {
      await fetch(control + path, { method: "POST", body: JSON.stringify(body) });
    },
    async answers(from, report) {
      for (const until = Date.now() + patience; Date.now() < until; await wait(200)) {
        if (replyTimes(report, (await readCalls()).slice(from)).length >= report.sent.length)
          return;
      }
    },
  };
}
