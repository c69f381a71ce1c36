import { z } from "zod";
import type { Json } from "../json.ts";
import { dimensions, organizationTypes } from "./answers.ts";

const level = z.literal([1, 2, 3, 4, 5]);

/** What a diagnosis leaves in the tally when it ends: nothing by which anybody could be found again. */
export const tallyMailSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("finished"),
    type: z.enum(organizationTypes).nullable(),
    /** Of the dimensions that are sure. */
    levels: z.partialRecord(z.enum(dimensions), level),
  }),
  /** Nobody came back to it within thirty days; `at` is the key of the question that waited. */
  z.strictObject({ kind: z.literal("left"), at: z.string().max(80) }),
]);
export type TallyMail = z.infer<typeof tallyMailSchema>;

const counts = z.record(z.string(), z.int().min(0));
const countedSchema = z.strictObject({
  finished: z.int().min(0),
  left: z.int().min(0),
  types: counts,
  /** « GOV 2 »: how often. */
  levels: counts,
  questions: counts,
});
export type Counted = Readonly<z.infer<typeof countedSchema>>;

const tallySchema = z.strictObject({
  now: countedSchema,
  /** What is shown, until enough has been added to it. */
  shown: countedSchema.nullable(),
});
export type Tally = Readonly<z.infer<typeof tallySchema>>;

const nothing: Counted = { finished: 0, left: 0, types: {}, levels: {}, questions: {} };

/** As in the comparison (brief § 2.13): never of fewer than ten, never by less than three more. */
export const fewest = 10;
const fewestMore = 3;

export function readTally(state: Json | null): Tally {
  const read = tallySchema.safeParse(state);
  return read.success ? read.data : { now: nothing, shown: null };
}

/** The tally with one more. What is shown moves on by three at once, so that no difference is one's. */
export function countIn({ now, shown }: Tally, told: TallyMail): Tally {
  const next = told.kind === "finished" ? finished(now, told) : left(now, told.at);
  const before = shown ?? nothing;
  const more = next.finished + next.left - before.finished - before.left;
  const isEnough = next.finished + next.left >= fewest && (shown === null || more >= fewestMore);
  return { now: next, shown: isEnough ? next : shown };
}

function finished(
  before: Counted,
  { type, levels }: Extract<TallyMail, { kind: "finished" }>,
): Counted {
  return {
    ...before,
    finished: before.finished + 1,
    types: type === null ? before.types : more(before.types, [type]),
    levels: more(
      before.levels,
      Object.entries(levels).map(([dimension, one]) => `${dimension} ${one}`),
    ),
  };
}

function left(before: Counted, at: string): Counted {
  return { ...before, left: before.left + 1, questions: more(before.questions, [at]) };
}

function more(
  counted: Readonly<Record<string, number>>,
  names: readonly string[],
): Readonly<Record<string, number>> {
  const next = { ...counted };
  for (const name of names) next[name] = (next[name] ?? 0) + 1;
  return next;
}

/** How many structures are at each level, 1 to 5, of a dimension; null when they are fewer than ten. */
export function levelsOf(counted: Counted | null, dimension: string): readonly number[] | null {
  const each = [1, 2, 3, 4, 5].map((one) => counted?.levels[`${dimension} ${one}`] ?? 0);
  return each.reduce((sum, one) => sum + one, 0) < fewest ? null : each;
}

/** Where diagnoses were left, the question most often first; empty while fewer than ten were. */
export function dropOffs(
  counted: Counted | null,
): readonly { readonly question: string; readonly count: number }[] {
  if (counted === null || counted.left < fewest) return [];
  return Object.entries(counted.questions)
    .map(([question, count]) => ({ question, count }))
    .toSorted((a, b) => b.count - a.count || (a.question < b.question ? -1 : 1));
}
