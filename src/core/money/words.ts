import { soften } from "../language/sounds.ts";
import { fold } from "../language/fold.ts";
import { edits } from "../language/read.ts";
import { arabicForms, arabiziForms, plainWords } from "./number-words.ts";

/** What a word does in an amount. */
export type Meaning =
  /** `alone`: an article too, so that it counts only where a number must stand. `script`: how it is written. */
  | {
      readonly kind: "number";
      readonly value: number;
      readonly alone?: true;
      readonly script: "fr" | "en" | "arabizi" | "arabic";
    }
  /** A form that stands only before « hundred » or « thousand »: "tlt" mya, « ربع » مية. */
  | { readonly kind: "bound"; readonly value: number }
  | { readonly kind: "times"; readonly value: number }
  /** A thousand or a million with its count in it: « ألفين ». */
  | { readonly kind: "whole"; readonly value: number; readonly step: number }
  /** A count of two where it stands alone, a thousand after a number: « ألفا ». */
  | { readonly kind: "dual-or-times"; readonly step: number }
  /** `ou` is « or » in French and "and" in Darija. */
  | { readonly kind: "half" | "quarter" | "and" | "or" | "ou" | "link" | "article" }
  | { readonly kind: "negative" | "counted" | "foreign" | "nothing" | "fold" }
  /** `count`: said with the unit itself, « درهمين ». */
  | {
      readonly kind: "unit";
      readonly unit: "dirham" | "ryal" | "frank" | "centime";
      readonly count?: number;
    };

/** What a word means, as it was typed; null for a word that has nothing to do with amounts. */
export function meaningOf(word: string): Meaning | null {
  if (word.length > longest) return null;
  const folded = soften(fold(word));
  if (folded === "") return null;
  return known(folded) ?? slipped(folded);
}

const longest = 24;

function known(folded: string): Meaning | null {
  const plain = plainOnce().get(folded);
  if (plain !== undefined) return plain;
  return /^[a-z0-9]/u.test(folded) ? arabizi(folded) : arabic(folded);
}

let built: ReadonlyMap<string, Meaning> | undefined;

function plainOnce(): ReadonlyMap<string, Meaning> {
  built ??= new Map(
    plainWords.flatMap(([meaning, words]) =>
      words
        .trim()
        .split(/\s+/u)
        .map((word) => [word, meaning] as const),
    ),
  );
  return built;
}

/** « khmsmya », « tltalaf »: the bound form and what it counts in one word. */
const joinedHundred = /^(.{2,8}?)(?:m[ie]?y{1,2}a|mia)$/u;
const joinedThousand = /^(.{2,8}?)(?:alaf|laf)$/u;

function arabizi(word: string): Meaning | null {
  for (const [form, meaning] of arabiziForms) if (form.test(word)) return meaning;
  for (const [joined, step] of [
    [joinedHundred, 100],
    [joinedThousand, 1000],
  ] as const) {
    const [, count] = joined.exec(word) ?? [];
    if (count === undefined || /^\d+$/u.test(count)) continue;
    const value = arabiziForms.find(([form]) => form.test(count))?.[1];
    if (value?.kind !== "bound" && value?.kind !== "number") continue;
    if (value.value < 2 || value.value > 10) continue;
    return step === 100
      ? { kind: "number", value: value.value * 100, script: "arabizi" }
      : { kind: "whole", value: value.value * 1000, step: 1000 };
  }
  return null;
}

function arabic(word: string): Meaning | null {
  for (const [form, meaning] of arabicForms) if (form.test(word)) return meaning;
  return null;
}

/** A long number word with one slip. Never « fille » for « mille »: what multiplies must be right. */
function slipped(folded: string): Meaning | null {
  if (folded.length < 6 || folded.length > 12 || folded.endsWith("th")) return null;
  let found: Meaning | null = null;
  for (const [word, meaning] of longOnce()) {
    if (edits(folded, word, 1) > 1) continue;
    if (found !== null && found !== meaning) return null;
    found = meaning;
  }
  return found;
}

let long: readonly (readonly [string, Meaning])[] | undefined;

/** Words in which a slip is seen: long enough, and no other word is near. */
function longOnce(): readonly (readonly [string, Meaning])[] {
  long ??= [...plainOnce()].filter(([word, { kind }]) =>
    kind === "number" ? word.length >= 6 : kind === "times" && word.length >= 7,
  );
  return long;
}
