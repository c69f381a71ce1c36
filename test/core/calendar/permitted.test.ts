import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { confirmFeast } from "../../../src/core/calendar/calendar.ts";
import {
  isPermitted,
  nearestPermitted,
  type Sending,
} from "../../../src/core/calendar/permitted.ts";
import { day, hour, minute } from "../../../src/core/instant.ts";
import { casablanca, moroccan, readCasablanca } from "./moroccan-calendar.ts";

function permitted(local: string, sending?: Sending, calendar = moroccan): boolean {
  return isPermitted(calendar, casablanca(local), sending);
}

/** The times of a day, at every half hour, when messages may start: "09:00-20:30". */
function hoursOf(date: string, sending?: Sending, calendar = moroccan): string {
  const spans: string[] = [];
  let begun: string | null = null;
  for (let half = 0; half <= 48; half += 1) {
    const time = `${String(Math.floor(half / 2)).padStart(2, "0")}:${half % 2 === 0 ? "00" : "30"}`;
    const open = half < 48 && permitted(`${date}T${time}`, sending, calendar);
    if (open) begun ??= time;
    else if (begun !== null) {
      spans.push(`${begun}-${time}`);
      begun = null;
    }
  }
  return spans.join(" ");
}

describe("permitted hours", () => {
  it.each([
    ["a Monday", "2026-11-30", "09:00-20:30"],
    ["a Thursday", "2026-11-26", "09:00-20:30"],
    ["a Friday, with the prayer left free", "2026-11-27", "09:00-12:00 14:30-20:30"],
    ["a Saturday", "2026-11-28", "09:00-20:30"],
    ["a Sunday", "2026-11-29", ""],
    ["14 January", "2027-01-14", ""],
    ["31 October, when it was a Saturday", "2026-10-31", ""],
    ["18 November", "2026-11-18", ""],
    ["the day before Ramadan may begin, a Sunday", "2027-02-07", ""],
    ["a day that may be the first of Ramadan", "2027-02-08", "10:30-16:30"],
    ["the day expected to be the first of Ramadan", "2027-02-09", "10:30-16:30"],
    ["the first day that is Ramadan for certain", "2027-02-10", "10:30-16:30 21:30-22:30"],
    ["a Friday of Ramadan", "2027-02-12", "10:30-12:00 14:30-16:30 21:30-22:30"],
    ["a Sunday of Ramadan", "2027-02-14", ""],
    ["the first possible eve of Aïd al-Fitr", "2027-03-08", "10:30-16:00"],
    ["the first possible Aïd al-Fitr", "2027-03-09", ""],
    ["Aïd al-Fitr", "2027-03-10", ""],
    ["the last possible second day of Aïd al-Fitr, a Friday", "2027-03-12", ""],
    ["the day after, a Saturday", "2027-03-13", "09:00-20:30"],
    ["the first possible eve of Aïd al-Adha, a Saturday", "2027-05-15", "09:00-16:00"],
    ["Aïd al-Adha", "2027-05-17", ""],
    ["the last possible second day of Aïd al-Adha", "2027-05-19", ""],
    ["the day after", "2027-05-20", "09:00-20:30"],
    ["what may be the 1st Moharram", "2027-06-08", ""],
    ["what may be the second day of the Mawlid", "2027-08-17", ""],
    ["the day after that", "2027-08-18", "09:00-20:30"],
  ])("on %s", (_, date, hours) => {
    expect(hoursOf(date)).toBe(hours);
  });

  it("open at their first millisecond and are over at their last", () => {
    const opening = casablanca("2026-11-30T09:00");
    const closing = casablanca("2026-11-30T20:30");
    expect(
      [opening - 1, opening, closing - 1, closing].map((at) => isPermitted(moroccan, at)),
    ).toEqual([false, true, true, false]);
  });

  it("follow the day that was confirmed", () => {
    const late = confirmFeast(moroccan, "aid-al-fitr-1448", "2027-03-11") ?? moroccan;
    expect(hoursOf("2027-03-09", {}, late)).toBe("10:30-16:30 21:30-22:30");
    expect(hoursOf("2027-03-10", {}, late)).toBe("10:30-16:00");
    expect(hoursOf("2027-03-12", {}, late)).toBe("");
    const early = confirmFeast(moroccan, "aid-al-fitr-1448", "2027-03-09") ?? moroccan;
    expect(hoursOf("2027-03-11", {}, early)).toBe("09:00-20:30");
  });

  it("are none on a day of silence", () => {
    const silence = { silentDays: ["2026-11-30"] };
    expect(hoursOf("2026-11-30", silence)).toBe("");
    expect(hoursOf("2026-12-01", silence)).toBe("09:00-20:30");
    expect(hoursOf("2026-11-29", { ...silence, event: casablanca("2026-11-30T10:00") })).toBe(
      "09:00-20:30",
    );
  });

  it("exist on days off for the reminder of an event on that day or the next morning", () => {
    const at = (event: string) => ({ event: casablanca(event) });
    expect(hoursOf("2026-11-29", at("2026-11-29T17:00"))).toBe("09:00-20:30");
    expect(hoursOf("2026-11-29", at("2026-11-30T11:00"))).toBe("09:00-20:30");
    expect(hoursOf("2026-11-29", at("2026-11-30T12:00"))).toBe("");
    expect(hoursOf("2026-11-29", at("2026-11-28T11:00"))).toBe("");
    expect(hoursOf("2027-01-14", at("2027-01-15T10:00"))).toBe("09:00-20:30");
    expect(hoursOf("2027-01-01", at("2027-01-01T18:00"))).toBe("09:00-12:00 14:30-20:30");
    expect(hoursOf("2027-02-14", at("2027-02-14T22:00"))).toBe("10:30-16:30 21:30-22:30");
    expect(hoursOf("2027-03-10", at("2027-03-10T18:00"))).toBe("");
  });
});

