import type { Again, Answers, Dimension, Profile, Settlement, Variant } from "./answers.ts";
import { orderDimensions } from "./order.ts";
import type { Rubric } from "./rubric.ts";
import { settle } from "./settle.ts";

/** 1 Départ, 2 Débutant, 3 En progrès, 4 Organisé, 5 Avancé. */
export type Maturity = 1 | 2 | 3 | 4 | 5;

/** Points from 0 to 100 at full precision; `coverage` is the known share of the weights, 0 to 1. */
export interface Measure {
  readonly points: number;
  readonly coverage: number;
  /** The points if every unknown answer were the lowest, and the highest. */
  readonly low: number;
  readonly high: number;
}

/** `sure` is false for « à confirmer »; `level` is then null. */
export interface DimensionScore extends Measure {
  readonly dimension: Dimension;
  readonly sure: boolean;
  readonly level: Maturity | null;
}

export interface Score {
  /** In the order of the conversation. */
  readonly dimensions: readonly DimensionScore[];
  /** Not to be shown when `level` is null, nor ever for `court`. */
  readonly overall: Measure;
  readonly level: Maturity | null;
  /** « entre 48 et 58 », in shown points; null when the bounds are close enough to say one number. */
  readonly range: { readonly low: number; readonly high: number } | null;
  /** The dimensions that hold the level down, if the ceiling rule did. */
  readonly heldBy: readonly Dimension[];
  /** Null when no dimension is sure. */
  readonly strongPoint: Dimension | null;
  /** Never the strong point itself; null when fewer than two dimensions are sure. */
  readonly protectFirst: Dimension | null;
}

/** Sums of decimal fractions are compared with this much patience, so that 0.7 is not under 0.7. */
export const tolerance = 1e-9;

/** The integer a person sees: half up. */
export function shown(points: number): number {
  return Math.floor(points + 0.5 + tolerance);
}

/** The score of a diagnosis (brief § 2.6; for `court`, § 2.3). */
export function score(
  rubric: Rubric,
  profile: Profile,
  variant: Variant,
  answers: Answers,
  again?: Again,
): Score {
  return scoreSettlement(rubric, profile, settle(rubric, profile, variant, answers, again));
}

/** The score of what is already settled: of a diagnosis, or of some of its questions only. */
export function scoreSettlement(rubric: Rubric, profile: Profile, settlement: Settlement): Score {
  const weights = rubric.weights[profile.type];
  const dimensions = orderDimensions(rubric, profile).flatMap((dimension) => {
    const measure = measureDimension(rubric, dimension, settlement);
    return measure === null ? [] : [judge(rubric, dimension, measure)];
  });
  const overall = average(dimensions.map((one) => ({ ...one, weight: weights[one.dimension] })));
  const { level, heldBy } = judgeOverall(rubric, dimensions, overall);
  const gap = overall.high - overall.low;
  const ranked = dimensions
    .filter((one) => one.sure)
    .map((one, place) => ({ ...one, place, weight: weights[one.dimension] }));
  const [strongest] = ranked.toSorted((a, b) => compare(b.points, a.points) || byWeight(a, b));
  const [weakest] = ranked
    .filter((one) => one !== strongest)
    .toSorted((a, b) => compare(a.points, b.points) || byWeight(a, b));
  return {
    dimensions,
    overall,
    level,
    range:
      gap > rubric.confidence.gap + tolerance
        ? { low: shown(overall.low), high: shown(overall.high) }
        : null,
    heldBy,
    strongPoint: strongest?.dimension ?? null,
    protectFirst: weakest?.dimension ?? null,
  };
}

/** The questions of a dimension that were settled and apply, with their weight. */
export function linesOf(
  rubric: Rubric,
  dimension: Dimension,
  settlement: Settlement,
): { readonly id: string; readonly weight: number; readonly points: number }[] {
  const own = rubric.questions.filter((question) => question.dimension === dimension);
  const anchored = rubric.express.questions
    .filter((express) => own.some((question) => question.id === express.anchor))
    .map((express) => ({ id: express.id, weight: 1 }));
  return [...own, ...anchored].flatMap(({ id, weight }) => {
    const points = settlement[id]?.points ?? null;
    return points === null ? [] : [{ id, weight, points }];
  });
}

function measureDimension(
  rubric: Rubric,
  dimension: Dimension,
  settlement: Settlement,
): Measure | null {
  const lines = linesOf(rubric, dimension, settlement);
  if (lines.length === 0) return null;
  return average(
    lines.map(({ id, weight, points }) => {
      const known = settlement[id]?.origin !== "unknown";
      return {
        weight,
        points,
        coverage: known ? 1 : 0,
        low: known ? points : 0,
        high: known ? points : 100,
      };
    }),
  );
}

function average(parts: readonly (Measure & { readonly weight: number })[]): Measure {
  const total = parts.reduce((sum, part) => sum + part.weight, 0);
  const mean = (name: keyof Measure) =>
    parts.reduce((sum, part) => sum + part.weight * part[name], 0) / (total || 1);
  return {
    points: mean("points"),
    coverage: mean("coverage"),
    low: mean("low"),
    high: mean("high"),
  };
}

function judge(rubric: Rubric, dimension: Dimension, measure: Measure): DimensionScore {
  const sure = measure.coverage >= rubric.confidence.dimension - tolerance;
  const level = sure ? maturityAt(rubric, shown(measure.points)) : null;
  return { dimension, ...measure, sure, level };
}

/** Reads the shown integers, from the highest level down: a 5 that fails both tests becomes 3. */
function judgeOverall(
  rubric: Rubric,
  dimensions: readonly DimensionScore[],
  overall: Measure,
): { level: Maturity | null; heldBy: Dimension[] } {
  if (overall.coverage < rubric.confidence.overall - tolerance) return { level: null, heldBy: [] };
  let level = maturityAt(rubric, shown(overall.points));
  let heldBy: Dimension[] = [];
  for (const ceiling of rubric.ceiling.toSorted((a, b) => b.level - a.level)) {
    if (level !== ceiling.level) continue;
    const low = dimensions.filter((one) => one.sure && shown(one.points) < ceiling.dimensions);
    if (low.length === 0) break;
    level = below(level);
    heldBy = low.map((one) => one.dimension);
  }
  return { level, heldBy };
}

function maturityAt(rubric: Rubric, points: number): Maturity {
  const all: readonly Maturity[] = [1, 2, 3, 4, 5];
  return all.findLast((level) => points >= (rubric.levels[level - 1] ?? 0)) ?? 1;
}

function below(level: Maturity): Maturity {
  const down: Readonly<Record<Maturity, Maturity>> = { 1: 1, 2: 1, 3: 2, 4: 3, 5: 4 };
  return down[level];
}

function compare(a: number, b: number): number {
  return Math.abs(a - b) < tolerance ? 0 : a - b;
}

/** Ties go to the larger weight, then to the order of the conversation. */
function byWeight(
  a: { readonly weight: number; readonly place: number },
  b: { readonly weight: number; readonly place: number },
): number {
  return b.weight - a.weight || a.place - b.place;
}
