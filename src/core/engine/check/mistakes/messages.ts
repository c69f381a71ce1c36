import type { Family } from "../mistake.ts";
import { didYouMean } from "../nearest.ts";
import type { Place } from "../finding.ts";
import type { Part, ReadSentence } from "../read-sentences.ts";
import type { Reading } from "../reading.ts";
import { keyPlaceOf } from "../source.ts";
import { argsOf } from "../assigned.ts";

/** ICU messages: their braces, variables and plural forms. */
export const messageMistakes = {
  "icu-syntax": {
    severity: "error",
    *find({ sentences }) {
      for (const { key, forms } of sentences.values()) {
        for (const [language, { mistake, text }] of forms) {
          if (mistake === null) continue;
          yield {
            at: mistake.at,
            message: `the ${language} line of "${key}" cannot be read: ${mistake.message}`,
            suggestion:
              text.includes("plural") || text.includes("select")
                ? "write it like {n, plural, one {…} other {…}}: `other` is always needed"
                : "close the brace: {name}",
          };
        }
      }
    },
  },
  "quoted-brace": {
    severity: "error",
    *find({ sentences }) {
      for (const { forms } of sentences.values()) {
        for (const { text, placeOf } of forms.values()) {
          const index = text.search(/'[{}]/u);
          if (index === -1) continue;
          yield {
            at: placeOf(index),
            message:
              "an apostrophe before a brace makes it plain text: the variable would not be filled in",
            suggestion: "write the apostrophe as ’",
          };
        }
      }
    },
  },
  "unknown-sentence-variable": {
    severity: "error",
    *find(reading) {
      for (const { key, given, by } of demands(reading)) {
        for (const [name, at] of variablesOf(reading.sentences.get(key))) {
          if (name === "org" || given.includes(name)) continue;
          yield {
            at,
            message: `"${key}" says {${name}}, which ${by} does not give`,
            suggestion: didYouMean(
              name,
              [...given, "org"],
              `give it with \`with: { ${name}: … }\``,
            ),
          };
        }
      }
    },
  },
  "label-with-variable": {
    severity: "error",
    *find({ uses, sentences }) {
      const labels = new Set(uses.filter(({ as }) => as !== "words").map(({ key }) => key));
      for (const label of labels) {
        for (const key of [label, `${label}.short`, `${label}.about`]) {
          for (const [name, at] of variablesOf(sentences.get(key))) {
            yield {
              at,
              message: `"${key}" is a label, and labels have no variables: {${name}}`,
              suggestion: "say it without: a label is also what people type",
            };
          }
        }
      }
    },
  },
  "uneven-variables": {
    severity: "warning",
    *find({ sentences }) {
      for (const { key, forms } of sentences.values()) {
        const all = new Set([...forms.values()].flatMap(({ variables }) => [...variables.keys()]));
        for (const [language, form] of forms) {
          const missing = [...all].filter((name) => name !== "org" && !form.variables.has(name));
          if (missing.length === 0 || form.mistake !== null) continue;
          yield {
            at: form.at,
            message: `the ${language} line of "${key}" lacks ${missing.map((name) => `{${name}}`).join(", ")}`,
            suggestion: "say the same in every language",
          };
        }
      }
    },
  },
  "missing-plural": {
    severity: "error",
    *find({ sentences }) {
      for (const { key, forms } of sentences.values()) {
        for (const language of ["ar", "ary"] as const) {
          const form = forms.get(language);
          for (const part of form === undefined ? [] : pluralsIn(form.parts)) {
            const written = Object.keys(part.options ?? {});
            const missing = arabicForms.filter(
              (name) => !written.includes(name) && !written.includes(exact[name] ?? ""),
            );
            if (form === undefined || missing.length === 0) continue;
            yield {
              at: form.placeOf(part.location?.start.offset ?? 0),
              message: `the ${language} line of "${key}" lacks the plural forms ${missing.join(", ")}`,
              suggestion: "Arabic has six: zero {…} one {…} two {…} few {…} many {…} other {…}",
            };
          }
        }
      }
    },
  },
  "unused-argument": {
    severity: "warning",
    *find({ flows, uses, sentences }) {
      for (const flow of flows) {
        for (const read of flow.steps) {
          const keys = uses
            .filter((use) => use.read === read && use.as === "words")
            .map(({ key }) => key);
          const said = new Set(
            [...keys, ...keys.map((key) => `${key}.hint`)].flatMap((key) =>
              variablesOf(sentences.get(key)).map(([name]) => name),
            ),
          );
          if (!keys.every((key) => sentences.has(key))) continue;
          for (const name of argsOf(read)) {
            if (said.has(name)) continue;
            yield {
              at: keyPlaceOf(flow.source, [...read.path, "with", name]),
              message: `no sentence of "${read.id}" says {${name}}`,
              suggestion: didYouMean(name, said, "remove it, or say it"),
            };
          }
        }
      }
    },
  },
} satisfies Family;

const arabicForms = ["zero", "one", "two", "few", "many", "other"];
const exact: Readonly<Record<string, string>> = { zero: "=0", one: "=1", two: "=2" };

interface Demand {
  readonly key: string;
  readonly given: readonly string[];
  readonly by: string;
}

/** Every sentence that is said, with the variables it is given there. */
function* demands({ uses, spoken, flows }: Reading): Iterable<Demand> {
  for (const { flow, read, key, path, as } of uses) {
    if (as !== "words") continue;
    const given = [...Object.keys(flow.variables), ...argsOf(read)];
    const by = `the step "${read.id}" of "${flow.name}"`;
    yield { key, given, by };
    if (path.at(-1) === "ask" && path.length === 3) yield { key: `${key}.hint`, given, by };
  }
  for (const [key, one] of spoken) yield { key, given: one.with, by: "the program" };
  for (const { kind, step } of flows.flatMap(({ steps }) => steps)) {
    if (kind === "ask") yield { key: `${step.ask}.name`, given: [], by: "the program" };
  }
}

/** The variables of a sentence in all its languages, each where it stands first. */
function variablesOf(sentence: ReadSentence | undefined): readonly (readonly [string, Place])[] {
  const found = new Map<string, Place>();
  for (const { variables } of sentence?.forms.values() ?? []) {
    for (const [name, { at }] of variables) if (!found.has(name)) found.set(name, at);
  }
  return [...found];
}

function pluralsIn(parts: readonly Part[]): readonly Part[] {
  return parts.flatMap((part) => [
    ...(part.type === 6 && part.pluralType === "cardinal" ? [part] : []),
    ...Object.values(part.options ?? {}).flatMap((option) => pluralsIn(option.value)),
    ...pluralsIn(part.children ?? []),
  ]);
}
