import { describe, expect, it } from "vitest";
import { sayDate, sayTime } from "../../../src/core/calendar/say-date.ts";
import { isolate } from "../../../src/core/language/isolate.ts";
import { isRightToLeft, languages } from "../../../src/core/language/languages.ts";
import { casablanca } from "./moroccan-calendar.ts";

const thursday = casablanca("2026-11-26T18:30");

describe("a date in words", () => {
  it.each([
    ["fr", "jeudi 26 novembre", "jeudi 26 novembre à 18:30 (heure du Maroc)"],
    ["ar", "الخميس 26 نونبر", "الخميس 26 نونبر على الساعة 18:30 (بتوقيت المغرب)"],
    ["ary", "الخميس 26 نونبر", "الخميس 26 نونبر مع 18:30 (بتوقيت المغرب)"],
    ["ary-Latn", "lkhmis 26 nouanbir", "lkhmis 26 nouanbir m3a 18:30 (b taw9it lmaghrib)"],
    ["en", "Thursday 26 November", "Thursday 26 November at 18:30 (Morocco time)"],
  ] as const)("in %s", (language, day, withTime) => {
    expect(sayDate(thursday, language, false)).toBe(day);
    expect(sayDate(thursday, language, true)).toBe(withTime);
  });

  it("says the first of a month as French does", () => {
    const first = casablanca("2027-01-01T09:05");
    expect(sayDate(first, "fr", true)).toBe("vendredi 1er janvier à 09:05 (heure du Maroc)");
    expect(sayDate(first, "en", false)).toBe("Friday 1 January");
  });

  it("gives the hour of Paris to those who ask, winter and summer", () => {
    expect(sayTime(thursday, "fr", "paris")).toBe("19:30 (heure de Paris)");
    expect(sayTime(casablanca("2027-07-01T18:00"), "fr", "paris")).toBe("20:00 (heure de Paris)");
    expect(sayDate(casablanca("2027-07-01T22:30"), "en", true, "paris")).toBe(
      "Friday 2 July at 00:30 (Paris time)",
    );
  });

  it.each(languages)(
    "has every weekday and month of its own in %s, in no need of isolating",
    (language) => {
      const said = Array.from({ length: 365 }, (_, index) =>
        sayDate(casablanca("2027-01-01T10:00") + index * 86_400_000, language, true),
      );
      expect(new Set(said).size).toBe(365);
      for (const text of said) {
        expect(text).not.toContain("undefined");
        expect(isolate(text, isRightToLeft(language))).toBe(text);
      }
      const words = said.map((text) => text.split(" "));
      expect(new Set(words.map(([weekday]) => weekday)).size).toBe(7);
      expect(new Set(words.map(([, , month]) => month)).size).toBe(12);
    },
  );
});
