import type { Channel } from "../src/channels/channel.ts";
import { withKnowledge, type Flowbook } from "../src/core/engine/book.ts";
import type { Instant } from "../src/core/instant.ts";
import { loadKnowledge } from "../src/runtime/knowledge-on-disk.ts";
import { join } from "node:path";
import { loadBook } from "../src/runtime/book-on-disk.ts";
import { projectRoot } from "../src/project-root.ts";
import type { Log, World } from "../src/runtime/world.ts";
import { openSqliteStore } from "../src/store/sqlite/sqlite-store.ts";

/** A clock that moves only when the test moves it. */
export interface Time {
  now: Instant;
}

/** Wednesday 25 November 2026, ten in the morning in Casablanca: a working day, in permitted hours. */
export const morning: Instant = Date.UTC(2026, 10, 25, 10);

export interface TestWorld extends World {
  readonly time: Time;
  /** Every line of the log, as JSON. */
  readonly lines: readonly string[];
}

/** A world in memory: an empty store, the real book, a clock that stands still, a log kept apart. */
export async function makeWorld(channels: readonly Channel[] = []): Promise<TestWorld> {
  const time: Time = { now: morning };
  const { log, lines } = keepLog();
  return {
    store: await openSqliteStore({ file: ":memory:" }),
    channels: new Map(channels.map((channel) => [channel.name, channel])),
    book: await theBook(),
    clock: () => time.now,
    log,
    secret: "a secret of the tests",
    time,
    lines,
  };
}

let book: Promise<Flowbook> | undefined;

/** The book as it stands on disk, read once. */
export function theBook(): Promise<Flowbook> {
  return (book ??= loadBook());
}

let whole: Promise<Flowbook> | undefined;

/** The same with the knowledge base. */
export function theWholeBook(): Promise<Flowbook> {
  return (whole ??= readWhole());
}

async function readWhole(): Promise<Flowbook> {
  const cache = join(projectRoot, "node_modules", ".cache", "rafiq", "tests");
  return withKnowledge(await theBook(), await loadKnowledge(projectRoot, cache));
}

/** A log that only remembers, one JSON line an entry. */
export function keepLog(): { readonly log: Log; readonly lines: readonly string[] } {
  const lines: string[] = [];
  const write: Log["info"] = (event, fields = {}) => {
    lines.push(JSON.stringify({ event, ...fields }));
  };
  return { log: { info: write, warn: write }, lines };
}
