import { Environment } from "@marcbachmann/cel-js";
import type { Json } from "../json.ts";

/** Types a variable may have in conditions; unset ones read as "", 0, false or null. */
export const variableTypes = ["string", "double", "bool", "dyn"] as const;
export type VariableType = (typeof variableTypes)[number];
export type Variables = Readonly<Record<string, VariableType>>;

/** What is known about people and organizations in every flow: `contact.x` and `org.x`. */
export interface Facts {
  readonly contact: Variables;
  readonly org: Variables;
}

export interface Scope {
  /** The value of an expression; unset variables read as "", 0, false or null. */
  evaluate(expression: string, values: Readonly<Record<string, Json>>): Json;
  /** What is wrong with an expression, or the type it gives. */
  check(expression: string): { readonly type: string } | { readonly error: string };
}

/** The variables a flow may use in its expressions. Expressions are parsed once and kept. */
export function makeScope(facts: Facts, variables: Variables): Scope {
  const environment = new Environment()
    .registerVariable({ name: "contact", schema: { ...facts.contact } })
    .registerVariable({ name: "org", schema: { ...facts.org } });
  for (const [name, type] of Object.entries(variables)) environment.registerVariable(name, type);
  const parsed = new Map<string, (context: Record<string, unknown>) => unknown>();
  return {
    evaluate(expression, values) {
      let run = parsed.get(expression);
      if (run === undefined) {
        run = environment.parse(expression);
        parsed.set(expression, run);
      }
      return plain(
        run({
          ...filled(variables, values),
          contact: filled(facts.contact, values["contact"] as Readonly<Record<string, Json>>),
          org: filled(facts.org, values["org"] as Readonly<Record<string, Json>>),
        }),
      );
    },
    check(expression) {
      try {
        const result = environment.check(expression);
        return result.valid
          ? { type: String(result.type) }
          : { error: firstLine(result.error?.message ?? "not a valid expression") };
      } catch (error) {
        return { error: firstLine(error instanceof Error ? error.message : String(error)) };
      }
    },
  };
}

const unset: Readonly<Record<VariableType, Json>> = {
  string: "",
  double: 0,
  bool: false,
  dyn: null,
};

function filled(
  variables: Variables,
  values: Readonly<Record<string, Json>>,
): Record<string, Json> {
  const all: Record<string, Json> = {};
  for (const [name, type] of Object.entries(variables)) all[name] = values[name] ?? unset[type];
  return all;
}

/** CEL counts in 64-bit integers; states hold plain numbers. */
function plain(value: unknown): Json {
  return typeof value === "bigint" ? Number(value) : (value as Json);
}

function firstLine(text: string): string {
  return text.split("\n")[0] ?? text;
}
