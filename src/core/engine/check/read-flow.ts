import type { z } from "zod";
import { flowSchema, kindOf, type StepKind } from "../flow.ts";
import { stepTypes } from "../steps/index.ts";
import type { Facts, VariableType, Variables } from "../variables.ts";
import { variableTypes } from "../variables.ts";
import { makeChecker, type Checked } from "./expressions.ts";
import type { Path, Source } from "./source.ts";

type Schemas = { readonly [Kind in StepKind]: z.infer<(typeof stepTypes)[Kind]["schema"]> };

/** A step whose fields are right, by its type. */
export type ReadStep = {
  readonly [Kind in StepKind]: {
    readonly kind: Kind;
    readonly id: string;
    /** Where it stands in its file. */
    readonly path: Path;
    /** The step that follows in reading order; null for the last one. */
    readonly below: string | null;
    readonly step: Schemas[Kind];
  };
}[StepKind];

/** A flow file, as far as it could be read. */
export interface ReadFlow {
  readonly source: Source;
  /** By its file's name: what the file calls itself may be wrong. */
  readonly name: string;
  readonly id: string;
  readonly version: string;
  readonly variables: Variables;
  readonly renamed: Readonly<Record<string, string>>;
  /** Commands of its own, and the step each leads to. */
  readonly commands: Readonly<Record<string, string>>;
  readonly steps: readonly ReadStep[];
  /** The ids of all steps, also of those that could not be read. */
  readonly ids: readonly string[];
  /** Every step was read, so that what follows from all of them can be told. */
  readonly whole: boolean;
  check(expression: string): Checked;
}

/** Something a file's schema does not allow. */
export interface Issue {
  readonly source: Source;
  readonly path: Path;
  readonly issue: z.core.$ZodIssue;
}

/** A step of no type, or of several. */
export interface Untyped {
  readonly source: Source;
  readonly path: Path;
  readonly written: Readonly<Record<string, unknown>>;
}

export interface FlowReading {
  readonly flow: ReadFlow;
  readonly issues: readonly Issue[];
  readonly untyped: readonly Untyped[];
}

export function readFlow(source: Source, facts: Facts): FlowReading {
  const file = asRecord(source.value);
  const written = Array.isArray(file["steps"]) ? (file["steps"] as unknown[]) : [];
  const variables = readVariables(file["variables"]);
  const issues = headIssues(source);
  const untyped: Untyped[] = [];
  const steps: ReadStep[] = [];
  const ids = written.map((one) => asText(asRecord(one)["id"]));
  for (const [at, one] of written.entries()) {
    const path = ["steps", at];
    const fields = asRecord(one);
    const kind = kindOf(fields);
    if (kind === null) {
      untyped.push({ source, path, written: fields });
      continue;
    }
    const parsed = stepTypes[kind].schema.safeParse(fields);
    if (parsed.success) {
      const read = { kind, id: ids[at] ?? "", path, below: ids[at + 1] ?? null, step: parsed.data };
      // The schema of this very kind has just read it, which TypeScript cannot follow.
      steps.push(read as ReadStep);
    } else {
      for (const issue of parsed.error.issues) {
        issues.push({ source, path: [...path, ...keysOf(issue.path)], issue });
      }
    }
  }
  const flow: ReadFlow = {
    source,
    name: source.path.slice("flows/".length, -".yaml".length),
    id: asText(file["flow"]),
    version: asText(file["version"]),
    variables,
    renamed: readRenamed(file["renamed"]),
    commands: readRenamed(file["commands"]),
    steps,
    ids,
    whole: written.length > 0 && steps.length === written.length,
    check: makeChecker(facts, variables),
  };
  return { flow, issues, untyped };
}

/** What zod says of everything but the steps, which are read by their own types. */
function headIssues(source: Source): Issue[] {
  if (source.value === undefined) return [];
  return (flowSchema.safeParse(source.value).error?.issues ?? [])
    .filter(({ path }) => path[0] !== "steps" || path.length === 1)
    .map((issue) => ({ source, path: keysOf(issue.path), issue }));
}

export function keysOf(path: readonly PropertyKey[]): Path {
  return path.map((part) => (typeof part === "number" ? part : String(part)));
}

function readVariables(written: unknown): Variables {
  const variables: Record<string, VariableType> = {};
  for (const [name, type] of Object.entries(asRecord(written))) {
    const known = variableTypes.find((one) => one === type);
    if (known !== undefined && /^[a-z][A-Za-z0-9]*$/u.test(name)) variables[name] = known;
  }
  return variables;
}

function readRenamed(written: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(asRecord(written)).map(([from, to]) => [from, asText(to)]),
  );
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  const isRecord = typeof value === "object" && value !== null && !Array.isArray(value);
  // An object that came from YAML has text keys only.
  return isRecord ? (value as Readonly<Record<string, unknown>>) : {};
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : "";
}
