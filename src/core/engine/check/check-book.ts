import type { BookFile } from "../book-files.ts";
import type { Finding } from "./finding.ts";
import type { Mistake } from "./mistake.ts";
import { mistakes } from "./mistakes/index.ts";
import { rafiq, type Program } from "./program.ts";
import { readForCheck, type Reading } from "./reading.ts";

/**
 * Every mistake in a book, in the order of its files: flows, sentences, facts, rubric and calendar.
 *
 * A book without errors can be read by `readBook` and played; warnings are worth a look.
 */
export function checkBook(
  files: readonly BookFile[],
  program: Program = rafiq,
): readonly Finding[] {
  return findIn(readForCheck(files, program));
}

/** The same for a book that was read already. */
export function findIn(reading: Reading): readonly Finding[] {
  const findings: Finding[] = [];
  for (const [code, mistake] of Object.entries<Mistake>(mistakes)) {
    for (const { at, message, suggestion } of mistake.find(reading)) {
      findings.push({ severity: mistake.severity, ...at, code, message, suggestion });
    }
  }
  return findings.toSorted(
    (one, other) =>
      compare(one.file, other.file) || one.line - other.line || one.column - other.column,
  );
}

function compare(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
