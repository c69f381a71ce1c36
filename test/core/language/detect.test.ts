import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { guessLanguage, greets, nearestLanguage } from "../../../src/core/language/detect.ts";
import { greetings, neutral, noGreetings, sentences } from "./answers/languages.ts";
import { mixed } from "./answers/mixed.ts";

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

describe("a sentence in several languages", () => {
  test.each(Object.entries(mixed))(
    "is in the one that holds it together: %s",
    (language, texts) => {
      expect(texts.filter((text) => guessLanguage(text).language !== language)).toEqual([]);
    },
  );
});

const anySentence = fc.constantFrom(
  ...Object.values(sentences).flat(),
  ...Object.values(mixed).flat(),
);

describe("what carries no language changes nothing", () => {
  const nothing = fc.constantFrom(
    "👍",
    "😂😂😂",
    "🇲🇦",
    "3️⃣",
    "12",
    "2026",
    "٣٤",
    "۱۲",
    "10h30",
    "300dh",
    "+212 600 000 000",
    "https://example.org/page?a=b",
    "www.example.ma",
    "contact@example.org",
    "...",
    "!!",
  );

  test("before a sentence or behind it", () => {
    fc.assert(
      fc.property(anySentence, nothing, (text, more) => {
        const guess = guessLanguage(text);
        expect(guessLanguage(`${text} ${more}`)).toEqual(guess);
        expect(guessLanguage(`${more} ${text}`)).toEqual(guess);
      }),
    );
  });

  test("nor do thanks, a greeting or a name turn a sure guess into another", () => {
    const words = fc.constantFrom(
      "ok",
      "merci",
      "salam",
      "Fatima",
      "Mohamed",
      "Agadir",
      "whatsapp",
    );
    fc.assert(
      fc.property(anySentence, words, (text, more) => {
        const [before, after] = [guessLanguage(text), guessLanguage(`${more} ${text}`)];
        if (before.sure) expect(after.language).toBe(before.language);
      }),
    );
  });

  test("nor do case, vowel marks, stretched letters or how accents are stored", () => {
    fc.assert(
      fc.property(anySentence, (text) => {
        const guess = guessLanguage(text);
        const pointed = text.replaceAll(/[\u0628-\u063A\u0641-\u064A]/gu, "$&\u064E");
        for (const same of [
          text.toUpperCase(),
          text.normalize("NFD"),
          pointed,
          text.replaceAll(/(?<=[\u0628\u062D\u0633])(?=\p{L})/gu, "ـ"),
          `\u200F${text}\u200E`,
        ])
          expect(guessLanguage(same)).toEqual(guess);
      }),
    );
  });
});

describe("confidence", () => {
  test("lies between 0 and 1, and is 0 exactly when there is no language", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary", maxLength: 300 }), anySentence), (text) => {
        const { language, sure, confidence } = guessLanguage(text);
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
        expect(confidence === 0).toBe(language === null);
        if (sure) expect(confidence).toBeGreaterThanOrEqual(0.95);
      }),
    );
  });

  test("is low where only a leaning can be named, and none where there are no letters", () => {
    expect(nearestLanguage("merci")).toMatchObject({ language: "fr" });
    expect(nearestLanguage("شكرا").language).toMatch(/^ary?$/u);
    for (const text of neutral) expect(nearestLanguage(text).confidence).toBeLessThanOrEqual(0.4);
    for (const text of ["", "3", "٣", "👍", "+212 600 000 000", "https://example.org/page"])
      expect(nearestLanguage(text)).toEqual({ language: "fr", confidence: 0 });
  });
});

describe("greets", () => {
  test("recognizes a greeting and nothing more", () => {
    expect(greetings.filter((text) => !greets(text))).toEqual([]);
    expect(noGreetings.filter((text) => greets(text))).toEqual([]);
  });
});
