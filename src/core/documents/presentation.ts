import { z } from "zod";
import { pageHead } from "./objectives.ts";
import { line, words } from "./words.ts";

const edition = z.strictObject({
  ...pageHead,
  /** Its kind, since when and where, in one line; may be "". */
  lead: line,
  what: words,
  does: z.strictObject({ heading: line, rows: z.array(words).max(3) }),
  /** For whom, how to reach it: a heading and the words. */
  parts: z.array(z.strictObject({ heading: line, text: words })).max(3),
  figure: z.strictObject({ figure: line, what: line }).nullable(),
});

/** The structure on one page, in one language or in two: each on a page of its own. */
export const presentation = {
  ending: "pdf",
  schema: z.strictObject({
    form: z.literal("presentation"),
    editions: z.array(edition).min(1).max(2),
  }),
} as const;
