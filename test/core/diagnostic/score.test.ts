import { describe, expect, test } from "vitest";
import {
  organizationTypes,
  type Answers,
  type ExpressAnswer,
  type Profile,
} from "../../../src/core/diagnostic/answers.ts";
import { explain } from "../../../src/core/diagnostic/explain.ts";
import { score, shown } from "../../../src/core/diagnostic/score.ts";
import { settle } from "../../../src/core/diagnostic/settle.ts";
import { levels, nobody, rubric, unknown, withAnswers } from "./cases.ts";

const twos = "222 2222 2222 2222 222 2222 222 222";

describe("the shown integer", () => {
  test.each([
    [39.5, 40],
    [39.499, 39],
    [0, 0],
    [100, 100],
    [0.1 + 0.2 + 19.2, 20],
  ])("of %d is %i", (points, integer) => {
    expect(shown(points)).toBe(integer);
  });
});

describe("the score", () => {
  test.each(organizationTypes)(
    "of an organization at 2 everywhere is 50 for the type %s",
    (type) => {
      const profile: Profile = { ...nobody, type };
      const answers = levels(twos, type === "coop" || type === "AE");
      expect(score(rubric, profile, "complet", answers).overall.points).toBeCloseTo(50, 10);
    },
  );

  test("gives no level under a coverage of 0.7, and one from 0.7 on", () => {
    const person = levels("444 4444 4444 4444 444 4444 444 444");
    // TRA 14 + SEC 8 + SEC... : 30 points of weight are unknown, then a little more.
    const thirty = unknown("GOV1", "GOV2", "GOV3", "TRA1", "TRA2", "TRA3");
    const edge = score(rubric, nobody, "complet", withAnswers(person, thirty));
    expect(edge.overall.coverage).toBeCloseTo(0.72, 10);
    expect(edge.level).not.toBeNull();
    const under = score(
      rubric,
      nobody,
      "complet",
      withAnswers(person, { ...thirty, ...unknown("SEC1") }),
    );
    expect(under.overall.coverage).toBeLessThan(0.7);
    expect(under.level).toBeNull();
    expect(under.dimensions.filter((one) => one.sure)).toHaveLength(5);
  });

  test("does not take a coverage of exactly 0.6 for less", () => {
    const answers = withAnswers(levels(twos), unknown("GOV2"));
    const result = score(rubric, nobody, "complet", answers);
    expect(result.dimensions.find((one) => one.dimension === "GOV")?.sure).toBe(true);
  });

  test("says nobody is strong when nothing is sure", () => {
    const result = score(rubric, nobody, "complet", { full: {}, express: {} });
    expect([result.strongPoint, result.protectFirst, result.level]).toEqual([null, null, null]);
  });

  test("settles ties by the larger weight, then by the order, and never names one dimension twice", () => {
    const result = score(rubric, nobody, "complet", levels(twos));
    expect([result.strongPoint, result.protectFirst]).toEqual(["COM", "WEB"]);
  });
});

describe("the ceiling rule", () => {
  test.each([
    {
      name: "5 with a dimension under 40",
      digits: "444 4444 4444 4444 444 4444 444 111",
      level: 4,
      held: ["SEC"],
    },
    {
      name: "5 with a dimension under 20",
      digits: "444 4444 4444 4444 444 4444 444 000",
      level: 3,
      held: ["SEC"],
    },
    {
      name: "4 with a dimension under 20",
      digits: "333 3333 3333 3333 333 3333 333 000",
      level: 3,
      held: ["SEC"],
    },
    {
      name: "4 with a dimension at 25",
      digits: "333 3333 3333 3333 333 3333 333 111",
      level: 4,
      held: [],
    },
    {
      name: "3 with a dimension at 0",
      digits: "222 2222 2222 3333 333 2222 222 000",
      level: 3,
      held: [],
    },
  ])("turns $name into $level", ({ digits, level, held }) => {
    const result = score(rubric, nobody, "tout", levels(digits));
    expect(result.level).toBe(level);
    expect(result.heldBy).toEqual(held);
  });

  test("does not look at a dimension to be confirmed", () => {
    const person = levels("444 4444 4444 4444 444 4444 444 044");
    const answers = withAnswers(person, unknown("SEC2", "SEC3"));
    const result = score(rubric, nobody, "tout", answers);
    expect(result.dimensions.find((one) => one.dimension === "SEC")?.sure).toBe(false);
    expect(result.level).toBe(5);
  });
});

describe("the short variant", () => {
  const tapped = (buttons: readonly ExpressAnswer[]): Answers => ({
    full: {},
    express: Object.fromEntries(buttons.map((button, index) => [`E${index + 1}`, button])),
  });

  test("gives each dimension the points of its button", () => {
    const result = score(rubric, nobody, "court", tapped([1, 2, 3, 1, 2, 3, 1, "dont-know"]));
    expect(Object.fromEntries(result.dimensions.map((one) => [one.dimension, one.points]))).toEqual(
      { GOV: 5, WEB: 40, COM: 85, FIN: 5, TRA: 40, COL: 85, CMP: 5, SEC: 12.5 },
    );
    expect(result.overall.coverage).toBeCloseTo(0.92, 10);
    expect(result.dimensions.find((one) => one.dimension === "SEC")?.sure).toBe(false);
    const expected = (14 * (5 + 40 + 85 + 5 + 40) + 12 * 85 + 10 * 5 + 8 * 12.5) / 100;
    expect(result.overall.points).toBeCloseTo(expected, 10);
  });

  test("obeys the ceiling and coverage rules", () => {
    expect(score(rubric, nobody, "court", tapped([3, 3, 3, 3, 3, 3, 3, 3])).level).toBe(5);
    expect(score(rubric, nobody, "court", tapped([3, 3, 3, 3, 3, 3, 3, 1])).level).toBe(3);
    const unsure = tapped(["dont-know", "dont-know", "dont-know", 3, 3, 3, 3, 3]);
    expect(score(rubric, nobody, "court", unsure).level).toBeNull();
  });
});

describe("an explanation", () => {
  test("names the express question after the short variant", () => {
    const answers: Answers = { full: {}, express: { E1: 3, E8: "dont-know" } };
    const reasons = explain(rubric, nobody, settle(rubric, nobody, "court", answers));
    expect(reasons.find((one) => one.dimension === "GOV")?.questions).toEqual([
      { id: "E1", weight: 1, origin: "express", level: 3, points: 85, adds: 85 },
    ]);
  });

  test("lists what does not apply without counting it", () => {
    const profile: Profile = { ...nobody, stage: "new" };
    const reasons = explain(rubric, profile, settle(rubric, profile, "tout", levels(twos)));
    const results = reasons.find((one) => one.dimension === "TRA");
    expect(results?.questions.find((one) => one.id === "TRA2")).toEqual({
      id: "TRA2",
      weight: 2,
      origin: "na",
      level: null,
      points: null,
      adds: 0,
    });
  });
});
