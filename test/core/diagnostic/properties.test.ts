import {
  array,
  boolean,
  constant,
  constantFrom,
  integer,
  nat,
  oneof,
  record,
  sample,
  tuple,
  type Arbitrary,
} from "fast-check";
import { describe, expect, test } from "vitest";
import {
  organizationTypes,
  priorities,
  stages,
  type Answer,
  type Answers,
  type Profile,
} from "../../../src/core/diagnostic/answers.ts";
import { explain } from "../../../src/core/diagnostic/explain.ts";
import { score } from "../../../src/core/diagnostic/score.ts";
import { settle } from "../../../src/core/diagnostic/settle.ts";
import { converse, levelOf, rubric, unknown, withAnswers } from "./cases.ts";

const profiles: Arbitrary<Profile> = record({
  type: constantFrom(...organizationTypes),
  stage: constantFrom(...stages),
  size: constantFrom("1-5", "6-15", "16-50", "51+"),
  place: constantFrom("town", "rural", "both"),
  equipment: constantFrom("phones", "one-pc", "pcs"),
  role: constantFrom("direction", "tresorerie"),
  priority: constantFrom(...priorities),
  sells: boolean(),
});
const answer: Arbitrary<Answer> = oneof(
  {
    weight: 9,
    arbitrary: integer({ min: 0, max: 4 }).map((level) => ({ level: levelOf(level) })),
  },
  { weight: 1, arbitrary: constant<Answer>("dont-know") },
);
const ids = rubric.questions.map((question) => question.id);
const people: Arbitrary<Answers> = tuple(
  array(answer, { minLength: ids.length, maxLength: ids.length }),
  nat(9),
).map(([given, chance]) => {
  const full = Object.fromEntries(ids.map((id, index) => [id, given[index] ?? "dont-know"]));
  return {
    full: chance === 0 ? { ...full, WEB4: "not-applicable" as const } : full,
    express: {},
  };
});
const drawn = record({
  profile: profiles,
  person: people,
  variant: boolean().map((all): "tout" | "complet" => (all ? "tout" : "complet")),
  pick: nat(),
  level: integer({ min: 1, max: 4 }),
});
/** 10,000 organizations, each with the conversation it had. */
const organizations = sample(drawn, { numRuns: 10_000, seed: 20_261_125 }).map((one) => {
  const { answers, asked } = converse(one.profile, one.variant, one.person);
  return { ...one, answers, id: asked[one.pick % asked.length] ?? "" };
});
const epsilon = 1e-9;

/** What was answered, and what followed from it: the moves below keep the first the same. */
function outline(profile: Profile, variant: "complet" | "tout", answers: Answers) {
  const settlement = settle(rubric, profile, variant, answers);
  const asked: string[] = [];
  let open = false;
  let guessed = false;
  for (const [id, { origin }] of Object.entries(settlement)) {
    if (origin === "unknown" && answers.full[id] === undefined) open = true;
    else if (origin === "asked" || origin === "unknown") asked.push(id);
    else if (origin === "implied" || origin === "estimated") guessed = true;
  }
  return { asked: asked.join(" "), open, guessed, settlement };
}

describe("for a fixed set of answered questions", () => {
  test("one level more never lowers the score, and moves it by a bounded amount", () => {
    let moved = 0;
    let largest = 0;
    for (const { profile, variant, answers, id } of organizations) {
      const given = answers.full[id];
      if (typeof given !== "object" || given.level === 4) continue;
      const raised = withAnswers(answers, { [id]: { level: levelOf(given.level + 1) } });
      const before = outline(profile, variant, answers);
      const after = outline(profile, variant, raised);
      if (after.asked !== before.asked || after.open) continue;
      const move =
        score(rubric, profile, variant, raised).overall.points -
        score(rubric, profile, variant, answers).overall.points;
      moved += 1;
      largest = Math.max(largest, move);
      expect(move).toBeGreaterThanOrEqual(-epsilon);
      const direct = after.settlement["TRA2"]?.origin === "na" ? 2.7 : 1.93;
      const bound = before.guessed || after.guessed ? 3.58 : direct;
      expect(move).toBeLessThanOrEqual(bound + epsilon);
    }
    expect(moved).toBeGreaterThan(4_000);
    expect(largest).toBeGreaterThan(1.9);
  });

  test("a level of at least 1 instead of « je ne sais pas » never lowers the score", () => {
    let moved = 0;
    for (const { profile, variant, answers, id, level } of organizations) {
      const doubtful = withAnswers(answers, unknown(id));
      const known = withAnswers(answers, { [id]: { level: levelOf(level) } });
      const before = outline(profile, variant, doubtful);
      const after = outline(profile, variant, known);
      if (after.asked !== before.asked || before.open || after.open) continue;
      moved += 1;
      expect(score(rubric, profile, variant, known).overall.points).toBeGreaterThanOrEqual(
        score(rubric, profile, variant, doubtful).overall.points - epsilon,
      );
    }
    expect(moved).toBeGreaterThan(4_000);
  });

  test("what does not apply never changes another dimension", () => {
    for (const { profile, person } of organizations) {
      const before = score(rubric, { ...profile, stage: "established" }, "tout", person);
      const without = withAnswers(person, { WEB4: "not-applicable" });
      const after = score(rubric, { ...profile, stage: "new" }, "tout", without);
      const others = (one: { readonly dimension: string }) =>
        one.dimension !== "WEB" && one.dimension !== "TRA";
      expect(after.dimensions.filter(others)).toEqual(before.dimensions.filter(others));
    }
  });

  test("the score stays within its bounds, and they within 0 and 100", () => {
    for (const { profile, variant, answers } of organizations) {
      const { overall, dimensions } = score(rubric, profile, variant, answers);
      const inside = [overall, ...dimensions].every(
        ({ low, points, high }) =>
          low >= 0 && points >= low - epsilon && high >= points - epsilon && high <= 100 + epsilon,
      );
      expect(inside).toBe(true);
    }
  });

  test("an explanation adds up, question by question and dimension by dimension", () => {
    for (const { profile, variant, answers } of organizations.slice(0, 1_000)) {
      const reasons = explain(rubric, profile, settle(rubric, profile, variant, answers));
      const whole = score(rubric, profile, variant, answers).overall.points;
      expect(reasons.reduce((sum, one) => sum + one.adds, 0)).toBeCloseTo(whole, 9);
      for (const one of reasons) {
        const sum = one.questions.reduce((total, question) => total + question.adds, 0);
        expect(sum).toBeCloseTo(one.points, 9);
      }
    }
  });
});
