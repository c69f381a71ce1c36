import { z } from "zod";
import { webinarOwner } from "../core/webinar/mail.ts";
import { entriesOf } from "../store/entries-of.ts";
import type { Store } from "../store/store.ts";

/** What people answered after a webinar; nothing says who. */
export interface Survey {
  /** How many gave 1, 2, 3, 4 and 5. */
  readonly scores: readonly [number, number, number, number, number];
  /** What they want to do, in their words, freed of personal data. */
  readonly words: readonly string[];
  /** Questions for whoever speaks. */
  readonly questions: readonly string[];
  /** Whether it was done, two weeks later. */
  readonly later: Readonly<Record<"done" | "not-yet" | "help", number>>;
  /** Moments that had more people than could be told in time, with what speaks against them. */
  readonly crowded: Readonly<Record<string, string>>;
}

const answerSchema = z.object({
  kind: z.literal("answer"),
  moment: z.string(),
  answer: z.string(),
});
const crowdedSchema = z.object({
  kind: z.literal("crowded"),
  moment: z.string(),
  trouble: z.string(),
});

/** Reads the journal of a webinar. */
export async function readSurvey(store: Pick<Store, "read">, webinar: string): Promise<Survey> {
  const scores: [number, number, number, number, number] = [0, 0, 0, 0, 0];
  const words: string[] = [];
  const questions: string[] = [];
  const later = { done: 0, "not-yet": 0, help: 0 };
  const crowded: Record<string, string> = {};
  for await (const { body } of entriesOf(store, webinarOwner(webinar))) {
    const many = crowdedSchema.safeParse(body);
    if (many.success) crowded[many.data.moment] = many.data.trouble;
    const read = answerSchema.safeParse(body);
    if (!read.success) continue;
    const { moment, answer } = read.data;
    if (moment === "question") questions.push(answer);
    else if (moment === "two-weeks" && answer in later) later[answer as keyof typeof later] += 1;
    else if (moment === "after" && /^[1-5]$/u.test(answer)) {
      // One of five, as the pattern says.
      scores[(Number(answer) - 1) as 0] += 1;
    } else if (moment === "after") words.push(answer);
  }
  return { scores, words, questions, later, crowded };
}
