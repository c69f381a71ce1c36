import { z } from "zod";
import {
  againSchema,
  answersSchema,
  profileSchema,
  variants,
  type Again,
  type Answer,
  type Dimension,
  type ExpressAnswer,
  type Origin,
  type Settlement,
} from "./answers.ts";
import type { Rubric } from "./rubric.ts";
import { scoreSettlement, tolerance } from "./score.ts";
import { settle } from "./settle.ts";

/** A finished diagnosis as it is kept: with the version of its rubric it can be computed again. */
export const diagnosisSchema = z
  .strictObject({
    rubricVersion: z.string(),
    profile: profileSchema,
    variant: z.enum(variants),
    answers: answersSchema,
    /** Present when it was asked as « Qu'est-ce qui a changé ? ». */
    again: againSchema.optional(),
    at: z.number(),
  })
  .readonly();
export type Diagnosis = z.infer<typeof diagnosisSchema>;

export type Verdict = "up" | "down" | "stable";

/** From one diagnosis to the next, in points at full precision. */
export interface Change {
  readonly before: number;
  readonly after: number;
  readonly change: number;
  readonly verdict: Verdict;
}

/** `overall` is null when the two diagnoses have no known question in common. */
export interface Comparison {
  readonly questions: readonly string[];
  readonly overall: Change | null;
  readonly dimensions: readonly (Change & { readonly dimension: Dimension })[];
}

/** How to ask again after this diagnosis: the order and the answers to show (brief § 2.12). */
export function askAgain(rubric: Rubric, previous: Diagnosis): Again {
  const settlement = settleDiagnosis(rubric, previous);
  const first: string[] = [];
  const shown: Record<string, Answer | ExpressAnswer> = {};
  for (const [id, { origin, level }] of Object.entries(settlement)) {
    const given = previous.answers.full[id] ?? previous.answers.express[id];
    if (origin === "estimated" || origin === "unknown") first.push(id);
    else if (given !== undefined && wasGiven(origin, given)) shown[id] = given;
    else if (origin === "express" && level !== null) shown[id] = { level };
  }
  return { first, shown };
}

/**
 * What changed between two diagnoses of one organization, on the questions known both times,
 * with the weights of its present type. Under 5 points, at full precision, is « stable ».
 *
 * `earlier` is the rubric of `before` when its version differs: ids only one of them has are left out.
 */
export function compareDiagnoses(
  rubric: Rubric,
  before: Diagnosis,
  after: Diagnosis,
  earlier: Rubric = rubric,
): Comparison {
  const was = settleDiagnosis(earlier, before);
  const is = settleDiagnosis(rubric, after);
  const questions = Object.keys(is).filter((id) => isKnown(was, id) && isKnown(is, id));
  const from = scoreSettlement(rubric, after.profile, pick(was, questions));
  const to = scoreSettlement(rubric, after.profile, pick(is, questions));
  return {
    questions,
    overall: questions.length === 0 ? null : measure(from.overall.points, to.overall.points),
    dimensions: to.dimensions.flatMap(({ dimension, points }) => {
      const previous = from.dimensions.find((one) => one.dimension === dimension);
      return previous === undefined ? [] : [{ dimension, ...measure(previous.points, points) }];
    }),
  };
}

/** The values of a kept diagnosis, computed again. */
export function settleDiagnosis(rubric: Rubric, diagnosis: Diagnosis): Settlement {
  const { profile, variant, answers, again } = diagnosis;
  return settle(rubric, profile, variant, answers, again);
}

/** Not when the answer was overruled: by an implication, or by a profile that takes the question away. */
function wasGiven(origin: Origin, given: Answer | ExpressAnswer): boolean {
  return origin === "asked" || origin === "express" || given === "not-applicable";
}

/** A guess is never compared. */
function isKnown(settlement: Settlement, id: string): boolean {
  const origin = settlement[id]?.origin;
  return origin === "asked" || origin === "implied" || origin === "express";
}

function pick(settlement: Settlement, ids: readonly string[]): Settlement {
  return Object.fromEntries(
    ids.flatMap((id) => {
      const settled = settlement[id];
      return settled === undefined ? [] : [[id, settled] as const];
    }),
  );
}

function measure(before: number, after: number): Change {
  const change = after - before;
  const stable = Math.abs(change) < 5 - tolerance;
  return { before, after, change, verdict: stable ? "stable" : change > 0 ? "up" : "down" };
}
