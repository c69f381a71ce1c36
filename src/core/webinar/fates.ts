import { z } from "zod";

/** What became of a moment with one contact, as the contact's own turn decided it. */
export const fateSchema = z.discriminatedUnion("kind", [
  /** It was said in this move: the ids of its messages begin with it. */
  z.strictObject({ kind: z.literal("said"), at: z.int(), move: z.int() }),
  /** It was not, for a reason of `accepts`. */
  z.strictObject({ kind: z.literal("skipped"), at: z.int(), reason: z.string() }),
]);
export type Fate = z.infer<typeof fateSchema>;

/** The fates of the moments of one webinar, by the moment's id. */
export const fatesSchema = z.record(z.string(), fateSchema);
export type Fates = z.infer<typeof fatesSchema>;

/** One more fate. What was said stays said: the same moment again is only a duplicate. */
export function withFate(fates: Fates | undefined, moment: string, fate: Fate): Fates {
  return fates?.[moment]?.kind === "said" ? fates : { ...fates, [moment]: fate };
}
