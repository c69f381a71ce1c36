import { randomBytes } from "node:crypto";
import { stdout } from "node:process";
import { readSettings } from "../config.ts";
import { Fault } from "../core/fault.ts";
import { loadBook } from "../runtime/book-on-disk.ts";
import { silentLog } from "../runtime/world.ts";
import { openStore } from "../service.ts";
import { runCalendar, usage } from "./calendar/days.ts";

/** Feasts as they are announced, and days on which nothing is started. */
async function main(args: readonly string[]): Promise<void> {
  const { calendar } = await loadBook();
  const store = await openStore(readSettings(process.env), silentLog);
  try {
    const done = await runCalendar(args, {
      store,
      calendar,
      now: Date.now(),
      newId: () => randomBytes(9).toString("base64url"),
      say: (line) => stdout.write(`${line}\n`),
    });
    if (!done) process.exitCode = 1;
  } finally {
    await store.close();
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Fault)) throw error;
  process.stderr.write(`${error.message}\n`);
  if (error.code === "store/occupied") process.stderr.write(usage);
  process.exitCode = 1;
}
