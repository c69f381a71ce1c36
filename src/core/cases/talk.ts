import { z } from "zod";
import { day, type Instant } from "../instant.ts";

const instant = z.int().min(0);

/**
 * Something said lately, as its contact keeps it. Left out is what does not arise: most of a
 * conversation would otherwise be names of fields.
 */
export const spokenSchema = z.strictObject({
  by: z.enum(["person", "bot", "assisted", "consultant"]),
  at: instant,
  /** The move in which it was said: its deliveries are called `<contact>.<move>.<position>`. */
  move: z.int().min(0),
  /** Absent when it stands in the case, or is nobody else's (a code, a list of their data). */
  text: z.string().optional(),
  /** The answers offered under it, as they were shown. */
  choices: z.array(z.string()).optional(),
  /** Where a picture or a voice note is kept. */
  media: z.string().optional(),
  /** It was not typed but tapped. */
  tapped: z.literal(true).optional(),
  /** Its count among the words of the case, the person's and the consultants' apart. */
  n: z.int().min(1).optional(),
  /** The case it was given to, counted as `Human.cases` does. */
  given: z.int().min(1).optional(),
});
export type Spoken = Readonly<z.infer<typeof spokenSchema>>;

/** As long as it is known what became of a message (`dedupeFor` of the store). */
export const talkKeptFor = 8 * day;

/** So that a state stays small: half an hour of questions and answers. */
const entriesMost = 40;
const charactersMost = 4_000;
export const spokenMost = 600;

/** The talk with what was said now; what is too old or too much goes, the oldest first. */
export function addTalk(
  talk: readonly Spoken[],
  more: readonly Spoken[],
  now: Instant,
): readonly Spoken[] {
  return trimTalk([...talk, ...more], now);
}

/** What may still be kept of a talk. */
export function trimTalk(talk: readonly Spoken[], now: Instant): readonly Spoken[] {
  const fresh = talk.filter(({ at }) => now - at < talkKeptFor).slice(-entriesMost);
  let left = charactersMost;
  const first = fresh.findLastIndex(({ text = "", choices = [] }) => {
    left -= text.length + choices.reduce((sum, one) => sum + one.length, 0);
    return left < 0;
  });
  return fresh.slice(first + 1);
}

/**
 * What somebody who asked for a human without a word about it said last in a whole sentence, which
 * tells more than nothing; null when they never did.
 */
export function lastSentence(talk: readonly Spoken[]): string | null {
  const said = talk.findLast(
    ({ by, text = "", tapped }) =>
      by === "person" && tapped === undefined && text.trim().split(/\s+/u).length >= sentenceWords,
  );
  return said?.text ?? null;
}

/** Fewer words are an answer, or a command. */
const sentenceWords = 4;

/** When the oldest of it has to go; null when there is nothing. */
export function talkEnds(talk: readonly Spoken[]): Instant | null {
  const [first] = talk;
  return first === undefined ? null : first.at + talkKeptFor;
}
