import { existsSync } from "node:fs";
import { loadEnvFile, stdout } from "node:process";
import { readSettings } from "../config.ts";
import { checks, type Finding, type Surgery } from "./doctor/checks.ts";
import { endWith } from "./on-store.ts";

const signs = { well: "✓", ill: "✗", off: "–" } as const;

/** Looks at everything and writes one line each, with what to do. True when nothing is ill. */
export async function examine(surgery: Surgery, write: (text: string) => void): Promise<boolean> {
  let isWell = true;
  for (const check of checks) {
    for (const finding of await check(surgery)) {
      write(`${lineOf(finding)}\n`);
      isWell &&= finding.state !== "ill";
    }
  }
  return isWell;
}

function lineOf({ what, state, said, mend }: Finding): string {
  return `${signs[state]} ${what}: ${said}${mend === "" ? "" : ` — ${mend}`}`;
}

/** `npm run -s doctor`: whether the settings would work, against the providers as they are. */
async function main(): Promise<number> {
  if (existsSync(".env")) loadEnvFile(".env");
  const settings = readSettings(process.env);
  const surgery = { settings, call: fetch, clock: Date.now };
  return (await examine(surgery, (text) => stdout.write(text))) ? 0 : 1;
}

if (import.meta.main) await endWith(main, "");
