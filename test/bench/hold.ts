import { setTimeout as wait } from "node:timers/promises";
import { readWork } from "./count.ts";
import { quantile } from "./measure.ts";
import {
  receiptsEach,
  startServer,
  type Load,
  type Provider,
  type ProviderCall,
  type Server,
} from "./processes.ts";
import { figure, writeTable } from "./table.ts";
import type { LoadReport } from "./webhook-load.ts";
import type { ServerJob } from "./webhook-server.ts";
import { names, type Jobs } from "./webhook.ts";

/** Design § 10. */
const targets = { p50: 20, p99: 250, reply: 500 } as const;

/** Seconds between two messages of one person under a steady load. */
const thinking = 3;
/** How long the last answers may take before they count as lost, in ms. */
const patience = 10_000;
/** From one rate to the next. */
const stride = 1.4;

/** In seconds; `full` is ours on Redis, `short` all others'. */
interface Spans {
  readonly full: number;
  readonly short: number;
  readonly rate: number;
}

/** One server after the other, alone with its provider, at the same steady rate. */
export async function holdAll(
  jobs: Jobs,
  load: Load,
  provider: Provider,
  redisUrl: string,
  { full, short, rate }: Spans,
): Promise<string> {
  const rows: string[][] = [];
  let limit = NaN;
  for (const name of names) {
    const job = jobs[name];
    const seconds = name === "Rafiq on Redis" ? full : short;
    const server = await open(job, provider);
    // A cold start is measured elsewhere.
    await hold(server, job, load, provider, { seconds: short / 4, rate });
    const work = await readWork(redisUrl);
    const held = await hold(server, job, load, provider, { seconds, rate });
    const after = await readWork(redisUrl);
    server.end();
    const { report, replies, receipts } = held;
    if (name === "node:http limit") limit = report.p50;
    const onRedis = name !== "Rafiq on SQLite";
    const each = (part: "scripts" | "commands" | "cpu") =>
      onRedis ? figure((after[part] - work[part]) / report.accepted) : "";
    const played = job.kind === "rafiq";
    rows.push([
      name,
      figure(seconds),
      figure(report.p50),
      figure(report.p99),
      figure(report.p50 / limit),
      String(report.failed),
      figure(held.cpu),
      each("scripts"),
      each("commands"),
      each("cpu"),
      played ? `${replies.length}/${report.accepted}` : "",
      played ? figure(receipts) : "",
      played ? figure(quantile(replies, 0.5)) : "",
      played ? figure(quantile(replies, 0.95)) : "",
      played ? (isMet(held) ? "met" : "MISSED") : "",
    ]);
  }
  return writeTable(head, rows);
}

const head = [
  "",
  "s",
  "p50, ms",
  "p99, ms",
  "p50 to limit",
  "failed",
  "CPU µs each",
  "scripts",
  "commands",
  "Redis µs",
  "answered",
  "receipts/s",
  "answer p50, ms",
  "p95, ms",
  "targets",
];

/** Pushes one process harder and harder until it misses a target. */
export async function climb(
  job: ServerJob,
  load: Load,
  provider: Provider,
  {
    seconds,
    from,
    most,
  }: { readonly seconds: number; readonly from: number; readonly most: number },
): Promise<string> {
  const rows: string[][] = [];
  const server = await open(job, provider);
  for (let rate = from; rate <= most; rate = Math.round(rate * stride)) {
    const held = await hold(server, job, load, provider, { seconds, rate });
    const { report, replies } = held;
    const met = isMet(held);
    rows.push([
      `${rate}/s`,
      figure(report.p50),
      figure(report.p99),
      `${replies.length}/${report.accepted}`,
      figure(held.receipts),
      figure(quantile(replies, 0.95)),
      figure(held.cpu),
      figure((held.cpu * report.accepted) / (report.seconds * 10_000)),
      met ? "met" : "MISSED",
    ]);
    if (!met) break;
  }
  server.end();
  return writeTable(
    [
      "messages",
      "p50, ms",
      "p99, ms",
      "answered",
      "receipts/s",
      "answer p95, ms",
      "CPU µs each",
      "core, %",
      "targets",
    ],
    rows,
  );
}

async function open(job: ServerJob, provider: Provider): Promise<Server> {
  const server = await startServer(job);
  await provider.order("/target", { target: server.url });
  return server;
}

interface Held {
  readonly report: LoadReport;
  /** Milliseconds from each message to the first words the same person got after it. */
  readonly replies: readonly number[];
  /** A second. */
  readonly receipts: number;
  /** Microseconds a message. */
  readonly cpu: number;
}

async function hold(
  server: Server,
  job: ServerJob,
  load: Load,
  provider: Provider,
  { seconds, rate }: { readonly seconds: number; readonly rate: number },
): Promise<Held> {
  const push = { kind: "rate", perSecond: rate } as const;
  const before = (await provider.calls()).length;
  const used = await server.usedTime();
  const contacts = Math.ceil(rate * thinking);
  const report = await load({ url: server.url, seconds, push, contacts });
  if (job.kind === "rafiq") await answered(provider, before, report);
  await provider.order("/quiet", {});
  const cpu = ((await server.usedTime()) - used) / report.accepted;
  const calls = (await provider.calls()).slice(before);
  const taken = calls.filter(isTaken).length;
  const receipts = (taken * receiptsEach) / report.seconds;
  return { report, replies: replyTimes(report, calls), receipts, cpu };
}

/** Waits until everyone was answered, or patience ends. */
async function answered(provider: Provider, from: number, report: LoadReport): Promise<void> {
  for (const until = Date.now() + patience; Date.now() < until; await wait(500)) {
    const calls = (await provider.calls()).slice(from);
    if (replyTimes(report, calls).length >= report.sent.length) return;
  }
}

function replyTimes(report: LoadReport, calls: readonly ProviderCall[]): readonly number[] {
  const byContact = Map.groupBy(calls.filter(isTaken), ({ to }) => to);
  return report.sent.flatMap(([contact, at]) => {
    const answer = byContact.get(`whatsapp:${contact}`)?.find((call) => call.at >= at);
    return answer === undefined ? [] : [answer.at - at];
  });
}

function isTaken({ kind, taken }: ProviderCall): boolean {
  return kind === "message" && taken;
}

function isMet({ report, replies }: Held): boolean {
  return (
    report.failed === 0 &&
    replies.length === report.accepted &&
    report.p50 <= targets.p50 &&
    report.p99 <= targets.p99 &&
    quantile(replies, 0.95) <= targets.reply
  );
}
