import { z } from "zod";
import { stepTypes } from "./steps/index.ts";
import { variableTypes, type Variables } from "./variables.ts";

const name = z.string().regex(/^[a-zA-Z][A-Za-z0-9-]*$/u);

/** One conversation as data: a YAML file under `flows/`. */
export const flowSchema = z.strictObject({
  flow: name.describe("The flow's id, the same as its file name."),
  version: z
    .string()
    .regex(/^\d+\.\d+\.\d+$/u)
    .describe("Semantic version; sessions keep the one they began with."),
  about: z.string().optional().describe("For readers: what this conversation is for."),
  variables: z
    .record(z.string().regex(/^[a-z][A-Za-z0-9]*$/u), z.enum(variableTypes))
    .optional()
    .describe("What this flow remembers while it runs, with the type used in conditions."),
  renamed: z
    .record(z.string(), z.string())
    .optional()
    .describe("Steps of older versions and what they are called now."),
  commands: z
    .partialRecord(z.enum(["back", "correct"]), z.string())
    .optional()
    .describe(
      "Commands that mean something of this flow's own while it runs, and the step each leads to. What is to be corrected stands in the variable `about`.",
    ),
  beforeConsent: z
    .literal(true)
    .optional()
    .describe("May be played before the person agreed that we keep their answers."),
  steps: z.array(z.looseObject({ id: z.string() })).min(1),
});

/** Universal commands that a flow takes for its own, and the step each leads to. */
export type OwnCommands = Readonly<Partial<Record<"back" | "correct", string | undefined>>>;

/** A flow as written. Its steps are read by their own types. */
export interface FlowFile {
  readonly flow: string;
  readonly version: string;
  readonly variables?: Variables | undefined;
  readonly renamed?: Readonly<Record<string, string>> | undefined;
  readonly commands?: OwnCommands | undefined;
  readonly beforeConsent?: true | undefined;
  readonly steps: readonly (Readonly<Record<string, unknown>> & { readonly id: string })[];
}

export type StepKind = keyof typeof stepTypes;

/** The word that marks a step's type; null when it has none, or several. */
export function kindOf(step: Readonly<Record<string, unknown>>): StepKind | null {
  const kinds = (Object.keys(stepTypes) as StepKind[]).filter((kind) => kind in step);
  // `call`, `set`… stand alone; a step with two of the words is a mistake the checker names.
  return kinds.length === 1 ? (kinds[0] ?? null) : null;
}
