import { z } from "zod";
import { choose } from "../../core/language/choose.ts";
import { languages } from "../../core/language/languages.ts";

const lineSchema = z.object({
  id: z.union([z.string(), z.number()]),
  lang: z.enum(languages),
  question_kind: z.enum(["yesno", "number1to5", "number0to5", "list"]),
  options: z.array(z.string()).default([]),
  text: z.string(),
});

/** What a typed answer means, by the very function that conversations use. */
export function evalChoose(line: unknown): {
  readonly id: string | number;
  readonly result: number | "yes" | "no" | "dont_know" | "none";
} {
  const { id, lang, question_kind: kind, options, text } = lineSchema.parse(line);
  const chosen = choose(
    { language: lang, kind, options: options.map((label) => ({ labels: [label] })) },
    text,
  );
  switch (chosen.kind) {
    case "option":
      return { id, result: chosen.index };
    case "yes":
    case "no":
      return { id, result: chosen.kind };
    case "dont-know":
      return { id, result: "dont_know" };
    case "ambiguous":
    case "none":
      return { id, result: "none" };
  }
}
