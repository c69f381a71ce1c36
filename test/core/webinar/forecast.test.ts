import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hour, minute, second } from "../../../src/core/instant.ts";
import { languages } from "../../../src/core/language/languages.ts";
import {
  chargesOf,
  forecast,
  troubleOf,
  type Addressee,
} from "../../../src/core/webinar/forecast.ts";
import { planMoments } from "../../../src/core/webinar/plan.ts";
import { casablanca, readCasablanca } from "../calendar/moroccan-calendar.ts";
import { rules, webinarOf } from "./sample.ts";

const registered = casablanca("2026-11-28T10:00");
const now = casablanca("2026-11-30T10:00");
const life = { replayed: null, taken: 0 };

function somebody(changes: Partial<Addressee> = {}): Addressee {
  return {
    language: "fr",
    charged: true,
    since: registered,
    got: [],
    held: 1,
    reminders: true,
    intent: null,
    opened: false,
    attended: null,
    ...changes,
  };
}

const crowd: readonly Addressee[] = [
  somebody(),
  somebody({ language: "ary" }),
  somebody({ language: "ary", charged: false }),
  somebody({ intent: "cannot" }),
  somebody({ intent: "replay", language: "ar" }),
  somebody({ reminders: false }),
  somebody({ held: 0 }),
];

/** Moment, hour, people, templates, free texts. */
function rows(found: ReturnType<typeof forecast>) {
  return found.map(({ moment, at, people, templates, free }) => [
    moment,
    readCasablanca(at),
    people,
    templates,
    free,
  ]);
}

describe("a forecast before anything is sent", () => {
  it("counts every message for whoever may get it, and no more", () => {
    const found = forecast(webinarOf(), rules, life, crowd, now);
    expect(rows(found)).toEqual([
      ["day-before", "2026-12-02T18:30", 3, 2, 0],
      ["hour-before", "2026-12-03T17:30", 3, 2, 0],
      ["start", "2026-12-03T18:30", 3, 2, 0],
      ["after", "2026-12-03T20:29", 3, 2, 0],
      ["two-weeks", "2026-12-17T18:30", 3, 2, 0],
    ]);
    expect(found[0]?.byLanguage).toMatchObject({ fr: 1, ary: 2, ar: 0 });
    expect(found.map(({ promised }) => promised)).toEqual([true, true, true, true, false]);
  });

  it("counts a free text for whoever tapped the day before, within its 24 hours", () => {
    const tapped = somebody({ intent: "comes", got: ["day-before"] });
    const later = casablanca("2026-12-03T10:00");
    const found = forecast(webinarOf(), rules, life, [tapped], later);
    expect(rows(found).slice(0, 2)).toEqual([
      ["hour-before", "2026-12-03T17:30", 1, 0, 1],
      // The window of the tap may have shut by then: careful.
      ["start", "2026-12-03T18:30", 1, 1, 0],
    ]);
    // Told on Saturday of a Monday: the window is long shut.
    const monday = forecast(
      webinarOf({ starts: "2026-12-07T18:30" }),
      rules,
      life,
      [tapped],
      casablanca("2026-12-07T10:00"),
    );
    expect(rows(monday)[0]).toEqual(["hour-before", "2026-12-07T17:30", 1, 1, 0]);
  });

  it("has the replay for those who get it, once it is published", () => {
    const later = casablanca("2026-12-04T08:00");
    const over = { replayed: later, taken: 3 };
    const found = forecast(webinarOf({ replay: "https://v.example" }), rules, over, crowd, later);
    // Not those who want no reminders; those on the waiting list too.
    expect(rows(found)[0]).toEqual(["replay", "2026-12-04T09:00", 6, 5, 0]);
  });

  it("leaves out what was sent or is over", () => {
    const got = crowd.map((one) => ({ ...one, got: ["day-before"] }));
    const found = forecast(webinarOf(), rules, life, got, casablanca("2026-12-03T18:26"));
    expect(found.map(({ moment }) => moment)).toEqual(["start", "after", "two-weeks"]);
  });

  it("charges templates from the first, and free texts beyond the thousand of their month", () => {
    const [one] = forecast(webinarOf(), rules, life, crowd, now);
    if (one === undefined) throw new Error("nothing is planned");
    const many = [
      { ...one, templates: 40, free: 300 },
      { ...one, templates: 5, free: 300 },
      { ...one, at: casablanca("2027-01-04T10:00"), templates: 1, free: 2 },
    ];
    const spent = new Map([["2026-12", { free: 700, templates: 12, since: now }]]);
    expect(chargesOf(many, spent)).toEqual([
      {
        month: "2026-12",
        templates: 45,
        free: 600,
        spent: { free: 700, templates: 12, since: now },
        beyond: 300,
        charged: 345,
      },
      { month: "2027-01", templates: 1, free: 2, spent: null, beyond: 0, charged: 1 },
    ]);
    const over = new Map([["2026-12", { free: 1_500, templates: 0, since: now }]]);
    expect(chargesOf(many, over)[0]).toMatchObject({ beyond: 600, charged: 645 });
  });
});

describe("what cannot be told in time", () => {
  function troubles(starts: string, taken: number) {
    const webinar = webinarOf({ starts });
    return planMoments(webinar, rules, { replayed: null, taken }).flatMap((planned) => {
      const trouble = troubleOf(planned, webinar, taken, rules);
      return trouble === null ? [] : [`${planned.moment} ${trouble}`];
    });
  }

  it("is nothing for a thousand people, and nothing for ten thousand in the afternoon", () => {
    expect(troubles("2026-12-03T18:30", 1_000)).toEqual([]);
    expect(troubles("2026-12-03T15:30", 10_000)).toEqual([]);
  });

  it("is told where the hours leave no room to begin earlier", () => {
    // An hour before half past three on a Friday the hours have just begun.
    expect(troubles("2026-12-04T15:30", 50_000)).toContain("hour-before behind");
    // At eight in the evening 150,000 « C'est commencé » would last until after closing time.
    expect(troubles("2026-12-03T20:20", 150_000)).toContain("start late");
    expect(troubles("2026-12-03T20:20", 60_000)).toContain("start hours");
  });

  it("is never anything that leaves in time, at 80 a second", () => {
    const from = casablanca("2026-11-25T00:00");
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 395 * 24 * 12 }),
        fc.integer({ min: 1, max: 120_000 }),
        (fives, taken) => {
          const webinar = webinarOf({ starts: readCasablanca(from + fives * 5 * minute) ?? "" });
          const plan = planMoments(webinar, rules, { replayed: null, taken });
          for (const planned of plan) {
            const last = planned.at + Math.ceil(((taken - 1) / 80) * second);
            const trouble = troubleOf(planned, webinar, taken, rules);
            if (trouble === null) expect(last).toBeLessThan(planned.until);
            if (trouble === null && planned.moment === "hour-before") {
              const start = casablanca(webinar.starts);
              expect(last).toBeLessThanOrEqual(start - hour + minute);
            }
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it("knows every language", () => {
    const people = languages.map((language) => somebody({ language }));
    const [first] = forecast(webinarOf(), rules, life, people, now);
    expect(Object.values(first?.byLanguage ?? {})).toEqual([1, 1, 1, 1, 1]);
  });
});
