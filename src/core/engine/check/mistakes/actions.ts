import { z } from "zod";
import type { Action } from "../../actions/action.ts";
import type { Family } from "../mistake.ts";
import { didYouMean } from "../nearest.ts";
import type { ReadFlow } from "../read-flow.ts";
import type { Reading } from "../reading.ts";
import { keyPlaceOf, placeIn, placeOf, valueAt, type Path } from "../source.ts";

/** What flows `do` and wait for: what goes in, what comes out. */
export const actionMistakes = {
  "unknown-action": {
    severity: "error",
    *find({ issues, program }) {
      for (const { source, path, issue } of issues) {
        if (issue.code !== "invalid_value" || path.length !== 3 || path[2] !== "do") continue;
        const name = String(valueAt(source, path));
        yield {
          at: placeOf(source, path),
          message: `there is no action "${name}"`,
          suggestion: didYouMean(
            name,
            Object.keys(program.actions),
            "write it in src/core/engine/actions",
          ),
        };
      }
    },
  },
  "missing-argument": {
    severity: "error",
    *find(reading) {
      for (const { flow, path, name, takes, given } of doings(reading)) {
        for (const wanted of takes.required) {
          if (wanted in given) continue;
          yield {
            at: placeOf(flow.source, [...path, "do"]),
            message: `the action "${name}" needs "${wanted}"`,
            suggestion: `add \`with: { ${wanted}: … }\``,
          };
        }
      }
    },
  },
  "extra-argument": {
    severity: "error",
    *find(reading) {
      for (const { flow, path, name, takes, given } of doings(reading)) {
        for (const key of Object.keys(given)) {
          if (key in takes.types) continue;
          yield {
            at: keyPlaceOf(flow.source, [...path, "with", key]),
            message: `the action "${name}" takes no "${key}"`,
            suggestion: didYouMean(key, Object.keys(takes.types), "remove it"),
          };
        }
      }
    },
  },
  "argument-type": {
    severity: "error",
    *find(reading) {
      for (const { flow, path, name, takes, given } of doings(reading)) {
        for (const [key, expression] of Object.entries(given)) {
          const wanted = takes.types[key];
          const { type } = flow.check(expression);
          if (wanted === undefined || type === null || suits(type, wanted)) continue;
          yield {
            at: placeIn(flow.source, [...path, "with", key], 0),
            message: `the action "${name}" takes a ${wanted} as "${key}", and this gives a ${type}`,
            suggestion: `give a ${wanted}`,
          };
        }
      }
    },
  },
  "undeclared-gift": {
    severity: "error",
    *find(reading) {
      for (const { flow, path, word, name, gives } of gifts(reading)) {
        for (const [key, type] of Object.entries(gives)) {
          if (key in flow.variables) continue;
          yield {
            at: placeOf(flow.source, path),
            message: `${word} "${name}" gives "${key}", which "${flow.name}" does not declare`,
            suggestion: `add \`${key}: ${type}\` to \`variables\``,
          };
        }
      }
    },
  },
  "gift-type": {
    severity: "error",
    *find(reading) {
      for (const { flow, path, word, name, gives } of gifts(reading)) {
        for (const [key, type] of Object.entries(gives)) {
          const declared = flow.variables[key];
          if (declared === undefined || declared === type || declared === "dyn") continue;
          yield {
            at: placeOf(flow.source, path),
            message: `${word} "${name}" gives "${key}" as a ${type}, and "${flow.name}" declares a ${declared}`,
            suggestion: `declare \`${key}: ${type}\``,
          };
        }
      }
    },
  },
  "missing-landing": {
    severity: "error",
    *find(reading) {
      for (const { flow, path, name } of doings(reading)) {
        for (const to of reading.program.leads[name] ?? []) {
          if (flow.ids.includes(to)) continue;
          yield {
            at: placeOf(flow.source, [...path, "do"]),
            message: `the action "${name}" may lead to a step "${to}", which "${flow.name}" has not`,
            suggestion: `add a step \`id: ${to}\``,
          };
        }
      }
    },
  },
  "unknown-event": {
    severity: "error",
    *find({ flows, program }) {
      for (const { source, steps } of flows) {
        for (const { kind, step, path } of steps) {
          if (kind !== "wait") continue;
          for (const event of Object.keys(step.wait)) {
            if (event in program.events) continue;
            yield {
              at: keyPlaceOf(source, [...path, "wait", event]),
              message: `nobody sends an event "${event}"`,
              suggestion: didYouMean(event, Object.keys(program.events)),
            };
          }
        }
      }
    },
  },
} satisfies Family;

interface Takes {
  readonly types: Readonly<Record<string, string>>;
  readonly required: readonly string[];
}

interface Doing {
  readonly flow: ReadFlow;
  readonly path: Path;
  readonly name: string;
  readonly takes: Takes;
  readonly given: Readonly<Record<string, string>>;
}

function* doings({ flows, program }: Reading): Iterable<Doing> {
  for (const flow of flows) {
    for (const { kind, step, path } of flow.steps) {
      const action = kind === "do" ? program.actions[step.do] : undefined;
      if (kind !== "do" || action === undefined) continue;
      yield { flow, path, name: step.do, takes: takesOf(action), given: step.with ?? {} };
    }
  }
}

interface Gift {
  readonly flow: ReadFlow;
  readonly path: Path;
  readonly word: string;
  readonly name: string;
  readonly gives: Readonly<Record<string, string>>;
}

/** What actions and events bring into the variables of a flow. */
function* gifts({ flows, program }: Reading): Iterable<Gift> {
  for (const flow of flows) {
    for (const { kind, step, path } of flow.steps) {
      if (kind === "do") {
        const gives = program.actions[step.do]?.gives ?? {};
        yield { flow, path: [...path, "do"], word: "the action", name: step.do, gives };
      } else if (kind === "wait") {
        for (const event of Object.keys(step.wait)) {
          const gives = program.events[event] ?? {};
          yield { flow, path: [...path, "wait", event], word: "the event", name: event, gives };
        }
      }
    }
  }
}

const objects = z.object({
  properties: z.record(z.string(), z.object({ type: z.string().optional() })).default({}),
  required: z.array(z.string()).default([]),
});

const taken = new WeakMap<object, Takes>();

/** The fields an action takes, as its own schema declares them. */
function takesOf(action: Action<unknown>): Takes {
  const before = taken.get(action);
  if (before !== undefined) return before;
  const { properties, required } = objects.parse(z.toJSONSchema(action.takes));
  const types = Object.entries(properties).map(
    ([name, { type }]) => [name, type ?? "value"] as const,
  );
  const takes = { types: Object.fromEntries(types), required };
  taken.set(action, takes);
  return takes;
}

/** Whether a value of a CEL type suits a field of a JSON type. */
function suits(given: string, wanted: string): boolean {
  if (given === "dyn" || wanted === "value") return true;
  if (wanted === "number" || wanted === "integer") return given === "double" || given === "int";
  if (wanted === "boolean") return given === "bool";
  if (wanted === "string") return given === "string";
  return given.startsWith("list") || given.startsWith("map");
}
