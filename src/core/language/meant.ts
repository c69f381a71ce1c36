import { squeeze, wordsOf } from "./fold.ts";
import { identity } from "./lexicon/around.ts";
import { spellings, type Segment } from "./read.ts";

/**
 * The part of a message that its writer means in the end: what follows "non, en fait" or what is
 * left when the other part is denied ("pas une association, une coopérative"). Null when the
 * message does not correct itself. `answers` says whether a part would answer by itself.
 */
export function meantIn(
  segments: readonly Segment[],
  answers: (part: readonly Segment[]) => boolean,
): readonly Segment[] | null {
  const mark = segments.findLastIndex((segment) => segment.roles.has("corrects"));
  if (mark > 0 && mark < segments.length - 1) {
    const after = segments.slice(mark + 1);
    if (answers(after)) return after;
  }
  // "non, association" denies something else, unless "non" is an answer itself.
  const all = partsOf(segments);
  if (all.length < 2) return null;
  const parts = all.filter((part) => !part.every(refuses) || answers(part));
  const denied = parts.filter(denies);
  const rest = parts.filter((part) => !denies(part));
  const [left, ...others] = rest;
  if (left === undefined || others.length > 0) return null;
  // "non, 3" denies nothing that was named.
  return denied.every((part) => answers(part.filter((one) => !isDenial(one)))) ? left : null;
}

/** Cut at commas, at "but", where a denial follows, and where the writer starts again after one. */
function partsOf(segments: readonly Segment[]): readonly (readonly Segment[])[] {
  const parts: Segment[][] = [[]];
  for (const segment of segments) {
    const current = parts.at(-1) ?? [];
    const parting = /^[,،]$/u.test(segment.words[0] ?? "") || segment.roles.has("buts");
    const starts = segment.roles.has("identity") && current.some(isDenial);
    const turns = isDenial(segment) && current.some(says);
    if (parting) parts.push([]);
    else if (starts || turns) parts.push([segment]);
    else if (!segment.roles.has("polite") || says(segment)) current.push(segment);
  }
  return parts.filter((part) => part.length > 0);
}

function says(segment: Segment): boolean {
  const { roles } = segment;
  if (roles.has("identity")) return false;
  return roles.size === 0 || roles.has("yes") || roles.has("no") || roles.has("number");
}

function refuses({ roles }: Segment): boolean {
  return roles.has("no") || roles.has("polite");
}

function denies(part: readonly Segment[]): boolean {
  return part.slice(0, 4).some(isDenial);
}

/** A bare "non" answers; "pas", "pas du tout", "machi" and "ليس" deny what follows them. */
function isDenial(segment: Segment): boolean {
  if (segment.roles.has("no") && !segment.firm && segment.words.length > 1) return true;
  return segment.roles.has("negators") && !segment.roles.has("yes") && !segment.roles.has("no");
}

/**
 * What a long story announces as its answer: the few words from each "la réponse est" on, or
 * "nous sommes" where `identities` asks for it, and its last words when they conclude it ("donc
 * oui"). Each may hold the answer. At most eight, the last ones.
 */
export function announcedIn(folded: string, identities: boolean): readonly string[] {
  const found: string[] = [];
  const clauses = folded.split(/[,.;:!،؛]/u).filter((clause) => /\p{L}/u.test(clause));
  for (const clause of clauses) {
    const words = wordsOf(clause).map(squeeze);
    const mark = words.findLastIndex(
      (word, at) => announces.test(word) || (identities && identifies(words, at)),
    );
    if (mark !== -1) found.push(words.slice(mark, mark + 6).join(" "));
  }
  const [first = "", ...end] = wordsOf(clauses.at(-1) ?? "");
  if (end.length <= 3 && concludes.test(first)) found.push(end.join(" "));
  return found.slice(-8);
}

const announces = /^(?:reponse|answer|ف?الجواب|جواب(?:نا|ي)|l?jawab)$/u;
const concludes = /^(?:donc|alors|so|يعني|اذن|ya3ni|donk)$/u;

function identifies(words: readonly string[], at: number): boolean {
  return [1, 2, 3].some((length) => identityOnce().has(words.slice(at, at + length).join(" ")));
}

let built: ReadonlySet<string> | undefined;

function identityOnce(): ReadonlySet<string> {
  built ??= new Set(spellings(identity).map((words) => words.join(" ")));
  return built;
}
