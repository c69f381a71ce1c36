import type { Profile, Settlement, Variant } from "../../diagnostic/answers.ts";
import {
  compareDiagnoses,
  settleDiagnosis,
  type Comparison,
} from "../../diagnostic/rediagnosis.ts";
import { scoreSettlement, type Score } from "../../diagnostic/score.ts";
import type { Json } from "../../json.ts";
import type { Phrase } from "../../language/sentences.ts";
import type { Flowbook } from "../book.ts";
import type { Result } from "../organization.ts";
import type { Play } from "../play.ts";
import { answerWords, diagnosisOf } from "./answers.ts";

/** The last diagnosis, computed again from what was kept. */
export interface LastResult {
  readonly profile: Profile;
  readonly variant: Variant;
  readonly settlement: Settlement;
  readonly score: Score;
  readonly values: Readonly<Record<string, Json>>;
  /** Against the diagnosis before it; null when there is none. */
  readonly change: Comparison | null;
}

export function lastResult(play: Play): LastResult | null {
  const results = play.state.organization?.results ?? [];
  const result = results.at(-1);
  if (result === undefined) return null;
  const { rubric } = play.book;
  const diagnosis = diagnosisOf(play.book, result);
  const settlement = settleDiagnosis(rubric, diagnosis);
  const before = results.at(-2);
  // The full diagnosis right after the short one goes on with it: nothing has changed yet.
  const compared = before !== undefined && result.values["again"] !== undefined;
  return {
    profile: diagnosis.profile,
    variant: diagnosis.variant,
    settlement,
    score: scoreSettlement(rubric, diagnosis.profile, settlement),
    values: result.values,
    change: compared ? compareDiagnoses(rubric, diagnosisOf(play.book, before), diagnosis) : null,
  };
}

/** The values of a kept result, computed again by the rules. */
export function settlementOf(book: Flowbook, result: Result): Settlement {
  return settleDiagnosis(book.rubric, diagnosisOf(book, result));
}

/** What was answered to a question, in words; null when it was not asked. */
export function givenAnswer(play: Play, last: LastResult, question: string): Phrase | null {
  const value = last.values[question];
  return value === undefined || value === null ? null : answerWords(play, question, value);
}

export function nameOf(question: string): Phrase {
  return { say: `diagnostic.${question}.name` };
}

export function dimensionName(dimension: string, short = false): Phrase {
  return { say: `words.dimension.${dimension}${short ? ".short" : ""}` };
}

/** Phrases and rules give plain data, which TypeScript does not take for JSON by itself. */
export function json(value: object): Json {
  return value as unknown as Json;
}

export function phrase(words: Phrase): Json {
  return words;
}
