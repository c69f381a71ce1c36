import { z } from "zod";
import { inLanguage, line, steps, words } from "./words.ts";

/** The last result as a picture for a phone: its words are said in the conversation too. */
export const resultPicture = {
  ending: "png",
  schema: z.strictObject({
    form: z.literal("result-picture"),
    language: inLanguage,
    /** « Votre association » */
    heading: line,
    /** « Niveau 3 : organisée »; "" when too little is known. */
    level: line,
    /** « 52 sur 100 »; "" where no number may be shown. */
    score: line,
    /** One sentence about the level. */
    sentence: words,
    /** Where the level stands among the five; null when too little is known. */
    stage: steps,
    rows: z
      .array(
        z.strictObject({
          name: line,
          bar: steps,
          /** A number, or why there is none; "" for the bar alone. */
          value: line,
        }),
      )
      .min(1)
      .max(12),
    /** Who made it, and when. */
    footer: line,
  }),
} as const;
