import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { confirmFeast } from "../../../src/core/calendar/calendar.ts";
import { dayOf } from "../../../src/core/calendar/days.ts";
import {
  isWorkingDay,
  promisedDate,
  promisedUrgently,
} from "../../../src/core/calendar/working-days.ts";
import { casablanca, moroccan, readCasablanca } from "./moroccan-calendar.ts";

function promised(now: string, days: number, calendar = moroccan): string | null {
  return readCasablanca(promisedDate(calendar, casablanca(now), days).at);
}

describe("the promised date", () => {
  it.each([
    ["a Wednesday", "2026-11-25T10:00", 2, "2026-11-27T20:30"],
    ["a Wednesday, late", "2026-11-25T23:59", 2, "2026-11-27T20:30"],
    ["a Thursday, over the week-end", "2026-11-26T10:00", 2, "2026-11-30T20:30"],
    ["a Saturday", "2026-11-28T10:00", 2, "2026-12-01T20:30"],
    ["a Wednesday, with students in exams", "2026-11-25T10:00", 4, "2026-12-01T20:30"],
    ["the eve of the year", "2026-12-31T10:00", 2, "2027-01-05T20:30"],
    ["the eve of the Amazigh new year", "2027-01-13T10:00", 2, "2027-01-18T20:30"],
    ["31 October, on a Sunday", "2027-10-31T10:00", 2, "2027-11-02T20:30"],
    ["a day before Aïd al-Fitr", "2027-03-08T10:00", 2, "2027-03-16T20:30"],
  ])("for a request on %s", (_, now, days, expected) => {
    expect(promised(now, days)).toBe(expected);
  });

  it("comes sooner once the feast is confirmed, never later", () => {
    const confirmed = confirmFeast(moroccan, "aid-al-fitr-1448", "2027-03-09") ?? moroccan;
    expect(promised("2027-03-08T10:00", 2, confirmed)).toBe("2027-03-12T20:30");
  });

  it("always falls on a working day, after the request", () => {
    const range = { min: casablanca("2026-11-25T00:00"), max: casablanca("2027-12-31T00:00") };
    fc.assert(
      fc.property(fc.integer(range), fc.constantFrom(1, 2, 4, 8), (now, days) => {
        const { at } = promisedDate(moroccan, now, days);
        expect(at).toBeGreaterThan(now);
        expect(isWorkingDay(moroccan, dayOf(moroccan, at))).toBe(true);
      }),
      { seed: 7 },
    );
  });
});

describe("the urgent promise", () => {
  it.each([
    ["2026-11-25T10:00", "2026-11-25T21:30"],
    ["2026-11-25T21:29", "2026-11-25T21:30"],
    ["2026-11-25T21:30", "2026-11-26T10:00"],
    ["2026-11-26T02:00", "2026-11-26T10:00"],
    ["2026-11-26T06:00", "2026-11-26T21:30"],
    ["2026-11-29T10:00", "2026-11-29T21:30"],
  ])("given at %s holds until %s", (now, expected) => {
    expect(readCasablanca(promisedUrgently(moroccan, casablanca(now)).at)).toBe(expected);
  });
});
