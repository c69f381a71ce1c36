import type { Language } from "../language/languages.ts";

/** How hard a text is to read. The measure compares texts of one language, never two languages. */
export interface ReadingLevel {
  readonly words: number;
  /** Words a sentence, on average. A line of a list is a sentence, and so is what follows a colon. */
  readonly sentence: number;
  /** The share of long words, between 0 and 1. */
  readonly long: number;
  /** Words a sentence plus long words in a hundred, as in LIX: 25 is easy, above 45 is hard. */
  readonly score: number;
}

/**
 * From how many letters on a word is long. LIX says seven for Swedish; French and English need
 * more, and an Arabic word carries its article, prepositions and pronouns with it but no vowels.
 */
const longFrom: Readonly<Record<Language, number>> = {
  fr: 9,
  ar: 8,
  ary: 8,
  "ary-Latn": 9,
  en: 8,
};

/** Links and addresses are no words. A text without words is the easiest. */
export function readingLevel(text: string, language: Language): ReadingLevel {
  const plain = text.replace(/\S+\.(?:ma|com|org|net)\S*/giu, " ");
  const sentences = plain
    .split(/[.!?؟:;؛…\n]+(?=\s|$)|\n/u)
    .map((sentence) => sentence.match(/[\p{L}\p{M}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu) ?? [])
    .filter((words) => words.length > 0);
  const words = sentences.flat();
  if (words.length === 0) return { words: 0, sentence: 0, long: 0, score: 0 };
  const lettersIn = (word: string) => word.match(/\p{L}/gu)?.length ?? 0;
  const long = words.filter((word) => lettersIn(word) >= longFrom[language]).length / words.length;
  const sentence = words.length / sentences.length;
  return { words: words.length, sentence, long, score: sentence + 100 * long };
}
