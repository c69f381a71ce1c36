import { squeeze } from "./fold.ts";
import type { Script, Told } from "./letters.ts";
import { frames } from "./lexicon/frames.ts";
import { cities, names } from "./lexicon/names.ts";
import { arabic, latin, neutral } from "./lexicon/markers.ts";

/** How much each language is given away, in points; one left out has none. */
export type Points = ReadonlyMap<Told, number>;

/**
 * What single words give away: those that stand in one language alone, and shapes of words that
 * only one has ("kan-", "ma...ch", "3lach"). `words` as `wordsIn` gives them.
 */
export function tellingPoints(words: readonly string[], script: Script): Points {
  return script === "latin" ? latinPoints(words) : arabicPoints(words);
}

function latinPoints(words: readonly string[]): Points {
  const scores = markerScores(words, wordSetsOnce().latin);
  const add = (language: Told, points: number) =>
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

function arabicPoints(words: readonly string[]): Points {
  const scores = markerScores(words, wordSetsOnce().arabic);
  const add = (language: Told, points: number) =>
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

function markerScores(words: readonly string[], sets: WordSets<Told>): Map<Told, number> {
  const scores = new Map<Told, number>();
  const add = (language: Told, points: number) =>
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
      readonly latin: WordSets<Told>;
      readonly arabic: WordSets<Told>;
      readonly neutral: ReadonlySet<string>;
      readonly frames: ReadonlyMap<Told, ReadonlySet<string>>;
    }
  | undefined;

function wordSetsOnce() {
  sets ??= {
    latin: setsOf(latin),
    arabic: setsOf(arabic),
    neutral: listed(`${neutral} ${names} ${cities}`),
    // Object.entries forgets that these are the record's own names.
    frames: new Map(
      (Object.entries(frames) as [Told, string][]).map(([name, line]) => [name, listed(line)]),
    ),
  };
  return sets;
}

/** How many of the words hold a sentence together, in each language. */
export function framesIn(words: readonly string[]): Points {
  const counts = new Map<Told, number>();
  for (const [language, set] of wordSetsOnce().frames) {
    const count = words.filter((word) => set.has(word)).length;
    if (count > 0) counts.set(language, count);
  }
  return counts;
}

/** Whether a word is said in all our languages, or names somebody or some place. */
export function isNeutral(word: string): boolean {
  const { neutral: known } = wordSetsOnce();
  return known.has(word) || known.has(squeeze(word));
}
