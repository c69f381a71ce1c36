import type { Choosable } from "../../src/core/language/choose.ts";
import { choose } from "../../src/core/language/choose.ts";
import { commandOf } from "../../src/core/language/commands.ts";
import { guessLanguage } from "../../src/core/language/detect.ts";

/** Messages made to be slow to understand, by name, of any length. */
export const hostile: Readonly<Record<string, (length: number) => string>> = {
  "one letter": (length) => "a".repeat(length),
  "one word without an end": (length) => fill("abcdefghij", length),
  "short words": (length) => fill("ab ", length),
  "words that nearly answer": (length) => fill("asociatoin coperativ ", length),
  "numbers and hyphens": (length) => fill("1-2 -3 4,5/6:7 ", length),
  "marks on one letter": (length) => `e${"\u0301".repeat(length - 1)}`,
  "ligatures that unfold": (length) => fill("\uFDFA", length),
  "arabic with marks": (length) => fill("م\u064Eا\u0651ش\u0650ي ", length),
  "pictures joined": (length) => fill("👩‍👩‍👧‍👦", length),
  "negations never closed": (length) => fill("ma ما ", length),
  blanks: (length) => " ".repeat(length - 1) + "a",
  "question marks": (length) => fill("?؟", length),
};

const question: Choosable = {
  language: "ary",
  kind: "list",
  options: [
    "Association",
    "Coopérative",
    "Fondation",
    "Auto-entrepreneur",
    "Mutuelle",
    "Projet en création",
    "جمعية",
    "تعاونية",
    "مؤسسة",
    "تعاضدية",
  ].map((label) => ({ labels: [label, `${label} ou groupement`] })),
};

/** All that is done to words before the flow sees them: language, command, answer. */
export function understand(text: string): number {
  guessLanguage(text);
  commandOf(text);
  choose(question, text);
  return 1;
}

/** The matcher alone. */
export function match(text: string): number {
  choose(question, text);
  return 1;
}

function fill(part: string, length: number): string {
  return part.repeat(Math.ceil(length / part.length)).slice(0, length);
}
