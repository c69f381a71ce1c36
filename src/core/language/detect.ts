import { fold, squeeze } from "./fold.ts";
import type { Language } from "./languages.ts";
import { hellos, pleasantries } from "./lexicon/greetings.ts";
import { arabic, latin, neutral } from "./lexicon/markers.ts";
import { polite } from "./lexicon/around.ts";
import { answerWords, spellings } from "./read.ts";

/**
 * What language a message is in. `sure` only for a full sentence that leaves little doubt: nothing
 * less may switch the language of a conversation. `language` is null for what carries none: ok,
 * thanks, greetings, digits, pictures, names, addresses, and short messages without a telling word.
 */
export interface Guess {
  readonly language: Language | "zgh" | null;
  readonly sure: boolean;
}

/** The script decides first, then words and word shapes that give a language away. */
export function guessLanguage(text: string): Guess {
  const seen = withoutAddresses(text.slice(0, 1200));
  const tifinagh = seen.match(/[\u2D30-\u2D7F]/g)?.length ?? 0;
  const arabicLetters = seen.match(/[\u0620-\u06D3]/g)?.length ?? 0;
  const latinLetters = seen.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (tifinagh > 0 && tifinagh >= arabicLetters && tifinagh >= latinLetters)
    return { language: "zgh", sure: true };
  if (arabicLetters >= latinLetters)
    return decide(wordsIn(seen, /[\u0620-\u06D3]+/gu), arabicScores);
  return decide(wordsIn(seen, /[\p{Script=Latin}\d]+/gu), latinScores);
}

/** Whether the whole message is a greeting ("salam", "bonjour 👋", "slm cv"), and asks nothing. */
export function greets(text: string): boolean {
  const words = answerWords(fold(text.slice(0, 300)));
  if (words.length === 0 || words.length > 12) return false;
  const { hello, aside } = greetingsOnce();
  let opened = false;
  for (let at = 0; at < words.length;) {
    const length = [4, 3, 2, 1].find((most) => {
      const key = words.slice(at, at + most).join(" ");
      return at + most <= words.length && (hello.has(key) || aside.has(key));
    });
    if (length === undefined) {
      if (/[\p{L}\p{N}]/u.test(words[at] ?? "")) return false;
      at += 1;
      continue;
    }
    const key = words.slice(at, at + length).join(" ");
    opened ||=
      hello.has(key) ||
      /^(?:cv|ca va|sa va|labas|lbas|لاباس|لباس|كيف حالكم|كيف حالك|كي داير)/u.test(key);
    at += length;
  }
  return opened;
}

function withoutAddresses(text: string): string {
  return text
    .split(/\s+/)
    .filter((word) => !/@|:\/\/|^www\.|\.(?:com|ma|org|net|fr)\b/.test(word))
    .join(" ");
}

const marks = /[\u064B-\u065F\u0670\u0640]/g;

type Scores = ReadonlyMap<Language | "zgh", number>;

/** Only case and vowel marks fold here: accents and ta marbuta carry signal. */
function wordsIn(text: string, pattern: RegExp): readonly string[] {
  const words = text.toLowerCase().replace(marks, "").match(pattern) ?? [];
  return words.slice(0, 120).filter((word) => !/^\d+$/.test(word) && !isNeutral(word));
}

function decide(words: readonly string[], scoresOf: (words: readonly string[]) => Scores): Guess {
  if (words.length === 0) return { language: null, sure: false };
  const ranked = [...scoresOf(words)].sort(([, one], [, other]) => other - one);
  const [first, second] = ranked;
  if (first === undefined || first[1] <= 0) return { language: null, sure: false };
  const [language, best] = first;
  const ahead = best - (second?.[1] ?? 0);
  if (ahead <= 0 || (words.length <= 2 && ahead < 2)) return { language: null, sure: false };
  const telling = best >= 2 && ahead >= Math.max(1, best * 0.35);
  const alone = best >= 1 && (second?.[1] ?? 0) <= 0.25 * best;
  const sure = words.filter((word) => word.length > 1).length >= 3 && (telling || alone);
  return { language, sure };
}

function latinScores(words: readonly string[]): Scores {
  const scores = markerScores(words, wordSetsOnce().latin);
  const add = (language: Language | "zgh", points: number) =>
    scores.set(language, (scores.get(language) ?? 0) + points);
  for (const word of words) {
    // A digit that is a letter: "3lach", "7na", "n9der".
    if (/^(?=.*[a-z]{2})[a-z]*[2379][a-z279]*$/.test(word) && !/^[a-z]?\d+[a-z]{0,3}$/.test(word))
      add("ary-Latn", 2);
    else if (/^[379][a-z]{2,}$/.test(word)) add("ary-Latn", 2);
    if (/[àâçèéêëîïôùûœ]/.test(word)) add("fr", 1);
    if (/(?:tion|ment|eur|euse|ique|aient|ons|ez|eaux)$/.test(word) && word.length > 5)
      add("fr", 0.5);
    if (/(?:ing|ness|ly|ould|ght|wh.+|th.{2,})$/.test(word) && word.length > 3) add("en", 0.5);
    if (
      /^(?:kan|kay|kat|ka|ghan|ghay|gha|tan|tay)[bdfghjklmnqrstwxyz379]{1,2}[a-z379]{2,}$/.test(
        word,
      )
    )
      add("ary-Latn", 1);
    if (/^n(?:[bcdfgjklmqrstwz379h]{2}|t[a-z])[a-z379]{2,}$/.test(word)) add("ary-Latn", 0.75);
    if (/^ma.{2,}ch$/.test(word)) add("ary-Latn", 2);
    if (
      /^(?:kh|gh|dh|ch?w|bgh|nqd|mgh|jm|ft|lm|lq|lkh|sm)[a-z379]{2,}$/.test(word) &&
      !/^(?:ch|sm)(?:[aeiou])/.test(word)
    )
      add("ary-Latn", 0.5);
    if (
      /^t[a-z]{3,}t$/.test(word) &&
      !/^(?:tout|test|text|tant|that|trust|treat|trait|tight|toit)/.test(word)
    )
      add("zgh", 0.75);
  }
  return scores;
}

