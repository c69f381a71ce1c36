import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { stderr, stdout } from "node:process";
import { parse } from "yaml";
import { readCalendar } from "../core/calendar/calendar.ts";
import { readMoments } from "../core/webinar/moments.ts";
import { readProgramme } from "../core/webinar/programme.ts";
import { bookFiles } from "../runtime/book-on-disk.ts";
import { endWith, onStore } from "./on-store.ts";
import { Mistake } from "./webinars/mistake.ts";
import { commandNamed, help, runCommand } from "./webinars/run.ts";

/** What coordinators do with webinars. */
async function main([name, ...args]: readonly string[]): Promise<number> {
  const command = commandNamed(name);
  if (command === null) {
    const isAsked = name === undefined || name === "help" || name === "--help";
    if (!isAsked) stderr.write(`there is no command “${name}”\n`);
    stdout.write(help);
    return isAsked ? 0 : 2;
  }
  return onStore((store) =>
    runCommand(command, args, {
      store,
      now: Date.now(),
      newId: () => randomBytes(9).toString("hex"),
      calendar: async () => readCalendar(await flow("calendar")),
      moments: async () => readMoments(await flow("moments")),
      programme: async () => readProgramme(await flow("programme")),
      file: readBytes,
      say: (line) => stdout.write(`${line}\n`),
      write: (text) => stdout.write(text),
      warn: (line) => stderr.write(`${line}\n`),
    }),
  );
}

/** The value in `flows/<name>.yaml`. */
async function flow(name: string): Promise<unknown> {
  const [file] = await bookFiles(undefined, ({ path }) => path === `flows/${name}.yaml`);
  if (file === undefined) throw new Mistake(`there is no flows/${name}.yaml`);
  return parse(file.text);
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    const why = error.code === "ENOENT" ? "there is no such file" : "it cannot be read";
    throw new Mistake(`${path}: ${why}`);
  }
}

await endWith(() => main(process.argv.slice(2)), help);
