import { describe, expect, it } from "vitest";
import { hoursOf, promiseFor } from "../../../src/core/cases/hours.ts";
import {
  assign,
  isAvailable,
  onDuty,
  type Candidate,
  type Need,
} from "../../../src/core/cases/rota.ts";
import { casablanca, moroccan, readCasablanca } from "../calendar/moroccan-calendar.ts";
import { consultant } from "./town.ts";

const candidate = (id: string, changes: Partial<Candidate> = {}): Candidate => ({
  ...consultant(id),
  open: 0,
  lastGiven: 0,
  newcomer: false,
  ...changes,
});
const need: Need = { language: "fr", skill: "site", seats: 1, previous: null, tried: [] };
const anybody = (): boolean => true;
const pick = (changes: Partial<Need>, people: readonly Candidate[]): readonly string[] =>
  assign({ ...need, ...changes }, people, 4, anybody);

describe("assignment", () => {
  it("wants the language, then the skill", () => {
    const people = [
      candidate("amal", { languages: ["ar"] }),
      candidate("badr", { skills: { budget: 3 } }),
      candidate("chama"),
    ];
    expect(pick({}, people)).toEqual(["chama"]);
    expect(pick({ skill: null }, people)).toEqual(["badr", "chama"]);
    expect(pick({ language: "amazigh" }, people)).toEqual([]);
  });

  it("asks first who knows the organization, then the least busy, then the longest idle", () => {
    const people = [
      candidate("amal", { open: 1 }),
      candidate("badr", { lastGiven: 5 }),
      candidate("chama", { lastGiven: 3 }),
    ];
    expect(pick({}, people)).toEqual(["chama", "badr"]);
    expect(pick({ previous: "amal" }, people)).toEqual(["amal", "chama"]);
  });

  it("passes over whoever is full, away, or was asked before", () => {
    const people = [candidate("amal", { open: 4 }), candidate("badr"), candidate("chama")];
    expect(pick({ tried: ["badr"] }, people)).toEqual(["chama"]);
    expect(assign(need, people, 4, ({ id }) => id !== "badr")).toEqual(["chama"]);
  });

  it("asks one more than it has seats, and only the first for the skill", () => {
    const people = [
      candidate("amal", { skills: {} }),
      candidate("badr"),
      candidate("chama", { skills: {}, open: 2 }),
    ];
    expect(pick({ seats: 2 }, people)).toEqual(["badr", "amal", "chama"]);
  });

  it("asks newcomers only beside somebody who is none", () => {
    const people = [
      candidate("nour", { newcomer: true }),
      candidate("neo", { newcomer: true }),
      candidate("amal", { open: 3 }),
    ];
    expect(pick({}, people)).toEqual(["amal", "neo"]);
    expect(pick({}, people.slice(0, 2))).toEqual([]);
  });

  it("is the same whatever the order of the list", () => {
    const people = ["amal", "badr", "chama", "driss"].map((id) => candidate(id));
    expect(pick({}, people.toReversed())).toEqual(pick({}, people));
  });
});

describe("availability", () => {
  const at = (from: string, until: string, changes = {}): boolean =>
    isAvailable(moroccan, consultant("amal", changes), casablanca(from), casablanca(until));

  it.each([
    ["in the evening slots", "2026-12-01T10:00", "2026-12-01T19:00", {}, true],
    ["not before them", "2026-12-01T10:00", "2026-12-01T18:00", {}, false],
    ["not on a holiday", "2027-01-14T08:00", "2027-01-14T23:00", {}, false],
    [
      "not in exam weeks",
      "2026-12-01T10:00",
      "2026-12-02T23:00",
      { exceptions: [{ from: "2026-11-30", to: "2026-12-05", slots: [] }] },
      false,
    ],
    [
      "at other hours when they say so",
      "2026-12-01T08:00",
      "2026-12-01T09:00",
      {
        exceptions: [{ from: "2026-12-01", to: "2026-12-01", slots: [{ from: 480, until: 600 }] }],
      },
      true,
    ],
    [
      "in their own week",
      "2026-12-04T08:00",
      "2026-12-04T20:00",
      { slots: { friday: [{ from: 600, until: 660 }] } },
      true,
    ],
    ["later in Ramadan", "2027-02-15T18:00", "2027-02-15T21:00", {}, false],
    ["in the nights of Ramadan", "2027-02-15T18:00", "2027-02-15T22:00", {}, true],
  ])("%s", (_, from, until, changes, expected) => {
    expect(at(from, until, changes)).toBe(expected);
  });

  it("of the duty list is by day", () => {
    const duty = [{ from: "2026-12-01", to: "2026-12-07", who: ["amal"] }];
    expect(onDuty(duty, "2026-12-07")).toEqual(["amal"]);
    expect(onDuty(duty, "2026-12-08")).toEqual([]);
  });
});

describe("promises", () => {
  const asked = casablanca("2026-12-01T10:00");
  const returns = casablanca("2026-12-14T09:00");

  it.each([
    ["two working days", { kind: "normal" }, false, "2026-12-03T20:30"],
    ["four when reduced", { kind: "reduced" }, false, "2026-12-07T20:30"],
    ["two after the return when closed", { kind: "closed", returns }, false, "2026-12-16T20:30"],
    ["the same evening when urgent, always", { kind: "closed", returns }, true, "2026-12-01T21:30"],
  ] as const)("are %s", (_, mode, urgent, expected) => {
    expect(readCasablanca(promiseFor(moroccan, asked, mode, urgent))).toBe(expected);
  });

  it("are the next morning for what is urgent in the night", () => {
    const night = casablanca("2026-12-01T21:45");
    expect(readCasablanca(promiseFor(moroccan, night, { kind: "normal" }, true))).toBe(
      "2026-12-02T10:00",
    );
  });

  it("wait for permitted hours, and for the days of silence to end", () => {
    const night = casablanca("2026-12-01T22:00");
    expect(readCasablanca(hoursOf(moroccan).permitted(night))).toBe("2026-12-02T09:00");
    expect(readCasablanca(hoursOf(moroccan, ["2026-12-02"]).permitted(night))).toBe(
      "2026-12-03T09:00",
    );
  });
});
