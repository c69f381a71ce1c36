import { describe, expect, it } from "vitest";
import { languages } from "../../../src/core/language/languages.ts";
import { hoursHere, placeOf, places, type Place } from "../../../src/core/webinar/hours.ts";
import { webinarOf } from "./sample.ts";

const winter = webinarOf({ starts: "2027-01-12T18:30" });
const summer = webinarOf({ starts: "2027-07-13T18:30" });

describe("the hour of a webinar", () => {
  it("is said with whose hour it is, in every language", () => {
    expect(languages.map((language) => hoursHere(winter, language).here)).toEqual([
      "18 h 30, heure du Maroc",
      "18:30 بتوقيت المغرب",
      "18:30 بتوقيت المغرب",
      "18:30 b taw9it lmaghrib",
      "18:30, Morocco time",
    ]);
    expect(hoursHere(webinarOf({ starts: "2027-01-12T09:00" }), "fr").here).toBe(
      "9 h, heure du Maroc",
    );
  });

  // Written from the offsets of these countries, Morocco being at UTC+0 all year.
  it.each<[Place, string | null, string | null]>([
    ["MA", null, null],
    ["FR", "19:30, France time", "20:30, France time"],
    ["BE", "19:30, Belgium time", "20:30, Belgium time"],
    ["ES", "19:30, Spain time", "20:30, Spain time"],
    ["IT", "19:30, Italy time", "20:30, Italy time"],
    ["DE", "19:30, Germany time", "20:30, Germany time"],
    ["NL", "19:30, Netherlands time", "20:30, Netherlands time"],
    ["GB", null, "19:30, UK time"],
    ["US-East", "13:30, New York time", "14:30, New York time"],
    ["CA-Quebec", "13:30, Quebec time", "14:30, Quebec time"],
    ["SN", null, null],
    ["TN", "19:30, Tunisia time", "19:30, Tunisia time"],
    ["DZ", "19:30, Algeria time", "19:30, Algeria time"],
    ["AE", "22:30, UAE time", "22:30, UAE time"],
    ["SA", "21:30, Saudi Arabia time", "21:30, Saudi Arabia time"],
  ])("is right for somebody in %s, in winter and in summer", (place, cold, warm) => {
    expect(hoursHere(winter, "en", place).there).toBe(cold);
    expect(hoursHere(summer, "en", place).there).toBe(warm);
  });

  it("was one hour nearer to France before September 2026", () => {
    const before = webinarOf({ starts: "2026-06-15T18:30" });
    expect(hoursHere(before, "fr", "FR").there).toBe("19 h 30, heure de France");
  });

  it("says the day too when it is another one there", () => {
    const late = webinarOf({ starts: "2027-02-18T22:00" });
    expect(hoursHere(late, "fr", "AE")).toEqual({
      here: "22 h, heure du Maroc",
      there: "vendredi 19 février à 2 h, heure des Émirats",
    });
  });

  it("has a name for every place in every language", () => {
    for (const place of places) {
      for (const language of languages) {
        expect(hoursHere(summer, language, place).there ?? "there").not.toContain("undefined");
      }
    }
  });

  it.each<[string, Place | null]>([
    ["+212 6 12 34 56 78", "MA"],
    ["33612345678", "FR"],
    ["+1 514 555 0100", "CA-Quebec"],
    ["+1 212 555 0100", "US-East"],
    ["+1 310 555 0100", null],
    ["+221770000000", "SN"],
    ["+971500000000", "AE"],
    ["+86 100", null],
    ["", null],
  ])("takes the country from the calling code of %s", (phone, place) => {
    expect(placeOf(phone)).toBe(place);
  });
});
