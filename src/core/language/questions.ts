import { fold, wordsOf } from "./fold.ts";
import { beforeQuestions, interrogatives } from "./lexicon/interrogatives.ts";

/**
 * Whether somebody asks something: a question mark after a few words, or a word that questions begin
 * with. Says nothing about what they ask.
 */
export function asksSomething(text: string): boolean {
  const words = wordsOf(fold(text.slice(0, 600)));
  if (words.length < 2) return false;
  if (/[?؟]/u.test(text)) return true;
  const { openings, before } = lists();
  let at = 0;
  while (at < words.length - 1 && before.has(words[at] ?? "")) at += 1;
  const [first = "", second = "", third = ""] = words.slice(at);
  return [first, `${first} ${second}`, `${first} ${second} ${third}`].some((opening) =>
    openings.has(opening),
  );
}

let once: { openings: ReadonlySet<string>; before: ReadonlySet<string> } | null = null;

function lists(): { openings: ReadonlySet<string>; before: ReadonlySet<string> } {
  once ??= {
    openings: new Set(interrogatives.split(",").map((one) => wordsOf(fold(one)).join(" "))),
    before: new Set(beforeQuestions.split(",").flatMap((one) => wordsOf(fold(one)))),
  };
  return once;
}
