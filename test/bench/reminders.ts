import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Flowbook } from "../../src/core/engine/book.ts";
import { second } from "../../src/core/instant.ts";
import { spreadOver } from "../../src/core/webinar/plan.ts";
import { openRedisStore } from "../../src/store/redis/redis-store.ts";
import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import type { Store } from "../../src/store/store.ts";
import { startRedis } from "../fakes/redis-server.ts";
import { start } from "./conversation.ts";
import { readWork } from "./count.ts";
import { quantile } from "./measure.ts";
import { House, type HouseOptions, type Wave } from "./reminders-house.ts";
import { registerAll } from "./reminders-people.ts";
import type { Talked } from "./reminders-talk.ts";
import { figure, verdict, writeTable } from "./table.ts";

export interface RemindersOptions extends HouseOptions {
  readonly people: number;
  readonly store: "redis" | "embedded";
  /** Whether Redis waits for the disk; only to kill processes it need not. */
  readonly durable: boolean;
  /** How often the process is killed while the second moment goes out. */
  readonly kills: number;
  /** Seconds of talk before the first moment is due. */
  readonly seconds: number;
  /** Told of each step, since the large ones take minutes. */
  readonly tell: (line: string) => void;
}

/** A moment that went out, and the people whose turns were played twice or not at all. */
type Counted = Wave & { readonly strayTurns: number };

export interface Reminded {
  readonly text: string;
  /** Both moments. Anything left, lost, doubled or stray is a defect, whatever the times are. */
  readonly first: Counted;
  readonly second: Counted;
  readonly isExact: boolean;
}

/** Design § 10: in mailboxes, in seconds; and the dialogue's p95 beside reminders to the one without. */
const targets = { arrived: 5, ratio: 1.2 } as const;

/**
 * Two moments of one webinar come to everybody at once: the day before, measured beside others who
 * talk, and the hour before, while the process is killed again and again.
 */
export async function benchReminders(book: Flowbook, options: RemindersOptions): Promise<Reminded> {
  const ground =
    options.store === "redis" ? await groundOnRedis(options.durable) : await groundOnSqlite();
  const { store } = ground;
  const { tell } = options;
  try {
    let begun = performance.now();
    const registered = await registerAll(store, book, options.people, start);
    const prepared = (performance.now() - begun) / second;
    tell(`${figure(options.people)} people registered in ${figure(prepared)} s`);
    const house = new House(store, book, registered, options);
    const alone = await house.talkAlone(options.seconds * second);
    const [cpu, redis] = [process.cpuUsage(), await ground.usedTime()];
    begun = performance.now();
    const dayBefore = await house.wave("day-before", 0);
    const spent = {
      wall: (performance.now() - begun) / second,
      own: secondsOf(process.cpuUsage(cpu)),
      redis: ((await ground.usedTime()) - redis) / 1e6,
    };
    const first = { ...dayBefore, strayTurns: await house.countStrayTurns() };
    tell(`the day before went out in ${figure(spent.wall)} s`);
    begun = performance.now();
    const hourBefore = await house.wave("hour-before", options.kills);
    tell(`the hour before went out in ${figure((performance.now() - begun) / second)} s`);
    const again = { ...hourBefore, strayTurns: await house.countStrayTurns() };
    const text = [
      `${options.people.toLocaleString("en")} people, one moment, ${ground.name}; `,
      `${options.talkers} others write ${options.perSecond} messages a second\n`,
      writeTimes(options, book.rules.perSecond, prepared, alone, first, spent),
      "\nCounted exactly\n",
      writeCounts(first, again),
      "\nWhat the program asked of its store while the day before went out\n",
      writeCalls(first),
      house.warned.size === 0 ? "" : `\nThe log warned of ${sayWarned(house.warned)}\n`,
    ].join("");
    return { text, first, second: again, isExact: isExact(first) && isExact(again) };
  } finally {
    await store.close();
    await ground.close();
  }
}

function isExact({ lost, doubled, strayTurns, left, talked }: Counted): boolean {
  return lost + doubled + strayTurns + left + talked.unanswered === 0;
}

