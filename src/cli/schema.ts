import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { calendarSchema } from "../core/calendar/calendar.ts";
import { rubricSchema } from "../core/diagnostic/rubric.ts";
import { flowSchema } from "../core/engine/flow.ts";
import { stepTypes } from "../core/engine/steps/index.ts";
import { actions } from "../core/engine/actions/index.ts";
import { factsSchema } from "../core/engine/check/reading.ts";
import { transcriptSchema } from "../core/engine/transcript.ts";
import { languages } from "../core/language/languages.ts";
import { projectRoot } from "../project-root.ts";

type Schema = z.core.JSONSchema.JSONSchema;

const draft = "https://json-schema.org/draft/2020-12/schema";

/**
 * JSON Schemas (2020-12) of the book's files, by file name, for editors with a YAML language server.
 *
 * They complete and explain fields while one writes; `check-flows` proves the rest.
 */
export function bookSchemas(): Readonly<Record<string, Schema>> {
  return {
    "flow.schema.json": flow(),
    "sentences.schema.json": sentences(),
    "facts.schema.json": schemaOf(factsSchema),
    "rubric.schema.json": schemaOf(rubricSchema),
    "calendar.schema.json": schemaOf(calendarSchema),
    "transcript.schema.json": schemaOf(transcriptSchema),
  };
}

/** A step is one of its types, each known by the word that marks it. */
function flow(): Schema {
  const head = schemaOf(flowSchema);
  const kinds = Object.entries(stepTypes);
  const steps = kinds.map(
    ([word, { schema }]) => [word, { title: word, ...inner(schema) }] as const,
  );
  const $defs: Record<string, Schema> = Object.fromEntries(steps);
  return {
    ...head,
    title: "A conversation of Rafiq",
    properties: {
      ...head.properties,
      steps: {
        type: "array",
        minItems: 1,
        items: { anyOf: kinds.map(([word]) => ({ $ref: `#/$defs/${word}` })) },
      },
    },
    $defs: { ...$defs, do: doing($defs["do"] ?? {}) },
  };
}

/** The actions with what they are for, and for each what goes into `with`. */
function doing(step: Schema): Schema {
  const all = Object.entries(actions);
  return {
    ...step,
    properties: {
      ...step.properties,
      do: {
        description: "The action; what it gives is kept in variables of the same names.",
        anyOf: all.map(([name, { about }]) => ({ const: name, description: about })),
      },
    },
    allOf: all.map(([name, { takes }]) => ({
      if: { properties: { do: { const: name } } },
      then: taking(inner(takes)),
    })),
  };
}

function taking({ properties = {}, required = [] }: Schema): Schema {
  const names = Object.keys(properties);
  const expressions = Object.entries(properties).map(([name, one]) => [
    name,
    {
      type: "string",
      description: `A CEL expression that gives a ${typeOf(one)}.`,
    },
  ]);
  return {
    properties: {
      with: {
        type: "object",
        properties: Object.fromEntries(expressions),
        required,
        additionalProperties: false,
      },
    },
    ...(names.length > 0 && required.length > 0 ? { required: ["with"] } : {}),
  };
}

function typeOf(schema: Schema | boolean): string {
  return typeof schema === "object" && typeof schema.type === "string" ? schema.type : "value";
}

/** Keys within keys; what stands under a language is a sentence. */
function sentences(): Schema {
  const rows = languages.map((language) => [
    language,
    {
      description: `The sentence in ${names[language]}.`,
      anyOf: [{ type: "string" }, { $ref: "#/$defs/key" }],
    },
  ]);
  return {
    $schema: draft,
    title: "Sentences of Rafiq",
    description:
      "Every sentence in five languages; ICU MessageFormat, with {org} for the organization.",
    type: "object",
    additionalProperties: { $ref: "#/$defs/key" },
    $defs: {
      key: {
        type: "object",
        minProperties: 1,
        properties: Object.fromEntries(rows),
        additionalProperties: { $ref: "#/$defs/key" },
      },
    },
  };
}

const names = {
  fr: "French",
  ar: "Arabic",
  ary: "Darija, in Arabic letters",
  "ary-Latn": "Darija, in Latin letters and digits",
  en: "English",
};

/** What may be written: fields with a default may be left out. */
function schemaOf(schema: z.ZodType): Schema {
  return z.toJSONSchema(schema, {
    io: "input",
    unrepresentable: "any",
    // Read-only for the program, not for those who write the files.
    override: ({ jsonSchema }) => delete jsonSchema.readOnly,
  });
}

function inner(schema: z.ZodType): Schema {
  const { $schema: _, ...rest } = schemaOf(schema);
  return rest;
}

/** Writes the schemas into a folder and says where. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { out: { type: "string", default: join(projectRoot, "schemas") } },
  });
  await mkdir(values.out, { recursive: true });
  for (const [name, schema] of Object.entries(bookSchemas())) {
    const file = join(values.out, name);
    await writeFile(file, `${JSON.stringify(schema, null, 2)}\n`);
    process.stdout.write(`${file}\n`);
  }
}

if (import.meta.main) await main();
