import { z } from "zod";
import { explain, type QuestionReason } from "../../diagnostic/explain.ts";
import { shown } from "../../diagnostic/score.ts";
import type { Phrase } from "../../language/sentences.ts";
import type { Play } from "../play.ts";
import type { Action } from "./action.ts";
import {
  dimensionName,
  givenAnswer,
  json,
  lastResult,
  nameOf,
  phrase,
  type LastResult,
} from "./last-result.ts";

const nothing = z.strictObject({});
const chosen = z.strictObject({ dimension: z.string() });

export const listDimensions = {
  about: "The dimensions of the last result, to choose one; `any` is false without a result.",
  takes: nothing,
  gives: { any: "bool", choices: "dyn" },
  perform(_, play) {
    const last = lastResult(play);
    const dimensions = last?.score.dimensions ?? [];
    return {
      gives: {
        any: dimensions.length > 0,
        choices: json(
          dimensions.map(({ dimension }) => ({
            id: dimension,
            label: dimensionName(dimension, true),
          })),
        ),
      },
    };
  },
} satisfies Action<z.infer<typeof nothing>>;

export const explainDimension = {
  about: "A dimension's score, question by question with its weight and where its value came from.",
  takes: chosen,
  gives: { name: "dyn", score: "double", lines: "dyn", estimated: "bool" },
  perform({ dimension }, play) {
    const last = lastResult(play);
    const reason =
      last &&
      explain(play.book.rubric, last.profile, last.settlement).find(
        (one) => one.dimension === dimension,
      );
    if (last === null || reason === undefined || reason === null) return { gives: {} };
    return {
      gives: {
        name: phrase(dimensionName(dimension)),
        score: shown(reason.points),
        // After eight questions no number is shown (brief § 2.3).
        estimated: last.variant === "court",
        lines: json({ lines: reason.questions.map((question) => line(play, last, question)) }),
      },
    };
  },
} satisfies Action<z.infer<typeof chosen>>;

function line(
  play: Play,
  last: LastResult,
  { id, weight, origin, points }: QuestionReason,
): Phrase {
  const answer = givenAnswer(play, last, id);
  if (last.variant === "court") {
    return {
      say: "why.line-court",
      with: { name: nameOf(id), answer: answer ?? { say: "system.dont-know" } },
    };
  }
  const known = origin === "asked" && answer !== null;
  return {
    say: known ? "why.line" : `why.line-${origin === "asked" ? "unknown" : origin}`,
    with: { name: nameOf(id), answer: answer ?? "", points: shown(points ?? 0), weight },
  };
}
