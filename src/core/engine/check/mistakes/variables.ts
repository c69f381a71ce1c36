import { expressionsOf } from "../expressions-of.ts";
import type { Family } from "../mistake.ts";
import { didYouMean } from "../nearest.ts";
import type { ReadFlow } from "../read-flow.ts";
import type { Reading } from "../reading.ts";
import { keyPlaceOf, placeOf } from "../source.ts";
import { fileOf, lacking, unmadeFiles } from "../assigned.ts";

/** What a flow remembers: declared, of one type, and there when it is needed. */
export const variableMistakes = {
  "unknown-set": {
    severity: "error",
    *find(reading) {
      for (const { flow, name, path } of reading.flows.flatMap(setsOf)) {
        if (typeOf(reading, flow, name) !== null) continue;
        yield {
          at: keyPlaceOf(flow.source, path),
          message: `"${name}" is neither a variable of "${flow.name}" nor a known fact`,
          suggestion: didYouMean(name, namesIn(reading, flow)),
        };
      }
    },
  },
  "set-type": {
    severity: "error",
    *find(reading) {
      for (const { flow, name, path, expression } of reading.flows.flatMap(setsOf)) {
        const wanted = typeOf(reading, flow, name);
        const { type } = flow.check(expression);
        if (wanted === null || type === null || fits(type, wanted)) continue;
        yield {
          at: placeOf(flow.source, path),
          message: `"${name}" is a ${wanted}, and this gives a ${type}`,
          suggestion: `give a ${wanted}, or change the type of "${name}"`,
        };
      }
    },
  },
  "unknown-keep": {
    severity: "error",
    *find(reading) {
      for (const { flow, name, path } of reading.flows.flatMap(keepsOf)) {
        if (typeOf(reading, flow, name) !== null) continue;
        yield {
          at: placeOf(flow.source, path),
          message: `the answer cannot be kept as "${name}": there is no such variable or fact`,
          suggestion: didYouMean(name, namesIn(reading, flow)),
        };
      }
    },
  },
  "keep-type": {
    severity: "error",
    *find(reading) {
      for (const { flow, name, path } of reading.flows.flatMap(keepsOf)) {
        const type = typeOf(reading, flow, name);
        if (type === null || fits("string", type)) continue;
        yield {
          at: placeOf(flow.source, path),
          message: `an answer is a string, and "${name}" a ${type}`,
          suggestion: `declare \`${name}: string\``,
        };
      }
    },
  },
  "pick-variable": {
    severity: "error",
    *find({ flows }) {
      for (const { source, variables, steps } of flows) {
        for (const { kind, step, path } of steps) {
          if (kind !== "pick" || variables[step.pick] === "string") continue;
          yield {
            at: placeOf(source, [...path, "pick"]),
            message: `"${step.pick}" is no variable that holds the id of a step`,
            suggestion: didYouMean(
              step.pick,
              Object.keys(variables).filter((name) => variables[name] === "string"),
              `declare \`${step.pick}: string\``,
            ),
          };
        }
      }
    },
  },
  "choices-variable": {
    severity: "error",
    *find({ flows }) {
      for (const { source, variables, steps } of flows) {
        for (const { kind, step, path } of steps) {
          if (kind !== "ask" || step.choicesFrom === undefined) continue;
          if (variables[step.choicesFrom] === "dyn") continue;
          yield {
            at: placeOf(source, [...path, "choicesFrom"]),
            message: `"${step.choicesFrom}" is no variable that holds choices`,
            suggestion: didYouMean(
              step.choicesFrom,
              Object.keys(variables).filter((name) => variables[name] === "dyn"),
              `declare \`${step.choicesFrom}: dyn\``,
            ),
          };
        }
      }
    },
  },
  "file-variable": {
    severity: "error",
    *find({ flows }) {
      for (const { source, variables, steps } of flows) {
        for (const read of steps) {
          const name = fileOf(read);
          if (name === null || variables[name] === "file") continue;
          yield {
            at: placeOf(source, [...read.path, "file"]),
            message: `"${name}" is no variable that holds a file`,
            suggestion: didYouMean(
              name,
              Object.keys(variables).filter((one) => variables[one] === "file"),
              `declare \`${name}: file\``,
            ),
          };
        }
      }
    },
  },
  "unmade-file": {
    severity: "error",
    *find(reading) {
      for (const flow of reading.flows) {
        if (!flow.whole) continue;
        for (const read of unmadeFiles(reading, flow)) {
          const name = fileOf(read) ?? "";
          yield {
            at: placeOf(flow.source, [...read.path, "file"]),
            message: `the file "${name}" is not made yet on some way to "${read.id}"`,
            suggestion: `let an action make "${name}" before`,
          };
        }
      }
    },
  },
  "unused-variable": {
    severity: "warning",
    *find(reading) {
      for (const flow of reading.flows) {
        if (!flow.whole) continue;
        const used = usedIn(reading, flow);
        for (const name of Object.keys(flow.variables)) {
          if (used.has(name)) continue;
          yield {
            at: keyPlaceOf(flow.source, ["variables", name]),
            message: `nothing in "${flow.name}" uses "${name}"`,
            suggestion: "remove it, or say it in a sentence",
          };
        }
      }
    },
  },
  "unset-variable": {
    severity: "error",
    *find(reading) {
      for (const flow of reading.flows) {
        if (!flow.whole) continue;
        for (const { use, name } of lacking(reading, flow)) {
          yield {
            at: placeOf(flow.source, use.path),
            message: `"${use.key}" says {${name}}, which is not known yet on some way to "${use.read.id}"`,
            suggestion: `set "${name}" before, by an action or with \`with: { ${name}: … }\``,
          };
        }
      }
    },
  },
} satisfies Family;

