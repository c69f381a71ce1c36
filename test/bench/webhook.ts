import type { ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Flowbook } from "../../src/core/engine/book.ts";
import { startRedis } from "../fakes/redis-server.ts";
import { countRequests, gates, weighExpress } from "./gates.ts";
import { climb, holdAll } from "./hold.ts";
import { startLoad, startProvider } from "./processes.ts";
import { pushAll } from "./push.ts";
import { figure, verdict, writeTable } from "./table.ts";
import type { ServerJob } from "./webhook-server.ts";

export interface WebhookOptions {
  /** How long our steady load on Redis lasts; the others are never longer than `short`. */
  readonly seconds: number;
  /** Messages a second of the steady loads; four times as many receipts come back. */
  readonly rate: number;
  /** The highest rate that is tried. */
  readonly most: number;
  /** How many conversations are weighed. */
  readonly people: number;
}

/** In seconds. */
const short = 20;

export const names = [
  "node:http limit",
  "express limit",
  "Rafiq on Redis",
  "Rafiq on SQLite",
] as const;
export type Name = (typeof names)[number];
export type Jobs = Readonly<Record<Name, ServerJob>>;

/**
 * Measures webhooks from signature to durable acceptance, and from there to the provider.
 *
 * Every server, the load, the stand-in for the provider and Redis are processes of their own, on
 * this machine: they share its cores, so that what counts are the ratios of one run.
 */
export async function benchWebhook(book: Flowbook, options: WebhookOptions): Promise<string> {
  const { seconds, rate, most, people } = options;
  const folder = mkdtempSync(join(tmpdir(), "rafiq-bench-"));
  const children: ChildProcess[] = [];
  // Three servers: what the first part leaves in its mailboxes would be played in the second.
  const [accepting, working, counting] = [
    await startRedis(),
    await startRedis(),
    await startRedis({ appendfsync: "no" }),
  ];
  try {
    const provider = await startProvider(children);
    const jobs = (redisUrl: string, workers: boolean): Jobs => {
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
    const pushSeconds = Math.min(seconds, short) / 4;
    const pushed = await pushAll(jobs(accepting.url, false), load, accepting.url, pushSeconds);
    const ours = jobs(working.url, true);
    const spans = { full: seconds, short: Math.min(seconds, short) };
    const held = await holdAll(ours, load, provider, working.url, { ...spans, rate });
    const climbed = await climb(ours["Rafiq on Redis"], load, provider, {
      seconds: spans.short,
      from: rate,
      most,
    });
    const exact = writeGates(
      await countRequests(counting.url, book),
      await weighExpress(`${counting.url}/1`, book, people),
    );
    return [
      "Accepting: 64 webhooks at once, nothing else done with them\n",
      pushed.text,
      `\nWorking: ${rate} messages a second, each played, answered and receipted four times\n`,
      held,
      `\nThe highest rate that one process holds, everything done (accepting alone: ${figure(pushed.limit)}/s at the limit)\n`,
      climbed,
      "\nCounted exactly; `npm run unit` fails when one is exceeded\n",
      exact,
    ].join("");
  } finally {
    for (const child of children) child.kill();
    await Promise.all([accepting.stop(), working.stop(), counting.stop()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeGates(
  { accept, turn }: Awaited<ReturnType<typeof countRequests>>,
  { rest, fading }: Awaited<ReturnType<typeof weighExpress>>,
): string {
  return writeTable(
    ["on Redis", "counted", "gate"],
    [
      ["requests to accept a message", accept.length, gates.accept, ""] as const,
      ["requests until its answer is recorded", turn.length, gates.turn, ""] as const,
      ["a finished express diagnostic at rest", rest, gates.rest, " bytes"] as const,
      ["and for eight days more", fading, gates.fading, " bytes"] as const,
    ].map(([name, counted, gate, unit]) => [name, figure(counted), verdict(counted, gate, unit)]),
  );
}