function arabicScores(words: readonly string[]): Scores {
  const scores = markerScores(words, wordSetsOnce().arabic);
  const add = (language: Language, points: number) =>
    scores.set(language, (scores.get(language) ?? 0) + points);
  for (const [at, word] of words.entries()) {
    if (words[at - 1] === "ما" && /..ش$/u.test(word)) add("ary", 2);
    // Verb prefixes كن- كي- كت- غن-, negation in -ش, prepositions ف and د stuck to the noun.
    if (
      /^(?:كن|كي|كت|كا|غن|غي|غت|تن|تي)\p{L}{3,}$/u.test(word) &&
      !/^(?:كيف|كتاب|كان|تنظ|تنم|تيس|تيك)/u.test(word)
    )
      add("ary", 1);
    if (/^(?:م|ما).{2,}ش$/u.test(word)) add("ary", 2);
    if (/^(?:فال|فل|دال|دل|هاد|فهاد)\p{L}{3,}$/u.test(word)) add("ary", 1);
    if (/[گڭڤپ]/.test(word)) add("ary", 1);
    if (/^(?:ن|ت|ي)\p{L}{2,}و$/u.test(word)) add("ary", 0.75);
    if (/(?:نا|كم|هم)$/u.test(word) && /^(?:ل|ب|و)?\p{L}{3,}(?:تنا|تكم|اتنا|ينا)$/u.test(word))
      add("ar", 0.5);
    if (/^(?:سن|سي|ست|سأ)\p{L}{3,}$/u.test(word)) add("ar", 0.5);
    if (/^(?:وال|لل|بال|كال)\p{L}{3,}$/u.test(word)) add("ar", 0.25);
    if (/[ىئؤةإأ]/.test(word)) add("ar", 0.1);
    if (/(?:ًا|اً|ا)$/u.test(word) && /^(?:جد|حق|شكر|أيض|دائم|مجان|حالي|كثير)/u.test(word))
      add("ar", 0.5);
  }
  return scores;
}

interface WordSets<Name extends string> {
  readonly strong: ReadonlyMap<Name, ReadonlySet<string>>;
  readonly weak: ReadonlyMap<Name, ReadonlySet<string>>;
}

function markerScores(
  words: readonly string[],
  sets: WordSets<Language | "zgh">,
): Map<Language | "zgh", number> {
  const scores = new Map<Language | "zgh", number>();
  const add = (language: Language | "zgh", points: number) =>
    scores.set(language, (scores.get(language) ?? 0) + points);
  for (const word of words) {
    for (const [language, set] of sets.strong) if (set.has(word)) add(language, 1);
    for (const [language, set] of sets.weak) if (set.has(word)) add(language, 0.25);
  }
  return scores;
}

/** Words of a marker line, with only case folded. */
function listed(line: string): ReadonlySet<string> {
  return new Set(line.split(/[,\s]+/).filter((word) => word !== ""));
}

function setsOf<Name extends string>(
  markers: Readonly<Record<Name, { readonly strong: string; readonly weak: string }>>,
): WordSets<Name> {
  // Object.keys forgets that these are the record's own names.
  const names = Object.keys(markers) as Name[];
  return {
    strong: new Map(names.map((name) => [name, listed(markers[name].strong)])),
    weak: new Map(names.map((name) => [name, listed(markers[name].weak)])),
  };
}

let sets:
  | {
      readonly latin: WordSets<Language | "zgh">;
      readonly arabic: WordSets<Language | "zgh">;
      readonly neutral: ReadonlySet<string>;
    }
  | undefined;

function wordSetsOnce() {
  sets ??= { latin: setsOf(latin), arabic: setsOf(arabic), neutral: listed(neutral) };
  return sets;
}

function isNeutral(word: string): boolean {
  const { neutral: known } = wordSetsOnce();
  return known.has(word) || known.has(squeeze(word));
}

let greetingSets:
  | { readonly hello: ReadonlySet<string>; readonly aside: ReadonlySet<string> }
  | undefined;

function greetingsOnce() {
  const keys = (line: string) => new Set(spellings(line).map((words) => words.join(" ")));
  greetingSets ??= { hello: keys(hellos), aside: keys(`${pleasantries}, ${polite}`) };
  return greetingSets;
}
