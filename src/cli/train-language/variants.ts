import type { Sample } from "./samples.ts";

/**
 * How a phone would have written the same sentence: our own are written with care. Judged and
 * counted are only the sentences themselves.
 */
export function variantsOf({
  language,
  text,
}: Pick<Sample, "language" | "text">): readonly string[] {
  const hurried = write(text.toLowerCase(), hurries[language]);
  return hurried === text.toLowerCase() ? [] : [hurried];
}

type Habits = readonly (readonly [RegExp, string])[];

function write(text: string, habits: Habits): string {
  return habits.reduce((so, [what, instead]) => so.replace(what, instead), text.normalize("NFC"));
}

/** Arabic without hamza, ta marbuta and final ya. */
const arabicHabits: Habits = [
  [/[أإآ]/gu, "ا"],
  [/ة/gu, "ه"],
  [/ى/gu, "ي"],
];

const hurries: Readonly<Record<Sample["language"], Habits>> = {
  fr: [
    [/\b(?:est-ce que|est ce que)\b/gu, "esk"],
    [/\bqu(?=[eio])/gu, "k"],
    [/\bpour\b/gu, "pr"],
    [/\bdans\b/gu, "ds"],
    [/\b(v|n)ous\b/gu, "$1s"],
    [/\bc'est\b/gu, "c"],
    [/\bj'/gu, "j"],
    [/[àâ]/gu, "a"],
    [/ç/gu, "c"],
    [/[éèêë]/gu, "e"],
    [/[îï]/gu, "i"],
    [/ô/gu, "o"],
    [/[ùûü]/gu, "u"],
    [/œ/gu, "oe"],
    [/'/gu, " "],
  ],
  en: [
    [/\byou\b/gu, "u"],
    [/\byour\b/gu, "ur"],
    [/\bare\b/gu, "r"],
    [/\bplease\b/gu, "pls"],
    [/\bbecause\b/gu, "cuz"],
    [/'/gu, ""],
  ],
  "ary-Latn": [
    [/kh/gu, "5"],
    [/gh/gu, "8"],
    [/7/gu, "h"],
    [/9/gu, "q"],
    [/3/gu, "a"],
    [/ou/gu, "o"],
    [/ch/gu, "sh"],
    [/é/gu, "e"],
    [/'/gu, ""],
  ],
  ar: arabicHabits,
  ary: [...arabicHabits, [/[گڭ]/gu, "ك"], [/پ/gu, "ب"], [/ڤ/gu, "ف"], [/\bما (?=\p{L}+ش)/gu, "ما"]],
  zgh: [
    [/gh/gu, "8"],
    [/kh/gu, "x"],
    [/ɣ/gu, "gh"],
    [/(?<=[a-z])u/gu, "o"],
  ],
};
