import { z } from "zod";
import { draftTopic, type Draft } from "../../core/knowledge/draft-topic.ts";
import type { Topic } from "../../core/knowledge/topic.ts";
import { languages } from "../../core/language/languages.ts";

const answerSchema = z.strictObject({
  language: z.enum(languages),
  question: z.string().trim().min(1),
  answer: z.string().trim().min(1),
  topic: z.int().positive().nullable().default(null),
  /** Of whoever asked and their organization: taken out wherever they stand. */
  names: z.array(z.string()).default([]),
});

/** A topic begun from a consultant's answer. Throws a `ZodError` or `SyntaxError` for another text. */
export function draftFrom(json: string, topics: readonly Topic[], today: string): Draft {
  const { names, ...answer } = answerSchema.parse(JSON.parse(json));
  return draftTopic(answer, topics, today, names);
}
