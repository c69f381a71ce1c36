import { describe, expect, it } from "vitest";
import { afterOpenMinutes } from "../../../src/core/calendar/open-hours.ts";
import { casablanca, moroccan, readCasablanca } from "./moroccan-calendar.ts";

describe("open hours", () => {
  it.each([
    ["count only in the evening slots", "2026-11-25T10:00", 4, "2026-11-26T19:30"],
    ["begin at once inside a slot", "2026-11-25T20:00", 1, "2026-11-25T21:00"],
    ["may end with a slot", "2026-11-25T10:00", 3, "2026-11-25T21:30"],
    ["pass over Friday, and the noon of Saturday", "2026-11-26T21:30", 4, "2026-11-28T16:00"],
    ["pass over Sunday", "2026-11-28T17:00", 2, "2026-11-30T19:30"],
    ["pass over a holiday", "2027-01-14T09:00", 1, "2027-01-16T11:00"],
    ["come later in the evenings of Ramadan", "2027-02-15T18:30", 1, "2027-02-15T22:30"],
  ])("%s", (_, from, hours, expected) => {
    expect(readCasablanca(afterOpenMinutes(moroccan, casablanca(from), hours * 60))).toBe(expected);
  });

  it("do not move a moment by none", () => {
    expect(afterOpenMinutes(moroccan, 12_345, 0)).toBe(12_345);
  });
});
