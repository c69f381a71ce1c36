import { parse } from "yaml";
import { z } from "zod";
import { Fault } from "../fault.ts";
import { dimensions, levelSchema, organizationTypes, priorities, stages } from "./answers.ts";
import { findMistakes } from "./rubric-mistakes.ts";

const dimension = z.enum(dimensions);
const type = z.enum(organizationTypes);
const weight = z.int().positive();
const share = z.number().min(0).max(100);

const question = z
  .strictObject({
    dimension,
    weight,
    role: z.enum(["gate", "probe", "follow-up"]),
    /** Takes the place of this question for those who have the sales questions. */
    replaces: z.string().optional(),
    na: z
      .strictObject({
        types: z.array(type).default([]),
        stages: z.array(z.enum(stages)).default([]),
      })
      .prefault({}),
    canBeNotApplicable: z.boolean().default(false),
    implied: z
      .strictObject({
        by: z.string(),
        most: levelSchema,
        askedBefore: z.boolean().default(false),
      })
      .optional(),
  })
  .readonly();

const expressQuestion = z
  .strictObject({
    anchor: z.string(),
    narrows: z.array(z.array(levelSchema).min(1)).length(3),
  })
  .readonly();

const read = z.union([z.string(), z.array(z.string()).min(2)]);
const condition = z.union([
  z.tuple([read, z.enum(["<=", ">="]), levelSchema]),
  z.tuple([read, z.literal("in"), levelSchema, levelSchema]),
]);

/** The eight services of the club, as they are named everywhere. */
export const services = [
  "site",
  "seo",
  "social",
  "p2p",
  "crowd",
  "budget",
  "training",
  "consult",
] as const;

const action = z
  .strictObject({
    when: z.array(condition).min(1),
    impact: z.int().min(1).max(5),
    effort: z.int().min(1).max(5),
    phones: z.int().min(1).max(5).optional(),
    days: z.int().min(1).max(90),
    service: z.enum(services),
    only: z.array(type).optional(),
    not: z.array(type).default([]),
    after: z.string().optional(),
    locked: z.boolean().default(false),
    bonus: z.number().default(0),
  })
  .readonly();

/** `flows/rubric.yaml`: every number and rule of the diagnostic that is data (brief § 2.3-2.8). */
export const rubricSchema = z
  .strictObject({
    version: z.string().regex(/^\d+\.\d+\.\d+$/),
    dimensions: z.array(dimension).length(dimensions.length),
    priorities: z.record(z.enum(priorities), z.array(dimension).min(1)),
    weights: z.record(type, z.record(dimension, weight)),
    points: z.strictObject({ level: share, unknown: share }),
    levels: z.array(z.int()).length(5),
    ceiling: z.array(z.strictObject({ level: z.int().min(2).max(5), dimensions: z.int() })),
    confidence: z.strictObject({ dimension: share, overall: share, gap: share }),
    earlyStop: z.strictObject({ most: levelSchema, points: share }),
    sales: z.strictObject({ always: z.array(type), mayChoose: z.array(type) }),
    questions: z.record(z.string(), question).transform(named),
    express: z.strictObject({
      points: z.array(share).length(3),
      levels: z.array(levelSchema).length(3),
      questions: z.record(z.string(), expressQuestion).transform(named),
    }),
    planning: z.strictObject({
      most: z.int().positive(),
      withPrerequisites: z.int().positive(),
      places: z.array(z.strictObject({ days: z.int(), most: z.int() })).min(1),
      perDimension: z.int().positive(),
      perDeclared: z.int().positive(),
      security: z.strictObject({
        dimension,
        most: z.int(),
        urgent: z.array(z.string()),
        bonus: z.number(),
      }),
      declared: z.number(),
      heavy: z.strictObject({ from: weight, times: z.number() }),
    }),
    actions: z.record(z.string(), action).transform(named),
  })
  .superRefine((rubric, context) => {
    for (const mistake of findMistakes(rubric)) {
      context.addIssue({ code: "custom", path: [...mistake.path], message: mistake.message });
    }
  });

export type Rubric = z.infer<typeof rubricSchema>;
export type Question = Rubric["questions"][number];
export type ExpressQuestion = Rubric["express"]["questions"][number];
export type Action = Rubric["actions"][number];
export type Condition = z.infer<typeof condition>;
export type Service = (typeof services)[number];

/** Reads the text of `flows/rubric.yaml`. Throws `book/invalid` with every mistake, one a line. */
export function parseRubric(yaml: string): Rubric {
  return readRubric(parse(yaml));
}

/** The same, of what the text says. */
export function readRubric(said: unknown): Rubric {
  const result = rubricSchema.safeParse(said);
  if (result.success) return result.data;
  const mistakes = result.error.issues.map(
    (issue) => `rubric ${issue.path.join(".")}: ${issue.message}`,
  );
  throw new Fault("book/invalid", mistakes.join("\n"));
}

function named<Entry extends object>(entries: Record<string, Entry>): (Entry & { id: string })[] {
  return Object.entries(entries).map(([id, entry]) => ({ ...entry, id }));
}
