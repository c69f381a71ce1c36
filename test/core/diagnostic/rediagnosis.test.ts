import { describe, expect, test } from "vitest";
import type { Answers, Profile } from "../../../src/core/diagnostic/answers.ts";
import { nextQuestion } from "../../../src/core/diagnostic/next-question.ts";
import {
  askAgain,
  compareDiagnoses,
  type Diagnosis,
} from "../../../src/core/diagnostic/rediagnosis.ts";
import { caseA, caseB, converse, levels, nobody, rubric, unknown, withAnswers } from "./cases.ts";

function diagnosis(profile: Profile, answers: Answers, more: Partial<Diagnosis> = {}): Diagnosis {
  return { rubricVersion: rubric.version, profile, variant: "complet", answers, at: 0, ...more };
}

const adaptive = converse(caseA.profile, "complet", caseA.answers).answers;
const first = diagnosis(caseA.profile, adaptive);

describe("asking again", () => {
  test("begins with what was guessed, then shows what was answered, both in the usual order", () => {
    const again = askAgain(rubric, first);
    expect(again.first).toEqual(["WEB3", "TRA2", "CMP3", "SEC3"]);
    const none: Answers = { full: {}, express: {} };
    const { asked } = converse(caseA.profile, "complet", caseA.answers, none, again);
    expect(asked.slice(0, 6)).toEqual(["WEB3", "TRA2", "CMP3", "SEC3", "COL1v", "COL4"]);
    expect(asked).toHaveLength(27);
    expect(asked).not.toContain("WEB2");
    expect(nextQuestion(rubric, caseA.profile, "complet", none, again)?.previous).toBeNull();
    const fifth = {
      full: Object.fromEntries(again.first.map((id) => [id, { level: 1 as const }])),
      express: {},
    };
    expect(nextQuestion(rubric, caseA.profile, "complet", fifth, again)).toEqual({
      id: "COL1v",
      levels: null,
      previous: { level: 2 },
    });
  });

  test("asks an implied question at its place once it is implied no more", () => {
    const again = askAgain(rubric, first);
    const person = withAnswers(caseA.answers, { WEB1: { level: 3 }, WEB2: { level: 2 } });
    const { asked } = converse(caseA.profile, "complet", person, { full: {}, express: {} }, again);
    expect(asked.slice(asked.indexOf("WEB1"), asked.indexOf("WEB1") + 3)).toEqual([
      "WEB1",
      "WEB4",
      "WEB2",
    ]);
  });

  test("asks a question at its place once it applies", () => {
    const young = diagnosis({ ...nobody, stage: "new" }, caseB.answers);
    const again = askAgain(rubric, young);
    const { asked } = converse(nobody, "complet", caseB.answers, { full: {}, express: {} }, again);
    expect(asked.slice(asked.indexOf("TRA1"), asked.indexOf("TRA1") + 3)).toEqual([
      "TRA1",
      "TRA3",
      "TRA2",
    ]);
    expect(again.shown["TRA2"]).toBeUndefined();
  });

  test("infers nothing about COL4 when it comes before the account this time", () => {
    const before = diagnosis(nobody, withAnswers(caseB.answers, unknown("COL4")));
    const again = askAgain(rubric, before);
    const person = withAnswers(caseB.answers, { FIN3: { level: 0 }, COL4: { level: 3 } });
    const { asked } = converse(nobody, "complet", person, { full: {}, express: {} }, again);
    expect(asked[0]).toBe("COL4");
    expect(nextQuestion(rubric, nobody, "complet", person, again)).toBeNull();
  });

  test("shows the level an express answer had set", () => {
    const express = converse(nobody, "complet", caseB.answers, { full: {}, express: { E4: 1 } });
    const again = askAgain(rubric, diagnosis(nobody, express.answers));
    expect(again.shown["FIN1"]).toEqual({ level: 0 });
  });

  test("begins the short variant with the express questions nobody knew", () => {
    const express = { E1: 1, E2: 1, E3: "dont-know", E4: 2, E5: 2, E6: 2, E7: 2, E8: 2 } as const;
    const before = diagnosis(nobody, { full: {}, express }, { variant: "court" });
    const again = askAgain(rubric, before);
    const { asked } = converse(nobody, "court", { full: {}, express: {} }, undefined, again);
    expect(asked).toEqual(["E3", "E1", "E2", "E4", "E5", "E6", "E7", "E8"]);
    expect(again.shown["E4"]).toBe(2);
  });
});

describe("comparing two diagnoses", () => {
  test("leaves guesses out", () => {
    const second = diagnosis(caseA.profile, caseA.answers, { variant: "tout" });
    const result = compareDiagnoses(rubric, first, second);
    expect(result.questions).toHaveLength(24);
    expect(result.questions).toContain("WEB2");
    expect(result.overall).toMatchObject({ change: 0, verdict: "stable" });
  });

  test("tells progress and falls, dimension by dimension", () => {
    const answers = withAnswers(caseB.answers, {
      SEC1: { level: 4 },
      SEC2: { level: 4 },
      GOV1: { level: 0 },
    });
    const result = compareDiagnoses(
      rubric,
      diagnosis(nobody, caseB.answers),
      diagnosis(nobody, answers),
    );
    const verdicts = Object.fromEntries(
      result.dimensions.map((one) => [one.dimension, one.verdict]),
    );
    expect(verdicts).toMatchObject({ SEC: "up", GOV: "down", WEB: "stable" });
    expect(result.overall?.verdict).toBe("stable");
  });

  test("takes exactly 5 points for a change", () => {
    const before = diagnosis(nobody, {
      full: { GOV1: { level: 1 }, WEB4: { level: 2 }, WEB1: { level: 2 } },
      express: {},
    });
    const after = diagnosis(nobody, {
      full: { GOV1: { level: 1 }, WEB4: { level: 3 }, WEB1: { level: 2 } },
      express: {},
    });
    // WEB moves by 25 × 2/5 = 10 points, and is half of what is common.
    expect(compareDiagnoses(rubric, before, after).overall).toMatchObject({ verdict: "up" });
    expect(compareDiagnoses(rubric, before, after).overall?.change).toBeCloseTo(5, 10);
  });

  test("uses the weights of the present type, on the questions of both", () => {
    const shop: Profile = { ...nobody, type: "coop" };
    const sales = levels("233 2230 3222 3332 232 2212 222 212", true);
    const result = compareDiagnoses(
      rubric,
      diagnosis(nobody, caseB.answers),
      diagnosis(shop, sales),
    );
    expect(result.questions).toHaveLength(25);
    expect(result.questions.some((id) => /^COL[123]/.test(id))).toBe(false);
    expect(result.overall?.change).toBeCloseTo(0, 10);
  });

  test("finds nothing in common between a short and a full diagnosis", () => {
    const express = { E1: 1, E2: 1 } as const;
    const short = diagnosis(nobody, { full: {}, express }, { variant: "court" });
    const result = compareDiagnoses(rubric, short, diagnosis(nobody, caseB.answers));
    expect(result).toEqual({ questions: [], overall: null, dimensions: [] });
  });

  test("compares only the questions both rubrics have", () => {
    const earlier = {
      ...rubric,
      version: "0.9.0",
      questions: rubric.questions.filter((one) => one.id !== "GOV1"),
    };
    const before = diagnosis(nobody, caseB.answers, { rubricVersion: "0.9.0" });
    const result = compareDiagnoses(rubric, before, diagnosis(nobody, caseB.answers), earlier);
    expect(result.questions).not.toContain("GOV1");
    expect(result.questions).toHaveLength(27);
  });
});
