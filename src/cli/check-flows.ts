import { stdout } from "node:process";
import { findIn } from "../core/engine/check/check-book.ts";
import type { Finding } from "../core/engine/check/finding.ts";
import { rafiq } from "../core/engine/check/program.ts";
import { readForCheck } from "../core/engine/check/reading.ts";
import { summarize, type Summary } from "../core/engine/check/summary.ts";
import { languages } from "../core/language/languages.ts";
import { bookFiles } from "../runtime/book-on-disk.ts";

/** Checks the book below a folder, this project's when none is given. True when it has no error. */
export async function checkFlows(write: (text: string) => void, root?: string): Promise<boolean> {
  const reading = readForCheck(await bookFiles(root), rafiq);
  const findings = findIn(reading);
  for (const finding of findings) write(`${lineOf(finding)}\n`);
  if (findings.length > 0) write("\n");
  write(`${figuresOf(summarize(reading), findings)}\n`);
  return findings.every(({ severity }) => severity !== "error");
}

/** A place to click on, what is wrong there, and under it what to do. */
function lineOf({ file, line, column, severity, code, message, suggestion }: Finding): string {
  return `${file}:${line}:${column} ${severity} ${code} ${message}\n    ${suggestion}`;
}

function figuresOf(summary: Summary, findings: readonly Finding[]): string {
  const { flows, steps, sentences, written, longest } = summary;
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const coverage = languages.map((language) => {
    const missing = sentences - written[language];
    return missing === 0 ? `${language} all` : `${language} lacks ${missing}`;
  });
  return [
    `${flows} flows, ${steps} steps, ${sentences} sentences`,
    `languages: ${coverage.join(", ")}`,
    longest === null
      ? "no label"
      : `longest label: ${longest.words.length} characters, ${longest.key} in ${longest.language}`,
    `${errors} errors, ${findings.length - errors} warnings`,
  ].join("\n");
}

if (import.meta.main) {
  const sound = await checkFlows((text) => stdout.write(text), process.argv[2]);
  if (!sound) process.exitCode = 1;
}
