import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { hostile, match, understand } from "../../bench/hostile.ts";
import { startRedis } from "../../fakes/redis-server.ts";
import { root } from "../program.ts";
import { nothing, owned, type Scenario, type Tally, type Trial } from "../scenario.ts";

/**
 * What strangers try. Every day's tests try the same (`test/attacks`): here they are run for a
 * release, longer and on both stores, so that nothing is tried twice.
 */
export const attacks: readonly Scenario[] = [
  attack("bodies", ["sqlite", "redis"], ["bodies", "slow-sockets"]),
  attack("fuzz", ["none"], ["posted", "typed"]),
  attack("signatures", ["sqlite"], ["signatures", "forged-taps"]),
  attack("canaries", ["sqlite", "redis"], ["canaries"]),
  attack("limits", ["sqlite"], ["limits", "two-bots", "../server/limits"]),
  { id: "matcher-on-64-kilobytes", stores: ["none"], alone: true, run: measureMatcher },
];

/** How much longer than every day. */
const scale = 5;

function attack(id: string, stores: Scenario["stores"], files: readonly string[]): Scenario {
  return { id, stores, long: true, run: (trial) => runTests(trial, files) };
}

/** The part of the test runner's report that we read. */
const reported = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

/** In a process of its own, since some of it keeps a processor busy for minutes. */
async function runTests(trial: Trial, files: readonly string[]): Promise<Tally> {
  const [report, tried] = [join(trial.folder, "report.json"), join(trial.folder, "tried")];
  const redis =
    trial.store === "redis"
      ? owned(trial, await startRedis({ args: ["--databases", "64"] }))
      : null;
  const child = spawn(
    process.execPath,
    [
      join(root, "node_modules/vitest/vitest.mjs"),
      "run",
      ...files.map((file) => join("test/attacks", `${file}.test.ts`)),
      "--reporter=json",
      `--outputFile=${report}`,
      "--no-file-parallelism",
      `--testTimeout=${scale * 120_000}`,
    ],
    {
      cwd: root,
      stdio: "ignore",
      env: {
        ...process.env,
        ATTACKS_SCALE: String(scale),
        ATTACKS_TRIED: tried,
        ...(redis === null ? {} : { HOUSE_REDIS_URL: redis.url }),
      },
    },
  );
  trial.finally(() => child.kill("SIGKILL"));
  await once(child, "exit");
  if (!existsSync(report)) throw new Error("the tests left no report");
  const { testResults } = reported.parse(JSON.parse(readFileSync(report, "utf8")));
  const results = testResults.flatMap(({ assertionResults }) => assertionResults);
  const failed = results.filter(({ status }) => status !== "passed");
  const counts = existsSync(tried) ? readFileSync(tried, "utf8").trim().split("\n") : [];
  return {
    ...nothing,
    // Where nobody counts what was tried, each test is one.
    msgs: Math.max(
      results.length,
      counts.reduce((sum, count) => sum + Number(count), 0),
    ),
    broken: [
      ...(results.length === 0 ? ["nothing was tried"] : []),
      ...testResults.flatMap(({ message }) => (message === "" ? [] : [message])),
      ...failed.map(
        ({ fullName, status, failureMessages }) =>
          `${fullName}: ${failureMessages?.[0]?.split("\n")[0] ?? status}`,
      ),
    ],
  };
}

/** What one text of 64 kB may cost, in ms, whatever it is made of. */
const most = 5;

/** The best of some tries: other work on the machine makes one slower, and nothing makes it faster. */
async function measureMatcher(trial: Trial): Promise<Tally> {
  const tries = trial.full ? 50 : 10;
  const broken: string[] = [];
  let msgs = 0;
  for (const [name, write] of Object.entries(hostile)) {
    const text = write(65_536);
    for (const [what, work] of Object.entries({ match, understand })) {
      let best = Number.POSITIVE_INFINITY;
      for (let attempt = 0; attempt < tries; attempt += 1) {
        const begun = performance.now();
        work(text);
        best = Math.min(best, performance.now() - begun);
        msgs += 1;
      }
      if (best > most) broken.push(`${what}: ${best.toFixed(1)} ms for ${name}`);
    }
  }
  return { ...nothing, msgs, broken };
}
