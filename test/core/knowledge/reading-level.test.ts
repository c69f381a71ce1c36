import { expect, test } from "vitest";
import { readingLevel } from "../../../src/core/knowledge/reading-level.ts";

test("a reading level counts words a sentence and long words, lines and colons apart", () => {
  expect(readingLevel("Ouvrez la page. Recherchez : un mot.\n• Un administrateur", "fr")).toEqual({
    words: 8,
    sentence: 2,
    long: 2 / 8,
    score: 27,
  });
});

test("links are no words, decimals no ends of sentences, and nothing is easy", () => {
  expect(readingLevel("Voir www.associations.gov.ma", "fr").words).toBe(1);
  expect(readingLevel("Payez 2.5 euros", "fr").sentence).toBe(4);
  expect(readingLevel(" … ", "ar")).toEqual({ words: 0, sentence: 0, long: 0, score: 0 });
});

test("a letter with its vowel marks is one letter", () => {
  expect(readingLevel("مُحَاسَبَة", "ar").long).toBe(0);
  expect(readingLevel("وبالمحاسبات", "ar").long).toBe(1);
});
