import { diagnosisOf, factsOf } from "../../src/core/engine/actions/answers.ts";
import type { Flowbook } from "../../src/core/engine/book.ts";
import type { State } from "../../src/core/engine/state.ts";
import type { Json } from "../../src/core/json.ts";
import { plan } from "../../src/core/diagnostic/plan.ts";
import { settleDiagnosis } from "../../src/core/diagnostic/rediagnosis.ts";
import { scoreSettlement } from "../../src/core/diagnostic/score.ts";

/** What a conversation leaves, without ids and moments: equal however and wherever it was held. */
export interface Conclusion {
  readonly language: string;
  readonly answers: Readonly<Record<string, Json | undefined>>;
  /** The question that waits, as `flow step`; null when none does. */
  readonly at: string | null;
  readonly frames: readonly string[];
  readonly results: number;
  readonly result: {
    readonly variant: string;
    readonly asked: number;
    readonly score: number;
    readonly level: number | null;
    readonly dimensions: Readonly<Record<string, number>>;
    readonly plan: readonly string[];
  } | null;
}

export function concludeFrom(book: Flowbook, state: State): Conclusion {
  const { session, organization } = state;
  const frames = (session?.frames ?? []).map(({ flow, step }) => `${flow} ${step}`);
  return {
    language: state.language,
    answers: Object.fromEntries(
      Object.entries(factsOf(organization)).toSorted(([a], [b]) => (a < b ? -1 : 1)),
    ),
    at: session?.pending ? (frames.at(-1) ?? null) : null,
    frames,
    results: organization?.results.length ?? 0,
    result: resultOf(book, state),
  };
}

function resultOf(book: Flowbook, { organization }: State): Conclusion["result"] {
  const result = organization?.results.at(-1);
  if (result === undefined) return null;
  const diagnosis = diagnosisOf(book, result);
  const settlement = settleDiagnosis(book.rubric, diagnosis);
  const score = scoreSettlement(book.rubric, diagnosis.profile, settlement);
  const { questions, express } = book.rubric;
  const ids = (result.variant === "court" ? express.questions : questions).map(({ id }) => id);
  return {
    variant: result.variant,
    asked: ids.filter((id) => (result.values[id] ?? null) !== null).length,
    score: score.overall.points,
    level: score.level,
    dimensions: Object.fromEntries(score.dimensions.map((one) => [one.dimension, one.points])),
    plan: plan(book.rubric, diagnosis.profile, settlement).actions.map(({ id }) => id),
  };
}
