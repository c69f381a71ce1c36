import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import {
  isKept,
  nothing,
  type Scenario,
  type StoreKind,
  type Tally,
  type Trial,
} from "./scenario.ts";
import { brief, scenarios } from "./scenarios/index.ts";

/**
 * The ledger of faults: `npm run faults [-- --full | --brief] [--only <id>]… [--seed <n>] [--list]`.
 *
 * One line for each scenario on each store; ends with 1 when a promise broke.
 */
const { values: wished } = parseArgs({
  options: {
    full: { type: "boolean", default: false },
    brief: { type: "boolean", default: false },
    only: { type: "string", multiple: true },
    seed: { type: "string" },
    list: { type: "boolean", default: false },
    jobs: { type: "string", default: "3" },
  },
});

interface Run {
  readonly scenario: Scenario;
  readonly store: StoreKind;
}

// Each process of each town says when it ends.
process.setMaxListeners(0);

const columns = [
  ["id", 30],
  ["store", 9],
  ["msgs", 7],
  ["kills", 6],
  ["lost", 5],
  ["dupTransitions", 15],
  ["orderBreaks", 12],
  ["sendsMissing", 13],
  ["dupSends", 9],
  ["uncertain", 10],
  ["recovery_s", 10],
  ["took_s", 6],
] as const;

const seed = Number(wished.seed ?? Math.floor(Math.random() * 2 ** 31));
const only = wished.only ?? (wished.brief ? brief : null);
const chosen = scenarios.filter(
  ({ id, long }) => only?.some((wish) => id.startsWith(wish)) ?? (wished.full || long !== true),
);
const runs = chosen.flatMap((scenario) => scenario.stores.map((store) => ({ scenario, store })));

if (wished.list) for (const { scenario, store } of runs) console.log(`${scenario.id} ${store}`);
else process.exitCode = (await playAll()) ? 0 : 1;

async function playAll(): Promise<boolean> {
  const begun = performance.now();
  console.log(columns.map(([name, width]) => name.padEnd(width)).join(" "));
  let kept = true;
  const play = async (run: Run) => {
    kept = (await playOne(run)) && kept;
  };
  // What waits for clocks and leases runs side by side; what measures time has the machine alone.
  const together = runs.filter(({ scenario }) => scenario.alone !== true);
  const worker = async () => {
    for (let next = together.shift(); next !== undefined; next = together.shift()) await play(next);
  };
  await Promise.all(Array.from({ length: Number(wished.jobs) }, worker));
  for (const run of runs.filter(({ scenario }) => scenario.alone === true)) await play(run);
  const seconds = Math.round((performance.now() - begun) / 1_000);
  console.log(`${runs.length} lines, seed ${seed}, ${seconds} s: ${kept ? "all kept" : "BROKEN"}`);
  return kept;
}

async function playOne({ scenario, store }: Run): Promise<boolean> {
  const cleaners: (() => unknown)[] = [];
  const folder = mkdtempSync(join(tmpdir(), "rafiq-faults-"));
  const trial: Trial = {
    store,
    full: wished.full,
    folder,
    seed,
    finally: (clean) => cleaners.unshift(clean),
  };
  const begun = performance.now();
  let tally: Tally;
  try {
    tally = await scenario.run(trial);
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    tally = { ...nothing, broken: [reason] };
  }
  for (const clean of cleaners) await clean();
  rmSync(folder, { recursive: true, force: true });
  print(scenario.id, store, tally, (performance.now() - begun) / 1_000);
  return isKept(tally);
}

function print(id: string, store: StoreKind, tally: Tally, took: number): void {
  const cells: Record<(typeof columns)[number][0], string | number> = {
    id,
    store,
    ...tally,
    recovery_s: tally.recovery === null ? "-" : tally.recovery.toFixed(1),
    took_s: took.toFixed(0),
  };
  console.log(
    columns
      .map(([name, width]) => String(cells[name]).padEnd(width))
      .join(" ")
      .trimEnd(),
  );
  for (const line of tally.broken) console.log(`  broken: ${line}`);
}
