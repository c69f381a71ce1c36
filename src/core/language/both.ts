import type { Option } from "./choose.ts";
import { fold } from "./fold.ts";
import { isNegator, labelOnce } from "./label-words.ts";
import { likeness } from "./likeness.ts";
import { offersTwo } from "./polarity.ts";
import { spellings, type Role, type Segment } from "./read.ts";

/**
 * The option that means the two others together, when the message says "both" in any language or
 * names the two: "en ville et à la campagne". Null unless there are two others and such an option.
 */
export function bothSaid(options: readonly Option[], segments: readonly Segment[]): number | null {
  if (options.length !== 3 || segments.some(hinders) || offersTwo(segments)) return null;
  const [index, ...others] = [...options.keys()].filter((at) => isBoth(options[at]));
  if (index === undefined || others.length > 0) return null;
  if (segments.some((segment) => bothOnce().has(segment.words.join(" ")))) return index;
  const words = segments.flatMap((segment) => segment.words);
  const named = options.filter((option, at) => at !== index && isNamed(option, words));
  return named.length === 2 ? index : null;
}

const both = `
  les deux, les 2, tous les deux, toutes les deux, both, كلاهما, كليهما, معا, فيهما معا, بجوج, بجوجهم,
  جوجهم, b jouj, bjouj, bjoujhom
`;

const hindering: readonly Role[] = ["questions", "question-mark", "buts", "dont-know"];

function hinders(segment: Segment): boolean {
  if (segment.words.some((word) => isNegator(word))) return true;
  return hindering.some((role) => segment.roles.has(role));
}

function isBoth(option: Option | undefined): boolean {
  return option?.labels.some((label) => bothOnce().has(wordsIn(label).join(" "))) === true;
}

function isNamed(option: Option, words: readonly string[]): boolean {
  const own = option.labels.flatMap((label) => labelOnce(label).readings[0]?.content ?? []);
  return words.some((word) =>
    own.some((one) => word.length > 2 && likeness(word, one, false) >= 0.85),
  );
}

const wordsIn = (label: string) => spellings(fold(label)).flat();

let built: ReadonlySet<string> | undefined;

function bothOnce(): ReadonlySet<string> {
  built ??= new Set(spellings(both).map((words) => words.join(" ")));
  return built;
}
