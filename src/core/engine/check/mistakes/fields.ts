import { flowSchema, kindOf } from "../../flow.ts";
import { stepTypes } from "../../steps/index.ts";
import type { Family, Found } from "../mistake.ts";
import { didYouMean, nearest } from "../nearest.ts";
import type { Issue } from "../read-flow.ts";
import { factsSchema, type Reading } from "../reading.ts";
import { keyPlaceOf, placeOf, valueAt, type Path } from "../source.ts";

const stepWords = Object.keys(stepTypes);

/** Fields that are missing, misspelled or of the wrong kind. */
export const fieldMistakes = {
  "unknown-field": {
    severity: "error",
    *find(reading) {
      for (const { source, path, issue } of reading.issues) {
        if (issue.code !== "unrecognized_keys") continue;
        const known = fieldsAt(reading, { source, path, issue });
        for (const key of issue.keys) {
          yield {
            at: keyPlaceOf(source, [...path, key]),
            message: `no field "${key}" is known here`,
            suggestion: didYouMean(key, known),
          };
        }
      }
    },
  },
  "missing-field": {
    severity: "error",
    *find({ issues }) {
      for (const one of issues) {
        if (!isMissing(one)) continue;
        const name = String(one.path.at(-1));
        yield {
          at: placeOf(one.source, one.path.slice(0, -1)),
          message: `the field "${name}" is missing`,
          suggestion: `add \`${name}:\``,
        };
      }
    },
  },
  "unknown-value": {
    severity: "error",
    *find({ issues }) {
      for (const one of issues) {
        if (one.issue.code !== "invalid_value" || isMissing(one) || isAction(one)) continue;
        const written = String(valueAt(one.source, one.path));
        yield {
          at: placeOf(one.source, one.path),
          message: `"${written}" is not possible here`,
          suggestion: didYouMean(written, one.issue.values.map(String)),
        };
      }
    },
  },
  "wrong-type": {
    severity: "error",
    *find({ issues }) {
      for (const one of issues) {
        const { code } = one.issue;
        if (isMissing(one) || isVersion(one)) continue;
        if (code !== "invalid_type" && code !== "invalid_union") continue;
        yield wrongType(one);
      }
    },
  },
  "out-of-range": {
    severity: "error",
    *find({ issues }) {
      for (const one of issues) {
        const { issue } = one;
        if ((issue.code !== "too_big" && issue.code !== "too_small") || isChoices(one)) continue;
        const limit =
          issue.code === "too_big"
            ? `at most ${issue.maximum}`
            : `more than ${Number(issue.minimum)}`;
        const atLeast =
          issue.code === "too_small" && issue.inclusive ? `at least ${issue.minimum}` : limit;
        yield {
          at: placeOf(one.source, one.path),
          message: `"${String(one.path.at(-1))}" is out of range`,
          suggestion: `write ${atLeast}`,
        };
      }
    },
  },
  "unmarked-step": {
    severity: "error",
    *find({ untyped }) {
      for (const { source, path, written } of untyped) {
        if (stepWords.some((word) => word in written)) continue;
        const keys = Object.keys(written).filter(
          (key) => key !== "id" && key !== "to" && key !== "with",
        );
        const meant = keys.find((key) => nearest(key, stepWords) !== null);
        yield {
          at: meant === undefined ? placeOf(source, path) : keyPlaceOf(source, [...path, meant]),
          message: "nothing says what this step does",
          suggestion:
            meant === undefined
              ? `add one of ${stepWords.join(", ")}`
              : didYouMean(meant, stepWords),
        };
      }
    },
  },
  "two-step-types": {
    severity: "error",
    *find({ untyped }) {
      for (const { source, path, written } of untyped) {
        const words = stepWords.filter((word) => word in written);
        const [first, second] = words;
        if (first === undefined || second === undefined || kindOf(written) !== null) continue;
        yield {
          at: keyPlaceOf(source, [...path, second]),
          message: `this step is of two types: ${words.join(" and ")}`,
          suggestion: `make two steps of it, one with "${first}" and one with "${second}"`,
        };
      }
    },
  },
} satisfies Family;

function wrongType({ source, path, issue }: Issue): Found {
  const written = valueAt(source, path);
  const expected = issue.code === "invalid_type" ? issue.expected : null;
  const quote = typeof written === "number" || typeof written === "boolean";
  return {
    at: placeOf(source, path),
    message: expected === null ? "this is not of the right kind" : `a ${expected} is expected here`,
    suggestion:
      quote && expected !== "number" && expected !== "int"
        ? `write it between quotes: "${String(written)}"`
        : `look at a step of another flow for how "${nameIn(path)}" is written`,
  };
}

function nameIn(path: Path): string {
  return path.findLast((part) => typeof part === "string") ?? "steps";
}

/** What a file's author may write where something unknown was found. */
function fieldsAt(reading: Reading, { source, path }: Issue): readonly string[] {
  if (source.path === "flows/facts.yaml") return Object.keys(factsSchema.shape);
  if (path[0] !== "steps") return Object.keys(flowSchema.shape);
  if (path.includes("choices")) return ["id", "label", "when", "to"];
  if (path.includes("branch")) return ["when", "to"];
  if (path.includes("instead")) return ["when", "ask"];
  const written = valueAt(source, path);
  // A step of one type, for only those have issues of their own.
  const kind = kindOf(written as Readonly<Record<string, unknown>>);
  return kind === null ? stepWords : Object.keys(stepTypes[kind].schema.shape);
}

function isMissing(one: Issue): boolean {
  return (
    (one.issue.code === "invalid_type" || one.issue.code === "invalid_value") &&
    one.path.length > 0 &&
    valueAt(one.source, one.path) === undefined
  );
}

/** These are told by mistakes of their own, in `names.ts`, `actions.ts` and `questions.ts`. */
function isVersion({ path }: Issue): boolean {
  return path.length === 1 && path[0] === "version";
}

function isAction({ path }: Issue): boolean {
  return path.length === 3 && path[2] === "do";
}

function isChoices({ path, issue }: Issue): boolean {
  return issue.code === "too_big" && path.at(-1) === "choices";
}
