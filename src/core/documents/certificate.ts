import { z } from "zod";
import { inLanguage, line, words } from "./words.ts";

/** A certificate of attendance (brief § 5.2): no diploma, and nothing about learning. */
export const certificate = {
  ending: "pdf",
  schema: z.strictObject({
    form: z.literal("certificate"),
    language: inLanguage,
    /** « Attestation de présence » */
    heading: line,
    /** « L'EHTP Consulting Club atteste que » */
    before: line,
    /** Exactly as it was typed, in its own script. */
    name: line,
    /** « a suivi le webinaire » */
    after: line,
    title: line,
    /** The day and how long it was: each a word and what it is. */
    facts: z.array(z.strictObject({ label: line, value: line })).max(4),
    /** What it is not. */
    note: words,
    code: z.strictObject({ label: line, value: line }),
    /** Where the code can be checked: words and the address; null where nobody reaches us. */
    check: z.strictObject({ label: line, url: line }).nullable(),
    /** Who gives it. */
    issuer: z.strictObject({ name: line, place: line }),
  }),
} as const;
