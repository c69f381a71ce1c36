import { z } from "zod";
import { day, type Instant } from "../../instant.ts";
import type { Json } from "../../json.ts";
import { redact } from "../../knowledge/redact.ts";
import { languages } from "../../language/languages.ts";
import { ownerId } from "../../shard.ts";
import { keep, type OwnerMail, type OwnerTurn } from "./owner.ts";

/** Where contacts post what they asked in vain, and whether an answer was of use. */
export const questionsOwner = ownerId("q", "questions", 0);

/** What is kept of a question, in characters. */
export const questionMost = 500;
/** Questions kept a day; more are counted, not kept, so that nobody fills the store. */
export const questionsADay = 2_000;
/** Topics counted: ids are given by people, one after the other. */
const topicsMost = 1_000;

const id = z.int().positive();
const language = z.enum(languages);
/** Redacted by who posts it, who knows the names; once more here, for safety. */
const text = z.string().transform((said) => redact(said, []).slice(0, questionMost));
const mailSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("unanswered"),
    language,
    text,
    nearest: z.array(id).transform((all) => all.slice(0, 3)),
  }),
  z.object({ kind: z.literal("not-useful"), language, text, topic: id }),
  z.object({ kind: z.literal("useful"), topic: id }),
]);

/** What contacts post to `questionsOwner`. */
export type QuestionMail = z.input<typeof mailSchema>;

/** An entry of the journal of `questionsOwner`. It does not say who asked. */
export const keptQuestionSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("unanswered"), language, text: z.string(), nearest: z.array(id) }),
  z.object({ kind: z.literal("not-useful"), language, text: z.string(), topic: id }),
]);

/** The state of `questionsOwner`. */
export const questionCountsSchema = z.object({
  /** By topic: how often its answer was of use, and how often not. */
  topics: z.record(z.string(), z.tuple([z.number(), z.number()])),
  /** The day of the last question, counted from 1970, and the questions of that day. */
  today: z.object({ day: z.number(), count: z.number() }),
  /** Questions that came after the last one of their day that is kept. */
  unkept: z.number(),
});
export type QuestionCounts = z.infer<typeof questionCountsSchema>;

const blank: QuestionCounts = { topics: {}, today: { day: 0, count: 0 }, unkept: 0 };

/**
 * What the topics do not answer: each question goes to the journal, what was of use is counted.
 *
 * Nothing says who asked, neither here nor in the journal, so erasing a contact leaves nothing to erase.
 */
export function questions(state: Json | null, mail: OwnerMail, now: Instant): OwnerTurn {
  const counts = state === null ? blank : questionCountsSchema.parse(state);
  const told = mailSchema.parse(mail.body);
  const topics = told.kind === "unanswered" ? counts.topics : counted(counts.topics, told);
  if (told.kind === "useful") return keep({ ...counts, topics });
  const thisDay = Math.floor(now / day);
  const count = counts.today.day === thisDay ? counts.today.count : 0;
  if (count >= questionsADay) {
    return keep({ ...counts, topics, unkept: counts.unkept + 1 });
  }
  const today = { day: thisDay, count: count + 1 };
  // A question of which nothing is left tells nobody anything.
  const isWord = /\p{L}/u.test(told.text);
  return { ...keep({ ...counts, topics, today }), journal: isWord ? [told] : [] };
}

function counted(
  topics: QuestionCounts["topics"],
  { kind, topic }: { readonly kind: "useful" | "not-useful"; readonly topic: number },
): QuestionCounts["topics"] {
  const known = topics[topic];
  if (known === undefined && Object.keys(topics).length >= topicsMost) return topics;
  const [useful, not] = known ?? [0, 0];
  return { ...topics, [topic]: kind === "useful" ? [useful + 1, not] : [useful, not + 1] };
}
