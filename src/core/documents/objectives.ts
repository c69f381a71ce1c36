import { z } from "zod";
import { inLanguage, line, words } from "./words.ts";

/** What stands on top and at the foot of a page of an organization, in one language. */
export const pageHead = {
  language: inLanguage,
  /** « Budget 2027 » */
  heading: line,
  /** The name of the organization, or « Votre association ». */
  organization: line,
  /** When it was made, and with whom. */
  footer: line,
} as const;

const objective = z.strictObject({
  number: line,
  what: words,
  /** Who, by when, how it will be seen: a word and what it is. */
  facts: z.array(z.strictObject({ label: line, value: words })).max(3),
  progress: z.strictObject({ label: line, state: z.enum(["not-yet", "going", "done"]) }),
});

/** Up to three objectives on one page, in one language or in two: each on a page of its own. */
export const objectives = {
  ending: "pdf",
  schema: z.strictObject({
    form: z.literal("objectives"),
    editions: z
      .array(z.strictObject({ ...pageHead, objectives: z.array(objective).max(3) }))
      .min(1)
      .max(2),
  }),
} as const;
