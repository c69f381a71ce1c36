import type { BriefLine } from "../../core/cases/brief.ts";
import type { Language } from "../../core/language/languages.ts";
import { hasSentence, render } from "../../core/language/sentences.ts";
import type { MemberVisit } from "../visit.ts";

/**
 * The codes of a brief in words, as far as the book has words for them; what people wrote stays as
 * it is.
 */
export function sayBrief(visit: MemberVisit, { label, text }: BriefLine): string {
  const { words } = visit;
  switch (label) {
    case "language": {
      const [language = "", script] = text.split(", ");
      const spoken = saySpoken(visit, language);
      return script === undefined
        ? spoken
        : `${spoken}, ${script === "latin" ? words.latn : script}`;
    }
    case "organization":
      return parts(text)
        .map(
          (one) =>
            say(visit, [
              `words.type.${one}`,
              `profile.P2.${one}`,
              `profile.P4.${one}`,
              `profile.P5.${one}`,
            ]) ?? one,
        )
        .join(" · ");
    case "level": {
      const [, value = "", certainty = ""] = /^(\d)\/5 (\w+)$/u.exec(text) ?? [];
      if (value === "") return certaintyOf(visit, text);
      const name = say(visit, [`words.level.${value}`]);
      return `${value}/5${name === null ? "" : ` ${name}`}, ${certaintyOf(visit, certainty)}`;
    }
    case "lowest":
      return parts(text)
        .map((one) => {
          const [dimension = "", ...rest] = one.split(" ");
          const name = say(visit, [`words.dimension.${dimension}`]) ?? dimension;
          return [name, ...rest.map((word) => certaintyOf(visit, word))].join(" ");
        })
        .join(" · ");
    case "priority":
      return say(visit, [`words.priority.${text}`]) ?? text;
    case "chosen":
    case "done":
      return parts(text)
        .map((one) => say(visit, [`actions.${one}.title`, `actions.${one}`]) ?? one)
        .join(" · ");
    case "lock":
      return text === "open" || text === "closed" || text === "not-asked"
        ? words[`lock_${text}`]
        : text;
    case "consent":
      return text === "none" ? words.consent_none : text;
    case "known":
      return parts(text)
        .map((one) => say(visit, [`profile.${one}.name`, `diagnostic.${one}.name`]) ?? one)
        .join(" · ");
    case "request":
    case "translation":
    case "answered":
    case "intake":
      return text;
  }
}

/** The name of a language a case is in. */
export function saySpoken({ words }: Pick<MemberVisit, "words">, language: string): string {
  if (language === "ary-Latn") return `${words.ary}, ${words.latn}`;
  return language === "fr" || language === "ar" || language === "ary" || language === "en"
    ? words[language]
    : language;
}

function parts(text: string): readonly string[] {
  return text.split(" · ");
}

function certaintyOf({ words }: MemberVisit, word: string): string {
  return word === "sure" || word === "estimated" || word === "unknown" ? words[word] : word;
}

function say({ tools, language }: MemberVisit, keys: readonly string[]): string | null {
  const { sentences } = tools.world.book;
  const key = keys.find((one) => hasSentence(sentences, one));
  if (key === undefined) return null;
  try {
    return render(sentences, { say: key }, language satisfies Language);
  } catch {
    // It has a place for what only a conversation knows.
    return null;
  }
}
