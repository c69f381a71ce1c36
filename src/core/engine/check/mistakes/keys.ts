import type { Family } from "../mistake.ts";
import { didYouMean } from "../nearest.ts";
import type { Reading } from "../reading.ts";
import { placeOf } from "../source.ts";
import { choicesOf } from "../uses.ts";
import { doubtful } from "../../offers.ts";
import { keptAs } from "../../steps/ask.ts";

/** Sentences by their keys: those that are said exist, and those that exist are said. */
export const keyMistakes = {
  "unknown-sentence": {
    severity: "error",
    *find({ uses, sentences }) {
      for (const { flow, key, path, as } of uses) {
        if (as === "implied" || sentences.has(key)) continue;
        yield {
          at: placeOf(flow.source, path),
          message: `nobody wrote the sentence "${key}"`,
          suggestion: didYouMean(key, sentences.keys(), `add it to ${fileOf(key)}`),
        };
      }
    },
  },
  "choice-without-label": {
    severity: "error",
    *find({ uses, sentences }) {
      for (const { flow, key, path, as } of uses) {
        if (as !== "implied" || sentences.has(key)) continue;
        yield {
          at: placeOf(flow.source, path),
          message: `this choice has no label: nobody wrote "${key}"`,
          suggestion: `add it to ${fileOf(key)}, or name another key with \`label\``,
        };
      }
    },
  },
  "missing-sentence": {
    severity: "error",
    *find({ spoken, sentences }) {
      for (const [key, { optional }] of spoken) {
        if (optional || sentences.has(key)) continue;
        yield {
          at: { file: fileOf(key), line: 1, column: 1 },
          message: `the program says "${key}", which nobody wrote`,
          suggestion: `add \`${key.split(".").slice(1).join(".")}\` with a line for each language`,
        };
      }
    },
  },
  "unnamed-question": {
    severity: "error",
    *find({ flows, sentences }) {
      for (const { source, steps } of flows) {
        for (const { kind, step, path } of steps) {
          if (kind !== "ask" || keptAs(step) === null || !sentences.has(step.ask)) continue;
          if (sentences.has(`${step.ask}.name`)) continue;
          yield {
            at: placeOf(source, [...path, "ask"]),
            message: `"${step.ask}" has no name, by which the answer is shown and corrected`,
            suggestion: `add \`name:\` under it in ${fileOf(step.ask)}`,
          };
        }
      }
    },
  },
  "unused-sentence": {
    severity: "warning",
    *find(reading) {
      const said = saidKeys(reading);
      for (const { key, at } of reading.sentences.values()) {
        if (said.has(key)) continue;
        yield {
          at,
          message: `nobody says "${key}"`,
          suggestion:
            "remove it, or say it in a flow; what code says is listed in src/core/engine/check/spoken.ts",
        };
      }
    },
  },
} satisfies Family;

function fileOf(key: string): string {
  return `locales/${key.split(".")[0] ?? ""}.yaml`;
}

/** Everything that may be said: by flows, with the children of questions and labels, and by code. */
function saidKeys({ flows, uses, spoken }: Reading): ReadonlySet<string> {
  const said = new Set<string>(spoken.keys());
  for (const { key, as } of uses) {
    said.add(key);
    if (as === "words") continue;
    said.add(`${key}.short`);
    said.add(`${key}.about`);
  }
  for (const read of flows.flatMap(({ steps }) => steps)) {
    if (read.kind !== "ask") continue;
    said.add(`${read.step.ask}.hint`);
    // A question may say « Je ne sais pas » in its own words.
    const doubt = `${read.step.ask}.${doubtful}`;
    if (read.step.doubt === "choice") said.add(doubt).add(`${doubt}.about`).add(`${doubt}.short`);
    if (keptAs(read.step) !== null) {
      said.add(`${read.step.ask}.name`);
      // The answer is said again in its own words, also when its choice was shown under another label.
      for (const { id } of choicesOf(read)) said.add(`${read.step.ask}.${id}`);
    }
  }
  return said;
}
