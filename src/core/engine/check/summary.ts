import { languages, type Language } from "../../language/languages.ts";
import { makeMeasure } from "./measure.ts";
import type { Reading } from "./reading.ts";

/** What a book holds, in figures. */
export interface Summary {
  readonly flows: number;
  readonly steps: number;
  readonly sentences: number;
  /** How many sentences are written in each language. */
  readonly written: Readonly<Record<Language, number>>;
  /** The longest label as it is shown; null when there is none. */
  readonly longest: {
    readonly key: string;
    readonly language: Language;
    readonly words: string;
  } | null;
}

export function summarize(reading: Reading): Summary {
  const { flows, sentences, uses } = reading;
  const measure = makeMeasure(reading);
  let longest: Summary["longest"] = null;
  for (const key of new Set(uses.filter(({ as }) => as !== "words").map((use) => use.key))) {
    for (const language of languages) {
      const words = measure.words(key, language);
      if (words !== null && words.length > (longest?.words.length ?? 0))
        longest = { key, language, words };
    }
  }
  const count = (language: Language): number =>
    [...sentences.values()].filter(({ forms }) => forms.has(language)).length;
  return {
    flows: flows.length,
    steps: flows.reduce((sum, { ids }) => sum + ids.length, 0),
    sentences: sentences.size,
    written: {
      fr: count("fr"),
      ar: count("ar"),
      ary: count("ary"),
      "ary-Latn": count("ary-Latn"),
      en: count("en"),
    },
    longest,
  };
}
