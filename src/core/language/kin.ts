import { kin } from "./lexicon/kin.ts";
import { spellings } from "./read.ts";

/** Whether two folded words mean the same, in two languages or in two forms. */
export function areKin(one: string, other: string): boolean {
  const family = familyOf(one);
  return family !== undefined && family === familyOf(other);
}

/** Undefined for a word of no family. */
export function familyOf(word: string): number | undefined {
  const families = familiesOnce();
  return families.get(word) ?? families.get(word.replace(stuck, ""));
}

/** Articles and prepositions that are written in one with the word. */
const stuck = /^(?:و?[فبكل]?ال|لل|[وفبل]|[fbwd]?l)(?=\p{L}{3})/u;

let built: ReadonlyMap<string, number> | undefined;

function familiesOnce(): ReadonlyMap<string, number> {
  built ??= new Map(
    kin
      .trim()
      .split("\n")
      .flatMap((line, at) => spellings(line).map((words) => [words.join(""), at] as const)),
  );
  return built;
}
