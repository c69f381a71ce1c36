import type { Language } from "../language/languages.ts";
import { fold, wordsOf } from "../language/fold.ts";
import { likeness } from "../language/likeness.ts";

/** A line with the words it is shown in. */
export interface NamedLine {
  readonly id: string;
  readonly label: string;
}

export type LineFound =
  | { readonly kind: "one"; readonly id: string }
  /** Equally near, in the order of the page. */
  | { readonly kind: "several"; readonly ids: readonly string[] }
  | { readonly kind: "none" };

/**
 * The line that somebody names: in other letters, with slips, or with half of its words
 * (« le loiyer », « transpor », "lkra").
 */
export function findLine(
  lines: readonly NamedLine[],
  words: string,
  language: Language,
): LineFound {
  const typed = tellingWords(words.slice(0, 200));
  if (typed.length === 0) return { kind: "none" };
  const near = lines
    .map(({ id, label }) => ({ id, score: nearness(typed, tellingWords(label), language) }))
    .filter(({ score }) => score >= enough);
  const best = Math.max(0, ...near.map(({ score }) => score));
  const ids = near.filter(({ score }) => score > best - margin).map(({ id }) => id);
  const [only] = ids;
  if (only === undefined) return { kind: "none" };
  return ids.length === 1 ? { kind: "one", id: only } : { kind: "several", ids };
}

/** A word this alike is the same one with a slip. */
const enough = 0.4;
const margin = 0.08;

/** How much of the label was said, and how much of what was said is the label. */
function nearness(typed: readonly string[], label: readonly string[], language: Language): number {
  if (label.length === 0) return 0;
  const arabizi = language === "ary" || language === "ary-Latn";
  const best = (word: string, among: readonly string[]): number =>
    Math.max(0, ...among.map((other) => alike(word, other, arabizi)));
  const said = sum(label.map((word) => best(word, typed))) / label.length;
  const meant = sum(typed.map((word) => best(word, label)));
  // Other words may stand around ("corriger le loyer"): only one that fits is needed.
  return meant === 0 ? 0 : 0.55 * Math.min(1, meant) + 0.45 * said;
}

function alike(word: string, other: string, arabizi: boolean): number {
  const found = likeness(word, other, arabizi);
  return found >= 0.7 ? found : 0;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

function tellingWords(text: string): readonly string[] {
  return wordsOf(fold(text))
    .filter((word) => word.length > 1 && !small.has(word))
    .slice(0, 12);
}

/** Words that tell no line from another. */
const small: ReadonlySet<string> = new Set(
  `de des du la le les et en au aux un une pour ou sur par nos notre votre mon ma the of and for our to
   a an in on dyal dial d l w f b f ديال دال من في على و او ال ل`
    .split(/\s+/u)
    .filter((word) => word !== ""),
);
