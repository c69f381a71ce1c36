import { z } from "zod";

/** The eight dimensions of digital maturity. */
export const dimensions = ["GOV", "WEB", "COM", "FIN", "TRA", "COL", "CMP", "SEC"] as const;
export type Dimension = (typeof dimensions)[number];

export const organizationTypes = ["association", "coop", "fondation", "AE", "mutuelle"] as const;
export type OrganizationType = (typeof organizationTypes)[number];

export const priorities = ["visible", "moyens", "argent", "compte", "equipe", "proteger"] as const;
export type Priority = (typeof priorities)[number];

export const stages = ["creation", "new", "established"] as const;

/** The level of one question: what can be seen, from nothing (0) to everything (4). */
export const levelSchema = z.literal([0, 1, 2, 3, 4]);
export type Level = z.infer<typeof levelSchema>;

/** What a diagnostic knows of an organization before its first question (brief § 2.2). */
export const profileSchema = z
  .strictObject({
    type: z.enum(organizationTypes),
    stage: z.enum(stages),
    size: z.enum(["1-5", "6-15", "16-50", "51+"]),
    place: z.enum(["town", "rural", "both"]),
    equipment: z.enum(["phones", "one-pc", "pcs"]),
    role: z.enum(["direction", "tresorerie", "secretariat", "communication", "membre", "autre"]),
    priority: z.enum(priorities),
    sells: z.boolean(),
  })
  .readonly();
export type Profile = z.infer<typeof profileSchema>;

/** `court` asks the eight express questions; `tout` is `complet` without early stops. */
export const variants = ["court", "complet", "tout"] as const;
export type Variant = (typeof variants)[number];

/** An answer to one of the 28 questions. */
export const answerSchema = z.union([
  z.strictObject({ level: levelSchema }).readonly(),
  z.literal(["dont-know", "not-applicable"]),
]);
export type Answer = z.infer<typeof answerSchema>;

/** The button tapped on one of the eight express questions. */
export const expressAnswerSchema = z.literal([1, 2, 3, "dont-know"]);
export type ExpressAnswer = z.infer<typeof expressAnswerSchema>;

/**
 * All that was answered, by question id; what was skipped is absent.
 *
 * A diagnosis in full keeps the express answers that came before it: they narrow its questions.
 */
export const answersSchema = z
  .strictObject({
    full: z.record(z.string(), answerSchema).readonly(),
    express: z.record(z.string(), expressAnswerSchema).readonly(),
  })
  .readonly();
export type Answers = z.infer<typeof answersSchema>;

/** How a question came to its value (brief § 2.5). */
export type Origin = "asked" | "implied" | "estimated" | "unknown" | "na" | "express";

/**
 * The value of one question. `points` go from 0 to 100, null when it does not apply;
 * `level` is null when nobody knows it, and rounded down when `estimated`.
 */
export interface Settled {
  readonly origin: Origin;
  readonly level: Level | null;
  readonly points: number | null;
}

/** The value of every question of a variant, by id, in the order of the conversation. */
export type Settlement = Readonly<Record<string, Settled>>;

/**
 * How a second diagnosis is asked: `first` are the questions that were guessed or unknown,
 * `shown` the previous answers, which the person confirms or changes.
 */
export const againSchema = z
  .strictObject({
    first: z.array(z.string()).readonly(),
    shown: z.record(z.string(), z.union([answerSchema, expressAnswerSchema])).readonly(),
  })
  .readonly();
export type Again = z.infer<typeof againSchema>;