describe("the nearest permitted moment", () => {
  function nearest(at: string, earliest: string, latest: string, sending?: Sending): string | null {
    const [wish, from, to] = [casablanca(at), casablanca(earliest), casablanca(latest)];
    return readCasablanca(nearestPermitted(moroccan, wish, from, to, sending));
  }

  it("is the moment itself when it is permitted", () => {
    const at = casablanca("2026-11-26T20:29") + 59_999;
    expect(nearestPermitted(moroccan, at, at - day, at + day)).toBe(at);
  });

  it("moves a reminder earlier: the evening before a Sunday, the minute before the prayer", () => {
    expect(nearest("2026-11-29T18:30", "2026-11-27T18:30", "2026-11-29T18:30")).toBe(
      "2026-11-28T20:29",
    );
    expect(nearest("2026-11-27T13:00", "2026-11-26T13:00", "2026-11-27T13:00")).toBe(
      "2026-11-27T11:59",
    );
  });

  it("goes back over both days of an Aïd and its eve", () => {
    expect(nearest("2027-03-12T18:30", "2027-03-01T00:00", "2027-03-12T18:30")).toBe(
      "2027-03-08T15:59",
    );
  });

  it("may be later when it is nearer", () => {
    expect(nearest("2026-11-27T13:30", "2026-11-26T00:00", "2026-11-28T00:00")).toBe(
      "2026-11-27T14:30",
    );
    expect(nearest("2026-11-27T08:00", "2026-11-27T07:00", "2026-11-28T00:00")).toBe(
      "2026-11-27T09:00",
    );
  });

  it("is null when nothing between the bounds is permitted", () => {
    expect(nearest("2026-11-29T12:00", "2026-11-29T00:00", "2026-11-29T23:00")).toBeNull();
    expect(nearest("2026-11-26T12:00", "2026-11-26T13:00", "2026-11-26T11:00")).toBeNull();
  });

  it("may be one of the bounds when the wish lies outside them", () => {
    expect(nearest("2026-11-26T12:00", "2026-11-26T14:00", "2026-11-26T16:00")).toBe(
      "2026-11-26T14:00",
    );
  });

  it("is always permitted, within bounds, and to the minute the nearest there is", () => {
    const start = casablanca("2026-11-25T00:00");
    const end = casablanca("2027-12-31T00:00");
    const moment = fc.integer({ min: start, max: end });
    const reach = fc.integer({ min: 0, max: 40 * hour });
    const sending = fc.record(
      {
        event: moment,
        silentDays: fc.constantFrom([], ["2027-02-12"], ["2026-12-01", "2026-12-02"]),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(moment, reach, reach, sending, (at, back, on, sending) => {
        const [earliest, latest] = [at - back, at + on];
        const found = nearestPermitted(moroccan, at, earliest, latest, sending);
        const distance = found === null ? 41 * hour : Math.abs(found - at);
        if (found !== null) {
          expect(isPermitted(moroccan, found, sending)).toBe(true);
          expect(found).toBeGreaterThanOrEqual(earliest);
          expect(found).toBeLessThanOrEqual(latest);
        }
        for (let away = 0; away < distance - minute; away += 7 * minute) {
          for (const other of [at - away, at + away]) {
            if (other < earliest || other > latest) continue;
            expect(isPermitted(moroccan, other, sending)).toBe(false);
          }
        }
      }),
      { numRuns: 1_000, seed: 1448 },
    );
  });
});
