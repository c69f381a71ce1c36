import { z } from "zod";
import { nearestLanguage } from "../../core/language/detect.ts";
import type { Language } from "../../core/language/languages.ts";

const lineSchema = z.object({ id: z.union([z.string(), z.number()]), text: z.string() });

/**
 * Which language a message is in, by the code of conversations. Always one of the six: what carries
 * none ("ok", a name) says where it leans with a confidence below 0.4, what has no letters is French
 * with 0.
 */
export function evalLanguage(line: unknown): {
  readonly id: string | number;
  readonly language: Language | "zgh";
  readonly confidence: number;
} {
  const { id, text } = lineSchema.parse(line);
  return { id, ...nearestLanguage(text) };
}
