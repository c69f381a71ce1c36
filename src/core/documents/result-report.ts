import { z } from "zod";
import { languages, type Language } from "../language/languages.ts";
import { inLanguage, line, steps, words } from "./words.ts";

const action = z.strictObject({
  title: words,
  /** What it does better, the first step, when it is done, how long, who helps: a word and what it is. */
  facts: z.array(z.strictObject({ label: line, value: words })).max(8),
});

/** The report in one language. */
const edition = z.strictObject({
  language: inLanguage,
  /** « Rapport de maturité numérique » */
  heading: line,
  /** « Votre association » */
  organization: line,
  date: line,
  level: line,
  score: line,
  sentence: words,
  stage: steps,
  dimensions: z.strictObject({
    heading: line,
    rows: z
      .array(z.strictObject({ name: line, bar: steps, value: line, sentence: words }))
      .min(1)
      .max(12),
  }),
  /** What holds the level, what nobody knew: paragraphs. */
  remarks: z.array(words).max(6),
  plan: z.strictObject({ heading: line, lead: words, actions: z.array(action).max(12) }),
  /** « Grille 1.0.0 » and who made it. */
  footer: line,
});

export type ReportEdition = z.infer<typeof edition>;

/** The last result with its plan, in one language or in two: each begins on a page of its own. */
export const resultReport = {
  ending: "pdf",
  schema: z.strictObject({
    form: z.literal("result-report"),
    editions: z.array(edition).min(1).max(2),
  }),
} as const;

/** The languages of a report that was asked for: `in-fr`, or `both` French and Arabic; otherwise their own. */
export function reportLanguages(asked: string, own: Language): readonly Language[] {
  if (asked === "both") return ["fr", "ar"];
  return [languages.find((one) => `in-${one}` === asked) ?? own];
}
