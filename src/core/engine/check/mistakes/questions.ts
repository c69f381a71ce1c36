import type { Family } from "../mistake.ts";
import { keyPlaceOf, placeOf } from "../source.ts";
import { choicesOf } from "../uses.ts";
import { doubtful } from "../../offers.ts";

/** WhatsApp lists hold ten rows (see `channels`). */
const mostRows = 10;

/** Questions and their answers. */
export const questionMistakes = {
  "ask-without-answers": {
    severity: "error",
    *find({ flows }) {
      for (const { source, steps } of flows) {
        for (const { kind, step, path } of steps) {
          if (kind !== "ask" || step.choices !== undefined) continue;
          if (step.choicesFrom !== undefined || step.text !== undefined) continue;
          yield {
            at: placeOf(source, [...path, "ask"]),
            message: "this question can have no answer",
            suggestion: "add `choices`, `choicesFrom` or, for free words, `text: 500`",
          };
        }
      }
    },
  },
  "competing-answers": {
    severity: "error",
    *find({ flows }) {
      for (const { source, steps } of flows) {
        for (const { kind, step, path } of steps) {
          if (kind !== "ask" || step.choices === undefined || step.choicesFrom === undefined)
            continue;
          yield {
            at: keyPlaceOf(source, [...path, "choicesFrom"]),
            message: "with `choicesFrom` the `choices` are never shown",
            suggestion: "keep one of the two",
          };
        }
      }
    },
  },
  "duplicate-choice": {
    severity: "error",
    *find({ flows }) {
      for (const { source, steps } of flows) {
        for (const read of steps) {
          const choices = choicesOf(read);
          const ids = choices.map(({ id }) => id);
          for (const [at, { id, path }] of choices.entries()) {
            if (ids.indexOf(id) === at) continue;
            yield {
              at: placeOf(source, [...path.slice(0, 4), ...(path.length > 4 ? ["id"] : [])]),
              message: `the choice "${id}" stands here twice`,
              suggestion: "give it another id, or remove it",
            };
          }
        }
      }
    },
  },
  "reserved-choice": {
    severity: "error",
    *find({ flows }) {
      for (const { source, steps } of flows) {
        for (const read of steps) {
          for (const { id, path } of choicesOf(read)) {
            if (id !== doubtful) continue;
            yield {
              at: placeOf(source, [...path.slice(0, 4), ...(path.length > 4 ? ["id"] : [])]),
              message: `"${doubtful}" is the answer for « Je ne sais pas » in every question`,
              suggestion: "remove it and write `doubt: choice`",
            };
          }
        }
      }
    },
  },
  "too-many-choices": {
    severity: "error",
    *find({ flows, issues }) {
      for (const { source, path, issue } of issues) {
        if (issue.code !== "too_big" || path.at(-1) !== "choices") continue;
        yield {
          at: keyPlaceOf(source, path),
          message: `a list holds ${mostRows} answers at most`,
          suggestion: "split the question in two",
        };
      }
      for (const { source, steps } of flows) {
        for (const { kind, step, path } of steps) {
          const count = kind === "ask" ? (step.choices?.length ?? 0) : 0;
          if (kind !== "ask" || count < mostRows || step.doubt !== "choice") continue;
          yield {
            at: keyPlaceOf(source, [...path, "choices"]),
            message: `with « Je ne sais pas » these are ${count + 1} answers, and a list holds ${mostRows}`,
            suggestion: "split the question in two, or write `doubt: typed`",
          };
        }
      }
    },
  },
} satisfies Family;
