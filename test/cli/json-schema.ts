/** As much of JSON Schema as our own schemas use: enough to see whether a file fits one. */
export type Schema = Readonly<Record<string, unknown>> | boolean;

/** Where a value does not fit a schema, and which rule says so; empty when it fits. */
export function unfit(
  value: unknown,
  schema: Schema,
  root: Schema = schema,
  path = "$",
): readonly string[] {
  if (typeof schema === "boolean") return schema ? [] : [`${path}: nothing is allowed here`];
  const fits = (one: unknown, by: unknown): boolean =>
    unfit(one, by as Schema, root, path).length === 0;
  const found: string[] = [];
  for (const [rule, by] of Object.entries(schema)) {
    const check = rules[rule];
    if (check === undefined) {
      if (!silent.includes(rule)) throw new Error(`the rule "${rule}" is not known here`);
    } else found.push(...check({ value, by, schema, root, path, fits }));
  }
  return found;
}

interface Question {
  readonly value: unknown;
  readonly by: unknown;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly root: Schema;
  readonly path: string;
  readonly fits: (value: unknown, schema: unknown) => boolean;
}

type Rule = (question: Question) => readonly string[];

const silent = ["$schema", "$defs", "title", "description", "default", "then", "else"];

const when =
  (rule: string, broken: (question: Question) => boolean): Rule =>
  (question) =>
    broken(question) ? [`${question.path}: ${rule}`] : [];

const rules: Readonly<Record<string, Rule>> = {
  $ref: ({ value, by, root, path }) => {
    let at: unknown = root;
    for (const part of String(by).split("/").slice(1)) at = asRecord(at)[part];
    return unfit(value, at as Schema, root, path);
  },
  type: when("type", ({ value, by }) => {
    const allowed = [by].flat();
    const kind = typeOf(value);
    return !allowed.includes(kind) && !(kind === "integer" && allowed.includes("number"));
  }),
  const: when("const", ({ value, by }) => value !== by),
  enum: when("enum", ({ value, by }) => !(by as unknown[]).includes(value)),
  pattern: when(
    "pattern",
    ({ value, by }) => typeof value === "string" && !new RegExp(String(by), "u").test(value),
  ),
  format: () => [],
  minimum: when("minimum", ({ value, by }) => typeof value === "number" && value < Number(by)),
  maximum: when("maximum", ({ value, by }) => typeof value === "number" && value > Number(by)),
  exclusiveMinimum: when(
    "exclusiveMinimum",
    ({ value, by }) => typeof value === "number" && value <= Number(by),
  ),
  exclusiveMaximum: when(
    "exclusiveMaximum",
    ({ value, by }) => typeof value === "number" && value >= Number(by),
  ),
  minLength: when(
    "minLength",
    ({ value, by }) => typeof value === "string" && value.length < Number(by),
  ),
  minItems: when("minItems", ({ value, by }) => Array.isArray(value) && value.length < Number(by)),
  maxItems: when("maxItems", ({ value, by }) => Array.isArray(value) && value.length > Number(by)),
  minProperties: when(
    "minProperties",
    ({ value, by }) => isRecord(value) && Object.keys(value).length < Number(by),
  ),
  required: ({ value, by, path }) =>
    isRecord(value)
      ? (by as string[])
          .filter((name) => !(name in value))
          .map((name) => `${path}.${name}: required`)
      : [],
  properties: ({ value, by, root, path }) =>
    isRecord(value)
      ? Object.entries(asRecord(by)).flatMap(([name, one]) =>
          name in value ? unfit(value[name], one as Schema, root, `${path}.${name}`) : [],
        )
      : [],
  additionalProperties: ({ value, by, schema, root, path }) =>
    isRecord(value)
      ? Object.keys(value)
          .filter((name) => !(name in asRecord(schema["properties"] ?? {})))
          .flatMap((name) => unfit(value[name], by as Schema, root, `${path}.${name}`))
      : [],
  propertyNames: ({ value, by, root, path }) =>
    isRecord(value)
      ? Object.keys(value).flatMap((name) => unfit(name, by as Schema, root, `${path}.${name}`))
      : [],
  prefixItems: ({ value, by, root, path }) =>
    Array.isArray(value)
      ? (by as Schema[]).flatMap((one, at) =>
          at < value.length ? unfit(value[at], one, root, `${path}[${at}]`) : [],
        )
      : [],
  items: ({ value, by, schema, root, path }) => {
    const first = Array.isArray(schema["prefixItems"]) ? schema["prefixItems"].length : 0;
    return Array.isArray(value)
      ? value
          .slice(first)
          .flatMap((one, at) => unfit(one, by as Schema, root, `${path}[${first + at}]`))
      : [];
  },
  anyOf: when("anyOf", ({ value, by, fits }) => !(by as unknown[]).some((one) => fits(value, one))),
  oneOf: when(
    "oneOf",
    ({ value, by, fits }) => (by as unknown[]).filter((one) => fits(value, one)).length !== 1,
  ),
  allOf: ({ value, by, root, path }) =>
    (by as Schema[]).flatMap((one) => unfit(value, one, root, path)),
  if: ({ value, by, schema, root, path, fits }) =>
    unfit(value, (schema[fits(value, by) ? "then" : "else"] ?? true) as Schema, root, path),
};

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeOf(value) === "object";
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}
