import { randomBytes } from "node:crypto";
import { stdout } from "node:process";
import { loadBook } from "../runtime/book-on-disk.ts";
import { runCalendar, usage } from "./calendar/days.ts";
import { endWith, onStore } from "./on-store.ts";

/** Feasts as they are announced, and days on which nothing is started. */
async function main(args: readonly string[]): Promise<number> {
  const { calendar } = await loadBook();
  const done = await onStore((store) =>
    runCalendar(args, {
      store,
      calendar,
      now: Date.now(),
      newId: () => randomBytes(9).toString("base64url"),
      say: (line) => stdout.write(`${line}\n`),
    }),
  );
  return done ? 0 : 1;
}

await endWith(() => main(process.argv.slice(2)), usage);
