import type { Dimension, Level, Origin, Profile, Settlement } from "./answers.ts";
import type { Rubric } from "./rubric.ts";
import { linesOf, scoreSettlement } from "./score.ts";

/** Why a question counts as it does. `adds`: the points it gives its dimension; they sum to its score. */
export interface QuestionReason {
  readonly id: string;
  readonly weight: number;
  readonly origin: Origin;
  readonly level: Level | null;
  readonly points: number | null;
  readonly adds: number;
}

/** Why a dimension has its score. `adds`: the points it gives the whole; they sum to the overall score. */
export interface DimensionReason {
  readonly dimension: Dimension;
  readonly weight: number;
  readonly points: number;
  readonly coverage: number;
  readonly adds: number;
  readonly questions: readonly QuestionReason[];
}

/** A score line by line, so that a person can be told why. Questions that do not apply are listed with 0. */
export function explain(
  rubric: Rubric,
  profile: Profile,
  settlement: Settlement,
): DimensionReason[] {
  const weights = rubric.weights[profile.type];
  const { dimensions } = scoreSettlement(rubric, profile, settlement);
  const total = dimensions.reduce((sum, { dimension }) => sum + weights[dimension], 0);
  return dimensions.map(({ dimension, points, coverage }) => ({
    dimension,
    weight: weights[dimension],
    points,
    coverage,
    adds: (weights[dimension] * points) / total,
    questions: explainQuestions(rubric, dimension, settlement),
  }));
}

function explainQuestions(
  rubric: Rubric,
  dimension: Dimension,
  settlement: Settlement,
): QuestionReason[] {
  const lines = new Map(linesOf(rubric, dimension, settlement).map((line) => [line.id, line]));
  const total = [...lines.values()].reduce((sum, line) => sum + line.weight, 0);
  const weightOf = new Map(
    rubric.questions
      .filter((question) => question.dimension === dimension)
      .map((question) => [question.id, question.weight]),
  );
  return Object.entries(settlement).flatMap(([id, settled]) => {
    const line = lines.get(id);
    const weight = line?.weight ?? weightOf.get(id);
    if (weight === undefined) return [];
    const adds = line === undefined ? 0 : (line.weight * line.points) / total;
    return [{ id, weight, ...settled, adds }];
  });
}