function writeTimes(
  { people }: RemindersOptions,
  rate: number,
  prepared: number,
  alone: Talked,
  wave: Wave,
  spent: { readonly wall: number; readonly own: number; readonly redis: number },
): string {
  const beside = wave.talked;
  const p50 = (talked: Talked) => quantile(talked.waits, 0.5);
  const p95 = (talked: Talked) => quantile(talked.waits, 0.95);
  const ratio = p95(beside) / p95(alone);
  const row = (name: string, value: number, goal = "") => [name, figure(value), goal];
  return writeTable(
    ["", "measured", "goal"],
    [
      row("written beforehand, s", prepared),
      row(
        "from due to all mailboxes, s",
        wave.arrived / second,
        verdict(wave.arrived / second, targets.arrived, " s"),
      ),
      row("to all turns played, s", wave.played / second),
      row("to a message promised to each, s", wave.promised / second),
      row("until all was handed over, s", spent.wall),
      row(`sending them at ${rate}/s takes, s`, spreadOver(people, rate) / second),
      row("our processor meanwhile, s", spent.own),
      row("Redis's processor meanwhile, s", spent.redis),
      row("answers without reminders, p50, ms", p50(alone)),
      row("p95, ms", p95(alone)),
      row("answers beside reminders, p50, ms", p50(beside)),
      row("p95, ms", p95(beside)),
      row("p95 beside to without", ratio, verdict(ratio, targets.ratio, "")),
    ],
  );
}

function writeCounts(first: Counted, again: Counted): string {
  const row = (name: string, count: (wave: Counted) => number, goal = "") => [
    name,
    count(first).toLocaleString("en"),
    count(again).toLocaleString("en"),
    goal === "" ? "" : count(first) + count(again) === 0 ? "met" : "MISSED",
  ];
  const forms = new Set([...first.byForm, ...again.byForm].map(([form]) => form));
  const formed = (form: string) => (wave: Wave) =>
    wave.byForm.find(([name]) => name === form)?.[1] ?? 0;
  return writeTable(
    ["", "day before", "hour before", "goal 0"],
    [
      row("killed", ({ kills }) => kills),
      ...[...forms].map((form) => row(`messages: ${form}`, formed(form))),
      row("answers to others", ({ talked }) => talked.written - talked.unanswered),
      row("people without a message", ({ lost }) => lost, "0"),
      row("messages too many", ({ doubled }) => doubled, "0"),
      row("turns too many or too few", ({ strayTurns }) => strayTurns, "0"),
      row("left in the store", ({ left }) => left, "0"),
      row("others without an answer", ({ talked }) => talked.unanswered, "0"),
    ],
  );
}

function writeCalls({ calls }: Wave): string {
  const byTime = [...calls].toSorted(([, one], [, other]) => other.ms - one.ms);
  return writeTable(
    ["", "calls", "ms each"],
    byTime.map(([name, { times, ms }]) => [name, times.toLocaleString("en"), figure(ms / times)]),
  );
}

function sayWarned(warned: ReadonlyMap<string, number>): string {
  return [...warned].map(([event, times]) => `${event} ${times}×`).join(", ");
}

function secondsOf({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1e6;
}

interface Ground {
  readonly name: string;
  readonly store: Store;
  /** Of a server of its own, in µs. */
  usedTime(): Promise<number>;
  close(): Promise<void>;
}

async function groundOnRedis(durable: boolean): Promise<Ground> {
  const server = await startRedis({ appendfsync: durable ? "always" : "no" });
  return {
    name: "Redis",
    store: await openRedisStore({ url: server.url }),
    usedTime: async () => (await readWork(server.url)).cpu,
    close: () => server.stop(),
  };
}

async function groundOnSqlite(): Promise<Ground> {
  const folder = mkdtempSync(join(tmpdir(), "rafiq-reminders-"));
  return {
    name: "SQLite",
    store: await openSqliteStore({ file: join(folder, "rafiq.db") }),
    usedTime: async () => Number.NaN,
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
}
