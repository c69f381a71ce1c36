import { z } from "zod";
import { dimensions } from "../diagnostic/answers.ts";
import { services } from "../diagnostic/rubric.ts";
import { languages, type Language } from "../language/languages.ts";

/** What fits a button of every channel, in characters. */
export const labelMost = 20;
/** What fits under a list row of WhatsApp, in characters. */
export const titleMost = 72;
/** Answer and first step together, in characters: one small screen. */
export const answerMost = 700;

const day = z.iso.date();

/** The same in each of the five languages. */
export function inEach<Of extends z.ZodType>(of: Of) {
  return z.strictObject(
    // Built from the list of languages, which the compiler cannot follow.
    Object.fromEntries(languages.map((language) => [language, of])) as Record<Language, Of>,
  );
}

/** One subject of the knowledge base: a file of `flows/knowledge/`, named by its slug. */
export const topicSchema = z.strictObject({
  /** The number under which it is known everywhere: brief § 4.3, then 125 and on. */
  id: z.int().positive(),
  /** The service of the club that helps with it. */
  service: z.enum(services),
  /** The dimension it helps, and the levels (1 to 5) of those who ask it. */
  dimension: z.enum(dimensions),
  levels: z.array(z.int().min(1).max(5)).min(1),
  /** About law, prices or offers: it expires after six months, and is then given with a warning. */
  law: z.boolean(),
  /** The role that keeps it right. */
  owner: z.enum(["web", "social", "finance", "funding", "sales", "training", "coordination"]),
  /** When it was last gone through, and until when it may be given without a warning. */
  reviewed: day,
  expires: day,
  /** What a person must still check, in French; empty when nothing is left. */
  check: z.array(z.string().min(1)).default([]),
  /** Where it comes from. `seen` is the day the page was read; null when a person must open it. */
  sources: z
    .array(
      z.strictObject({
        title: z.string().min(1),
        url: z.url({ protocol: /^https$/u }).optional(),
        seen: day.nullable(),
      }),
    )
    .min(1),
  /** Ids of the topics people read next. */
  related: z.array(z.int().positive()).min(1).max(3),
  /** A button that stands for it, the question it answers, the answer, and one thing to do today. */
  label: inEach(z.string().min(1)),
  title: inEach(z.string().min(1)),
  answer: inEach(z.string().min(1)),
  today: inEach(z.string().min(1)),
  /** How people ask it. */
  questions: inEach(z.array(z.string().min(1))),
});

export type Topic = z.infer<typeof topicSchema> & { readonly slug: string };
