import { hidden } from "../core/knowledge/hidden.ts";
import { redact } from "../core/knowledge/redact.ts";

/** A question longer than this is cut, in characters: a person's question is not a page. */
export const questionMost = 500;

/**
 * A question as a model may see it: as it may be kept, and besides without any link, on one line, and
 * short. What stays is the person's own words, so a name told in passing may stay too.
 */
export function redactQuestion(question: string): string {
  let text = redact(question.slice(0, 2 * questionMost).replace(smuggled, ""), []);
  for (const link of links) text = text.replace(link, hidden);
  return Array.from(text.replace(/[\s\p{Cc}]+/gu, " ").trim())
    .slice(0, questionMost)
    .join("");
}

/** Characters that no one sees and models read: format marks, tags, and selectors of variants. */
const smuggled = /(?![\u200C\u200D])[\p{Cf}\u{E0100}-\u{E01EF}]/gu;

const links: readonly RegExp[] = [
  /[a-z][a-z0-9+.-]{1,20}:\/\/\S+/giu,
  /\S{1,80}@[\p{L}\p{N}.-]{1,100}/gu,
  /(?<![\p{L}\p{N}])www\.\S+/giu,
  /(?<![\p{L}\p{N}.])(?:[\p{L}\p{N}-]{1,63}\.){1,4}[a-z]{2,10}[/?]\S*/giu,
];
