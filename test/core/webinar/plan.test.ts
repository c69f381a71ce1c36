import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { confirmFeast } from "../../../src/core/calendar/calendar.ts";
import { isPermitted } from "../../../src/core/calendar/permitted.ts";
import { minute, second } from "../../../src/core/instant.ts";
import { dueMoment, planMoments, spreadOver, startOf } from "../../../src/core/webinar/plan.ts";
import { casablanca, moroccan, readCasablanca } from "../calendar/moroccan-calendar.ts";
import { moments, rules, rulesWith, webinarOf } from "./sample.ts";

const quiet = { replayed: null, taken: 0 };

/** The local hour of each moment of a webinar that starts then. */
function hours(starts: string, with_ = rules, life: Parameters<typeof planMoments>[2] = quiet) {
  const plan = planMoments(webinarOf({ starts }), with_, life);
  return Object.fromEntries(plan.map(({ moment, at }) => [moment, readCasablanca(at)]));
}

describe("the plan of a webinar", () => {
  it("has a usual evening reminded a day and an hour before", () => {
    expect(hours("2026-12-03T18:30")).toEqual({
      "day-before": "2026-12-02T18:30",
      "hour-before": "2026-12-03T17:30",
      start: "2026-12-03T18:30",
      after: "2026-12-03T20:29",
      "two-weeks": "2026-12-17T18:30",
    });
  });

  it.each([
    ["Monday evening, so not on Sunday", "2026-12-07T18:30", "2026-12-05T20:29"],
    ["Monday morning, whose eve is permitted", "2026-12-07T10:00", "2026-12-06T10:00"],
    ["Saturday noon, after the Friday prayer", "2026-12-05T13:00", "2026-12-04T11:59"],
    ["a Friday after a holiday", "2027-01-15T18:00", "2027-01-13T20:29"],
    ["an evening of Ramadan, never at ftour", "2027-02-18T19:00", "2027-02-17T16:29"],
    ["after Aïd al-Fitr, over all days it may fall on", "2027-03-13T11:00", null],
    ["the Thursday after Aïd al-Adha", "2027-05-20T18:30", null],
    ["the end of October", "2026-11-02T19:00", "2026-10-30T20:29"],
  ])("moves the day before earlier only: %s", (_why, starts, expected) => {
    expect(hours(starts)["day-before"] ?? null).toBe(expected);
  });

  it("drops the hour before when it falls outside, and never moves it", () => {
    expect(hours("2026-12-04T15:00")["hour-before"]).toBeUndefined();
    expect(hours("2026-12-04T15:30")["hour-before"]).toBe("2026-12-04T14:30");
    expect(hours("2027-02-16T18:30")["hour-before"]).toBeUndefined();
    expect(hours("2026-12-06T11:00")["hour-before"]).toBe("2026-12-06T10:00");
  });

  it("follows an announced feast and a day of silence at once", () => {
    expect(hours("2027-02-09T18:00")["hour-before"]).toBeUndefined();
    const confirmed = confirmFeast(moroccan, "ramadan-1448", "2027-02-10");
    if (confirmed === null) throw new Error("not in the window");
    expect(hours("2027-02-09T18:00", rulesWith(confirmed))["hour-before"]).toBe("2027-02-09T17:00");
    const silent = rulesWith(moroccan, ["2026-12-02"]);
    expect(hours("2026-12-03T18:30", silent)["day-before"]).toBe("2026-12-01T20:29");
  });

  it("announces a replay within two days of its publication, inside the hours", () => {
    const night = casablanca("2026-12-04T23:00");
    expect(hours("2026-12-03T18:30", rules, { replayed: night, taken: 9 })["replay"]).toBe(
      "2026-12-05T09:00",
    );
  });

  it("begins earlier for many, so that the last one is told in time", () => {
    expect(spreadOver(9_600, 80)).toBe(120 * second);
    const life = { replayed: null, taken: 9_600 };
    expect(hours("2026-12-03T18:30", rules, life)["hour-before"]).toBe("2026-12-03T17:28");
    // Closing time: the last of them comes before it.
    const monday = planMoments(webinarOf({ starts: "2026-12-07T20:45" }), rules, life);
    const at = monday.find(({ moment }) => moment === "day-before")?.at ?? 0;
    expect(readCasablanca(at + 120 * second)).toBe("2026-12-05T20:29");
  });

  it("lies inside the permitted hours whatever the hour of the webinar", () => {
    const start = casablanca("2026-11-25T00:00");
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 395 * 24 * 12 }), fc.nat(20_000), (fives, taken) => {
        const webinar = webinarOf({
          starts: readCasablanca(start + fives * 5 * minute) ?? "",
        });
        const event = startOf(webinar);
        for (const { moment, at, until } of planMoments(webinar, rules, {
          replayed: null,
          taken,
        })) {
          const sending = moments[moment]?.eventDay === true ? { event } : {};
          expect([moment, isPermitted(moroccan, at, sending)]).toEqual([moment, true]);
          expect(at).toBeLessThan(until);
          if (moment === "day-before") expect(at).toBeLessThanOrEqual(event - 24 * 60 * minute);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("the instant of a webinar", () => {
  // Brief § 7.1: local time in Casablanca, and the instant.
  it.each([
    ["2026-02-20T18:00", "2026-02-20T18:00:00.000Z"],
    ["2026-06-15T18:00", "2026-06-15T17:00:00.000Z"],
    ["2026-09-19T18:00", "2026-09-19T17:00:00.000Z"],
    ["2026-09-20T18:00", "2026-09-20T18:00:00.000Z"],
    ["2026-12-01T18:00", "2026-12-01T18:00:00.000Z"],
    ["2027-02-20T18:00", "2027-02-20T18:00:00.000Z"],
    ["2027-07-01T18:00", "2027-07-01T18:00:00.000Z"],
  ])("of %s in Casablanca is %s", (starts, instant) => {
    expect(new Date(startOf(webinarOf({ starts }))).toISOString()).toBe(instant);
  });
});

describe("the due moment", () => {
  const plan = [
    { moment: "day-before", at: 10, until: 30 },
    { moment: "hour-before", at: 40, until: 50 },
  ];

  it("is only the latest, and none when that makes no sense any more", () => {
    expect(dueMoment(plan, 9)).toBeNull();
    expect(dueMoment(plan, 10)?.moment).toBe("day-before");
    expect(dueMoment(plan, 30)).toBeNull();
    expect(dueMoment(plan, 45)?.moment).toBe("hour-before");
    expect(dueMoment(plan, 50)).toBeNull();
  });
});
