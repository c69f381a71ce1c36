import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { settingRooms } from "../config.ts";
import { projectRoot } from "../project-root.ts";

const file = join(projectRoot, ".env.example");

/** Writes `.env.example` from the settings' own schemas; with `--check`, only compares. */
async function main([option]: readonly string[]): Promise<void> {
  const text = exampleText();
  if (option !== "--check") return writeFile(file, text);
  if ((await readFile(file, "utf8")) === text) return;
  process.stderr.write(".env.example is out of date: run `npm run settings`\n");
  process.exitCode = 1;
}

/** Every variable once, with what it is for, all of them commented out. */
export function exampleText(): string {
  const seen = new Set<string>();
  const rooms = settingRooms.map(({ title, variables }) => {
    const lines = Object.entries(variables).flatMap(([name, schema]) => {
      if (seen.has(name)) return [];
      seen.add(name);
      return ["", `# ${schema.description ?? ""}`, `# ${name}=`];
    });
    return [`# ${title}`, ...lines].join("\n");
  });
  return `# Copy to .env and uncomment what you need. Without any of it, Rafiq runs on this machine alone.\n# This file is written by \`npm run settings\`.\n\n${rooms.join("\n\n")}\n`;
}

if (import.meta.main) await main(process.argv.slice(2));
