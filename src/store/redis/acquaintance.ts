import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Which data set this machine worked with last. */
export interface Acquaintance {
  /** Its mark (see `birth.ts`); null when there was none yet. */
  recall(): string | null;
  remember(birth: string): void;
}

/** For whoever takes any data set for theirs. */
export const stranger: Acquaintance = { recall: () => null, remember: () => undefined };

/** Keeps the mark in a file, whose folder is made when it is missing. */
export function acquaintanceIn(file: string): Acquaintance {
  const recall = () => (existsSync(file) ? readFileSync(file, "utf8").trim() : null);
  return {
    recall,
    remember(birth) {
      if (recall() === birth) return;
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      const fresh = `${file}.new`;
      writeFileSync(fresh, `${birth}\n`, { mode: 0o600, flush: true });
      renameSync(fresh, file);
    },
  };
}