interface Kept {
  readonly flow: ReadFlow;
  readonly name: string;
  readonly path: readonly (string | number)[];
}

function setsOf(flow: ReadFlow): readonly (Kept & { readonly expression: string })[] {
  return flow.steps.flatMap(({ kind, step, path }) =>
    kind === "set"
      ? Object.entries(step.set).map(([name, expression]) => ({
          flow,
          name,
          expression,
          path: [...path, "set", name],
        }))
      : [],
  );
}

function keepsOf(flow: ReadFlow): readonly Kept[] {
  return flow.steps.flatMap(({ kind, step, path }) =>
    kind === "ask" && step.keep !== undefined
      ? [{ flow, name: step.keep, path: [...path, "keep"] }]
      : [],
  );
}

function typeOf({ facts }: Reading, { variables }: ReadFlow, name: string): string | null {
  if (name.startsWith("org.")) return facts.org[name.slice(4)] ?? null;
  if (name.startsWith("contact.")) return facts.contact[name.slice(8)] ?? null;
  return variables[name] ?? null;
}

function namesIn({ facts }: Reading, { variables }: ReadFlow): readonly string[] {
  return [
    ...Object.keys(variables),
    ...Object.keys(facts.org).map((name) => `org.${name}`),
    ...Object.keys(facts.contact).map((name) => `contact.${name}`),
  ];
}

/** Whether a value of a CEL type may be kept in a variable. */
function fits(given: string, wanted: string): boolean {
  return (
    given === wanted ||
    given === "dyn" ||
    wanted === "dyn" ||
    (given === "int" && wanted === "double")
  );
}

/** Read somewhere, or given by an action or an event, which keep what they bring. */
function usedIn(reading: Reading, flow: ReadFlow): ReadonlySet<string> {
  const used = new Set(expressionsOf(flow).flatMap(({ text }) => flow.check(text).reads));
  for (const read of flow.steps) {
    const { kind, step } = read;
    const sent = fileOf(read);
    if (sent !== null) used.add(sent);
    const given =
      kind === "do"
        ? Object.keys(reading.program.actions[step.do]?.gives ?? {})
        : kind === "wait"
          ? Object.keys(step.wait).flatMap((event) =>
              Object.keys(reading.program.events[event] ?? {}),
            )
          : kind === "pick"
            ? [step.pick]
            : kind === "ask" && step.choicesFrom !== undefined
              ? [step.choicesFrom]
              : [];
    for (const name of given) used.add(name);
  }
  for (const use of reading.uses) {
    if (use.flow !== flow) continue;
    for (const form of reading.sentences.get(use.key)?.forms.values() ?? []) {
      for (const name of form.variables.keys()) used.add(name);
    }
  }
  return used;
}
