import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { BookFile } from "../core/engine/book-files.ts";
import { findIn } from "../core/engine/check/check-book.ts";
import type { Finding } from "../core/engine/check/finding.ts";
import { rafiq } from "../core/engine/check/program.ts";
import { readForCheck } from "../core/engine/check/reading.ts";
import { summarize, type Summary } from "../core/engine/check/summary.ts";
import { languages } from "../core/language/languages.ts";

/** Reads the files of the book below a folder: `flows/*.yaml` and `locales/*.yaml`. */
export function readBookFiles(root: string): readonly BookFile[] {
  return ["flows", "locales"].flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith(".yaml") && !name.endsWith(".test.yaml"))
      .sort()
      .map((name) => ({
        path: `${folder}/${name}`,
        text: readFileSync(join(root, folder, name), "utf8"),
      })),
  );
}

/** One line to click on, and what to do about it. */
export function report({
  file,
  line,
  column,
  severity,
  code,
  message,
  suggestion,
}: Finding): string {
  return `${file}:${line}:${column} ${severity} ${code} ${message}\n    ${suggestion}`;
}

export function reportSummary(summary: Summary, findings: readonly Finding[]): string {
  const { flows, steps, sentences, written, longest } = summary;
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const coverage = languages.map((language) => {
    const share = sentences === 0 ? 100 : Math.floor((written[language] / sentences) * 100);
    return `${language} ${share} % (${sentences - written[language]} missing)`;
  });
  return [
    `${flows} flows, ${steps} steps, ${sentences} sentences`,
    `languages: ${coverage.join(", ")}`,
    longest === null
      ? "no label"
      : `longest label: ${longest.words.length} characters, ${longest.key} (${longest.language})`,
    `${errors} errors, ${findings.length - errors} warnings`,
  ].join("\n");
}

function main(): void {
  const { values } = parseArgs({ options: { root: { type: "string", default: process.cwd() } } });
  const reading = readForCheck(readBookFiles(values.root), rafiq);
  const findings = findIn(reading);
  for (const finding of findings) process.stdout.write(`${report(finding)}\n`);
  process.stdout.write(
    `${findings.length > 0 ? "\n" : ""}${reportSummary(summarize(reading), findings)}\n`,
  );
  if (findings.some(({ severity }) => severity === "error")) process.exitCode = 1;
}

if (import.meta.main) main();
