import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { parse } from "yaml";
import { templateFiles } from "../../src/channels/templates.ts";
import { commandNamed, runCommand } from "../../src/cli/webinars/run.ts";
import { languages } from "../../src/core/language/languages.ts";
import { readTemplates } from "../../src/core/templates.ts";
import { readProgramme } from "../../src/core/webinar/programme.ts";
import { until } from "../until.ts";
import type { House } from "./house.ts";

const flows = join(import.meta.dirname, "..", "..", "flows");

/** The sessions that can be held. */
export const programme = readProgramme(parse(readFileSync(join(flows, "programme.yaml"), "utf8")));
const at = (text: string): number => Date.parse(`${text}:00Z`);

/** The clock goes to an hour of Morocco, and what came due is played. */
export async function goTo(house: House, hour: string): Promise<void> {
  house.time.now = at(hour);
  const { store } = house.service.world;
  await until("what came due was played", async () => {
    const due = await store.nextDue();
    return due === null || due > house.time.now;
  });
  await house.settled();
}

let words = 0;

/** What a coordinator types; a file is given as its text. */
export async function coordinate(
  house: House,
  name: string,
  ...args: readonly string[]
): Promise<string> {
  const lines: string[] = [];
  const command = commandNamed(name);
  if (command === null) throw new Error(`no command ${name}`);
  const exit = await runCommand(command, args, {
    store: house.service.world.store,
    now: house.time.now,
    newId: () => `word-${(words += 1)}`,
    calendar: () => Promise.resolve(house.service.world.book.calendar),
    moments: () => Promise.resolve(house.service.world.book.rules.moments),
    programme: () => Promise.resolve(programme),
    file: (text) => Promise.resolve(new TextEncoder().encode(text)),
    say: (line) => lines.push(line),
    write: (text) => lines.push(text),
    warn: (line) => lines.push(line),
  });
  expect(exit, lines.join("\n")).toBe(0);
  await house.settled();
  return lines.join("\n");
}

/** As the command `templates -- sync` does it, and WhatsApp's reviewers agree. */
export async function approveTemplates(house: House): Promise<void> {
  const channel = house.service.world.channels.get("twilio-whatsapp");
  const signal = AbortSignal.timeout(60_000);
  await channel?.templates?.sync(signal);
  house.twilio.moderate("rafiq", "approved");
  const review = await channel?.templates?.look(signal);
  const count = readTemplates(await templateFiles()).length;
  expect(review?.standings.filter(({ state }) => state === "approved")).toHaveLength(
    count * languages.length,
  );
}
