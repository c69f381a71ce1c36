import { describe, expect, test } from "vitest";
import { dimensions, type Answers, type Variant } from "../../../src/core/diagnostic/answers.ts";
import { plan } from "../../../src/core/diagnostic/plan.ts";
import { score } from "../../../src/core/diagnostic/score.ts";
import { settle } from "../../../src/core/diagnostic/settle.ts";
import { caseA, caseB, caseC, converse, rubric, unknown, withAnswers, type Case } from "./cases.ts";

const adaptive = converse(caseA.profile, "complet", caseA.answers);
const unsure = withAnswers(caseB.answers, unknown("FIN2", "FIN4", "TRA2"));
const lost = withAnswers(caseB.answers, unknown("FIN1", "FIN2", "FIN4"));

interface Golden {
  readonly name: string;
  readonly of: Case;
  readonly variant: Variant;
  readonly answers: Answers;
  readonly dimensions: readonly number[];
  readonly overall: number;
  readonly level: number;
}

const golden: readonly Golden[] = [
  {
    name: "A",
    of: caseA,
    variant: "tout",
    answers: caseA.answers,
    dimensions: [25, 11.11, 39.29, 31.25, 32.14, 32.14, 16.67, 0],
    overall: 25.365,
    level: 2,
  },
  {
    name: "A′",
    of: caseA,
    variant: "complet",
    answers: adaptive.answers,
    dimensions: [25, 8.33, 39.29, 31.25, 25, 32.14, 12.5, 0],
    overall: 23.99,
    level: 2,
  },
  {
    name: "B",
    of: caseB,
    variant: "complet",
    answers: caseB.answers,
    dimensions: [65, 44.44, 57.14, 71.88, 57.14, 42.86, 50, 42.86],
    overall: 54.956,
    level: 3,
  },
  {
    name: "B?",
    of: caseB,
    variant: "complet",
    answers: unsure,
    dimensions: [65, 44.44, 57.14, 51.56, 39.29, 42.86, 50, 42.86],
    overall: 49.61,
    level: 3,
  },
  {
    name: "B??",
    of: caseB,
    variant: "complet",
    answers: lost,
    dimensions: [65, 44.44, 57.14, 28.125, 57.14, 42.86, 50, 42.86],
    overall: 48.83,
    level: 3,
  },
  {
    name: "C",
    of: caseC,
    variant: "complet",
    answers: caseC.answers,
    dimensions: [80, 88.89, 85.71, 96.88, 82.14, 67.86, 75, 57.14],
    overall: 80.636,
    level: 5,
  },
];

describe("the reference cases", () => {
  test.each(golden)("case $name has its scores and its level", (one) => {
    const result = score(rubric, one.of.profile, one.variant, one.answers);
    for (const [place, dimension] of dimensions.entries()) {
      const points = result.dimensions.find((found) => found.dimension === dimension)?.points;
      expect(Math.abs((points ?? -1) - (one.dimensions[place] ?? -1))).toBeLessThanOrEqual(0.006);
    }
    expect(Math.abs(result.overall.points - one.overall)).toBeLessThanOrEqual(0.006);
    expect(result.level).toBe(one.level);
  });

  test("case A′ asks 23 questions and says which values it guessed", () => {
    expect(adaptive.asked).toHaveLength(23);
    const settlement = settle(rubric, caseA.profile, "complet", adaptive.answers);
    const skipped = Object.entries(settlement).filter(([, one]) => one.origin !== "asked");
    expect(Object.fromEntries(skipped)).toEqual({
      WEB2: { origin: "implied", level: 0, points: 0 },
      WEB3: { origin: "estimated", level: 0, points: 12.5 },
      CMP3: { origin: "estimated", level: 0, points: 12.5 },
      TRA2: { origin: "estimated", level: 1, points: 25 },
      SEC3: { origin: "estimated", level: 0, points: 0 },
    });
  });

  test("case A names messages as strong point and security to protect first", () => {
    const result = score(rubric, caseA.profile, "tout", caseA.answers);
    expect([result.strongPoint, result.protectFirst, result.range]).toEqual(["COM", "SEC", null]);
  });

  test("case B? is a range, with every dimension sure", () => {
    const result = score(rubric, caseB.profile, "complet", unsure);
    expect(result.overall.coverage).toBeCloseTo(0.9075, 10);
    expect(result.overall.low).toBeCloseTo(48.46, 2);
    expect(result.overall.high).toBeCloseTo(57.71, 2);
    expect(result.range).toEqual({ low: 48, high: 58 });
    expect(result.dimensions.every((one) => one.sure)).toBe(true);
    const coverage = Object.fromEntries(
      result.dimensions.map((one) => [one.dimension, one.coverage]),
    );
    expect(coverage["FIN"]).toBe(0.625);
    expect(coverage["TRA"]).toBeCloseTo(0.71, 2);
  });

  test("case B?? leaves the finances to be confirmed", () => {
    const result = score(rubric, caseB.profile, "complet", lost);
    expect(result.overall.coverage).toBeCloseTo(0.895, 10);
    expect(result.overall.low).toBeCloseTo(47.52, 2);
    expect(result.overall.high).toBeCloseTo(58.02, 2);
    expect(result.dimensions.filter((one) => !one.sure)).toMatchObject([
      { dimension: "FIN", coverage: 0.25, level: null },
    ]);
  });

  test.each([
    {
      name: "A",
      of: caseA,
      variant: "tout",
      answers: caseA.answers,
      ids: "A37 A01 A29 A05 A31 A32 A06",
    },
    {
      name: "A′",
      of: caseA,
      variant: "complet",
      answers: adaptive.answers,
      ids: "A37 A01 A29 A05 A31 A32 A06",
    },
    {
      name: "B",
      of: caseB,
      variant: "complet",
      answers: caseB.answers,
      ids: "A13 A09 A38 A07 A12 A26",
    },
    { name: "C", of: caseC, variant: "complet", answers: caseC.answers, ids: "A37 A36 A27 A28" },
  ] as const)("case $name has its plan", ({ of, variant, answers, ids }) => {
    const settlement = settle(rubric, of.profile, variant, answers);
    const { actions, alreadyGood } = plan(rubric, of.profile, settlement);
    expect(actions.map((one) => one.id).join(" ")).toBe(ids);
    expect(alreadyGood).toBe(false);
  });

  test("case C has both collections behind the legal lock, and nothing else", () => {
    const settlement = settle(rubric, caseC.profile, "complet", caseC.answers);
    const { actions } = plan(rubric, caseC.profile, settlement);
    expect(actions.map((one) => one.locked)).toEqual([false, false, true, true]);
  });
});
