import type { Rubric } from "../../../diagnostic/rubric.ts";
import type { Family, Found } from "../mistake.ts";
import { didYouMean } from "../nearest.ts";
import type { Issue, ReadFlow, ReadStep } from "../read-flow.ts";
import type { Reading } from "../reading.ts";
import { keyPlaceOf, placeOf, valueAt, type Path } from "../source.ts";
import { choicesOf } from "../uses.ts";

/** The rubric and the calendar, and the questions that carry the rubric. */
export const ruleMistakes = {
  "rubric-mistake": {
    severity: "error",
    *find({ rubricIssues }) {
      for (const issue of rubricIssues) yield inRules(issue, "the rubric");
    },
  },
  "calendar-mistake": {
    severity: "error",
    *find({ calendarIssues }) {
      for (const issue of calendarIssues) yield inRules(issue, "the calendar");
    },
  },
  "moments-mistake": {
    severity: "error",
    *find({ momentsIssues }) {
      for (const issue of momentsIssues) yield inRules(issue, "the moments of webinars");
    },
  },
  "unknown-question": {
    severity: "error",
    *find(reading) {
      if (reading.rubric === null) return;
      const levels = levelsOf(reading.rubric);
      for (const { flow, read } of scored(reading)) {
        if (levels.has(read.id)) continue;
        yield {
          at: placeOf(flow.source, [...read.path, "id"]),
          message: `the rubric has no question "${read.id}", so nothing can be scored`,
          suggestion: didYouMean(
            read.id,
            levels.keys(),
            "add it to flows/rubric.yaml, or remove `score`",
          ),
        };
      }
    },
  },
  "unasked-question": {
    severity: "error",
    *find(reading) {
      if (reading.rubric === null) return;
      const asked = new Set([...scored(reading)].map(({ read }) => read.id));
      const source = reading.sources.find(({ path }) => path === "flows/rubric.yaml");
      for (const id of source === undefined ? [] : levelsOf(reading.rubric).keys()) {
        if (source === undefined || asked.has(id)) continue;
        const express = reading.rubric.express.questions.some((one) => one.id === id);
        yield {
          at: keyPlaceOf(source, express ? ["express", "questions", id] : ["questions", id]),
          message: `no flow asks "${id}"`,
          suggestion: `add a step \`id: ${id}\` with \`score: true\` to flows/diagnostic.yaml`,
        };
      }
    },
  },
  "wrong-levels": {
    severity: "error",
    *find(reading) {
      if (reading.rubric === null) return;
      const all = levelsOf(reading.rubric);
      for (const { flow, read } of scored(reading)) {
        const wanted = all.get(read.id);
        const digits = choicesOf(read)
          .map(({ id }) => id)
          .filter((id) => /^\d+$/u.test(id));
        if (wanted === undefined || digits.join() === wanted.join()) continue;
        yield {
          at: keyPlaceOf(flow.source, [...read.path, "choices"]),
          message: `"${read.id}" is answered by the levels ${wanted.join(", ")}, and offers ${digits.join(", ") || "none"}`,
          suggestion: `write \`choices: [${wanted.map((level) => `"${level}"`).join(", ")}]\``,
        };
      }
    },
  },
} satisfies Family;

function* scored({
  flows,
}: Reading): Iterable<{ readonly flow: ReadFlow; readonly read: ReadStep }> {
  for (const flow of flows) {
    for (const read of flow.steps) {
      if (read.kind === "ask" && read.step.score === true) yield { flow, read };
    }
  }
}

/** The levels that answer each question of the rubric, the eight short ones included. */
function levelsOf({ questions, express }: Rubric): ReadonlyMap<string, readonly string[]> {
  const levels = new Map<string, readonly string[]>();
  for (const { id } of questions) levels.set(id, ["0", "1", "2", "3", "4"]);
  for (const { id } of express.questions) levels.set(id, ["1", "2", "3"]);
  return levels;
}

function inRules({ source, path, issue }: Issue, where: string): Found {
  // The rules name express questions without the list they stand in.
  const inner: Path = ["express", "questions", ...path.slice(1)];
  const there =
    path[0] === "express" && valueAt(source, path.slice(0, 2)) === undefined ? inner : path;
  const keys = issue.code === "unrecognized_keys" ? issue.keys : [];
  const [key] = keys;
  const name = there.join(".") || "the file";
  return {
    at: key === undefined ? entryPlace(source, there) : keyPlaceOf(source, [...there, key]),
    message: `${where} does not hold together at ${name}: ${issue.message}`,
    suggestion:
      key === undefined
        ? `correct ${name}; ${where === "the rubric" ? "the weights of a line sum to 100, and references name what exists" : "compare it with its neighbors"}`
        : `remove "${key}", or look for its right name`,
  };
}

/** A whole entry is named by its key, a single value stands for itself. */
function entryPlace(source: Issue["source"], path: Path) {
  const value = valueAt(source, path);
  const isEntry = typeof value === "object" && value !== null && typeof path.at(-1) === "string";
  return isEntry ? keyPlaceOf(source, path) : placeOf(source, path);
}
