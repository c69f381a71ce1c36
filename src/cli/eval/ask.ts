import { z } from "zod";
import { find, type Finding, type Knowledge } from "../../core/knowledge/knowledge.ts";
import { nearestLanguage } from "../../core/language/detect.ts";
import { languages, type Language } from "../../core/language/languages.ts";

const line = z.object({ id: z.string(), lang: z.enum(languages).optional(), text: z.string() });

const outcomes = {
  answer: "answer",
  offer: "offer",
  none: "none",
  lock: "lock",
  "small-talk": "smalltalk",
  abuse: "abuse",
  webinar: "webinar",
} as const satisfies Record<Finding["kind"], string>;

/** What a message asks for, by the code of conversations. A language that is given wins. */
export function evalAsk(knowledge: Knowledge, input: unknown): object {
  const { id, lang, text } = line.parse(input);
  const language = lang ?? languageOf(text);
  const finding = find(knowledge, text, language);
  const shown = finding.kind === "answer" || finding.kind === "offer" ? finding.topics : [];
  return {
    id,
    outcome: outcomes[finding.kind],
    topics: shown.map((topic) => String(topic.id)),
    language,
  };
}

function languageOf(text: string): Language {
  const { language } = nearestLanguage(text);
  return language === "zgh" ? "fr" : language;
}
