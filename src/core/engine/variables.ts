import { Environment } from "@marcbachmann/cel-js";
import type { Json } from "../json.ts";

/**
 * Types a variable may have in conditions; unset ones read as "", 0, false or null. A `file` is what an
 * action made to be sent along, or null when it made none; conditions only ask whether it is there.
 */
export const variableTypes = ["string", "double", "bool", "dyn", "file"] as const;
export type VariableType = (typeof variableTypes)[number];
export type Variables = Readonly<Record<string, VariableType>>;

/** What is known about people and organizations in every flow: `contact.x` and `org.x`. */
export interface Facts {
  readonly contact: Variables;
  readonly org: Variables;
}

/** The value of a fact by its name; undefined when it was never said. */
export type Known = (name: string) => Json | undefined;

/** Where an expression finds what it reads: the flow's variables, `contact` and `org`. */
export interface Readable {
  readonly own: Known;
  readonly contact: Known;
  readonly org: Known;
}

export interface Scope {
  /** The value of an expression; unset variables read as "", 0, false or null. */
  evaluate(expression: string, readable: Readable): Json;
  /** What the flow's variables are for a sentence before they are set. */
  readonly unset: Readonly<Record<string, string | number>>;
}

/** What expressions may name: `contact.x`, `org.x` and the flow's own variables, each with its type. */
export function environmentOf(facts: Facts, variables: Variables): Environment {
  const environment = new Environment()
    .registerVariable({ name: "contact", schema: { ...facts.contact } })
    .registerVariable({ name: "org", schema: { ...facts.org } });
  for (const [name, type] of Object.entries(variables)) {
    environment.registerVariable(name, type === "file" ? "dyn" : type);
  }
  return environment;
}

/** The variables a flow may use in its expressions. Expressions are parsed once and kept. */
export function makeScope(facts: Facts, variables: Variables): Scope {
  const environment = environmentOf(facts, variables);
  const parsed = new Map<string, (readable: Readable) => Json>();
  return {
    unset: Object.fromEntries(
      Object.entries(variables).map(([name, type]) => [name, type === "double" ? 0 : ""]),
    ),
    evaluate(expression, readable) {
      let run = parsed.get(expression);
      if (run === undefined) {
        run = compile(environment, expression, facts, variables);
        parsed.set(expression, run);
      }
      return run(readable);
    },
  };
}

const unset: Readonly<Record<VariableType, Json>> = {
  string: "",
  double: 0,
  bool: false,
  dyn: null,
  file: null,
};

/** Only what the expression names is looked up: it reads one or two of some sixty variables. */
function compile(
  environment: Environment,
  expression: string,
  facts: Facts,
  variables: Variables,
): (readable: Readable) => Json {
  const alone = variables[expression];
  if (alone !== undefined) return ({ own }) => own(expression) ?? unset[alone];
  const run = environment.parse(expression);
  const named = new Set(expression.match(/\w+/gu));
  const own = namedOf(variables, named);
  const contact = namedOf(facts.contact, named);
  const org = namedOf(facts.org, named);
  return (readable) =>
    plain(
      run({
        ...filled(own, readable.own),
        contact: filled(contact, readable.contact),
        org: filled(org, readable.org),
      }),
    );
}

type Blanks = readonly (readonly [name: string, blank: Json])[];

function namedOf(variables: Variables, named: ReadonlySet<string>): Blanks {
  return Object.entries(variables)
    .filter(([name]) => named.has(name))
    .map(([name, type]) => [name, unset[type]]);
}

function filled(blanks: Blanks, known: Known): Record<string, Json> {
  const values: Record<string, Json> = {};
  for (const [name, blank] of blanks) values[name] = known(name) ?? blank;
  return values;
}

/** CEL counts in 64-bit integers; states hold plain numbers. */
function plain(value: unknown): Json {
  return typeof value === "bigint" ? Number(value) : (value as Json);
}
