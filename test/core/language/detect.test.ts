import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { guessLanguage, greets } from "../../../src/core/language/detect.ts";
import { greetings, neutral, noGreetings, sentences } from "./answers/languages.ts";

describe.each(Object.entries(sentences))("a sentence in %s", (language, texts) => {
  test("is recognized for sure", () => {
    const wrong = texts.filter((text) => {
      const guess = guessLanguage(text);
      return guess.language !== language || !guess.sure;
    });
    expect(wrong).toEqual([]);
  });
});

describe("guessLanguage", () => {
  test("gives no language to what carries none", () => {
    expect(neutral.filter((text) => guessLanguage(text).language !== null)).toEqual([]);
  });

  test("is never sure of one or two words in a script that several languages share", () => {
    const words = Object.entries(sentences)
      .filter(([language]) => language !== "zgh")
      .flatMap(([, texts]) => texts.flatMap((text) => text.split(" ")));
    for (const [at, word] of words.entries()) {
      expect(guessLanguage(word).sure).toBe(false);
      expect(guessLanguage(`${word} ${words[at + 1] ?? ""}`).sure).toBe(false);
    }
  });

  test("never throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        guessLanguage(text);
        greets(text);
      }),
    );
  });
});

describe("greets", () => {
  test("recognizes a greeting and nothing more", () => {
    expect(greetings.filter((text) => !greets(text))).toEqual([]);
    expect(noGreetings.filter((text) => greets(text))).toEqual([]);
  });
});
