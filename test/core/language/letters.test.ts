import { describe, expect, test } from "vitest";
import { lettersOnly, placesOf, wordsIn } from "../../../src/core/language/letters.ts";
import { lettersModel, packRow, stepFor, weigh } from "../../../src/core/language/likely.ts";

describe("what of a text carries a language", () => {
  test("keeps accents, hamza and ta marbuta, and loses case, vowel marks and addresses", () => {
    expect(lettersOnly("ÉTÉ à la Coopérative")).toBe("été à la coopérative");
    expect(lettersOnly("جَمْعِيّـــة أُخرى")).toBe("جمعية أخرى");
    expect(lettersOnly("voir https://example.org/a ou a@example.org merci")).toBe("voir ou merci");
  });

  test("holds words, among them those with digits for letters, but no numbers nor measures", () => {
    expect(
      wordsIn(lettersOnly("3lach 7na 3nd 9al f 2026, 25 ٣٤ 10h30 300ko 2ème"), "latin"),
    ).toEqual(["3lach", "7na", "3nd", "9al", "f"]);
    expect(wordsIn(lettersOnly("جمعية ٢٠٢٦ page"), "arabic")).toEqual(["جمعية"]);
  });
});

describe("runs of letters", () => {
  test("have the same places in every text, and never outside the table", () => {
    const places = placesOf(["wach", "kayn"], 1024);
    expect(Math.max(...places)).toBeLessThan(1024);
    expect(placesOf(["wach", "kayn"], 1024)).toEqual(places);
    // " w" to " wach", "w" to "wach ", ... of the 11 characters of " wach kayn ", without lone spaces.
    expect(places.length).toBe(55 - 10 - 3);
  });

  test("of no words are none", () => {
    expect(weigh(lettersModel, [], "latin").every(({ weight }) => weight === 0)).toBe(true);
  });
});

describe("a row of weights", () => {
  test("is written in characters that need no escaping, to the nearest step", () => {
    const step = stepFor(2.8);
    expect(step).toBe(0.1);
    expect(packRow([-2.8, -0.1, 0, 0.04, 0.06, 2.8, 99], step)).toBe("#>??@[[");
    expect(JSON.stringify(packRow([-9, 9], step))).toBe('"#["');
  });
});
