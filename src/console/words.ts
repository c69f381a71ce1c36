import { caseWords } from "./words/cases.ts";
import { coordinationWords } from "./words/coordination.ts";
import { doorWords } from "./words/door.ts";
import { frameWords } from "./words/frame.ts";
import { outcomeWords } from "./words/outcomes.ts";
import { ownWords } from "./words/own.ts";
import { peopleWords } from "./words/people.ts";
import { talkWords } from "./words/talk.ts";

/** What the console itself is read in: French first. */
export const consoleLanguages = ["fr", "ar", "en"] as const;
export type ConsoleLanguage = (typeof consoleLanguages)[number];

/** Texts by key, in the order of `consoleLanguages`. A page's own stand in a dictionary of its own. */
export type Dictionary = Readonly<Record<string, readonly [fr: string, ar: string, en: string]>>;

/** A dictionary in one language. */
export type Spoken<Words extends Dictionary> = { readonly [Key in keyof Words]: string };

const made = new WeakMap<Dictionary, Partial<Record<ConsoleLanguage, unknown>>>();

export function speak<Words extends Dictionary>(
  dictionary: Words,
  language: ConsoleLanguage,
): Spoken<Words> {
  const kept = made.get(dictionary) ?? {};
  made.set(dictionary, kept);
  const at = consoleLanguages.indexOf(language);
  kept[language] ??= Object.fromEntries(
    Object.entries(dictionary).map(([key, texts]) => [key, texts[at]]),
  );
  // Made just above, from this very dictionary.
  return kept[language] as Spoken<Words>;
}

/** Puts values in their places, `{name}`, each kept apart from the direction of the text around. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{(\w+)\}/gu, (place, name: string) => {
    const value = values[name];
    return value === undefined ? place : `\u2068${value}\u2069`;
  });
}

/** Every word of the console; a key stands in one dictionary only. */
export const consoleWords = {
  ...frameWords,
  ...doorWords,
  ...ownWords,
  ...peopleWords,
  ...caseWords,
  ...talkWords,
  ...outcomeWords,
  ...coordinationWords,
} as const;
export type Words = Spoken<typeof consoleWords>;

export function directionOf(language: ConsoleLanguage): "rtl" | "ltr" {
  return language === "ar" ? "rtl" : "ltr";
}

const zone = "Africa/Casablanca";
const formats = new Map<string, Intl.DateTimeFormat>();

/** A moment in Morocco: day and time, with the digits that are read there. */
export function sayMoment(at: number, language: ConsoleLanguage): string {
  const known = formats.get(language);
  const format =
    known ??
    new Intl.DateTimeFormat(language === "ar" ? "ar-MA-u-nu-latn" : language, {
      timeZone: zone,
      day: "numeric",
      month: "short",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
  formats.set(language, format);
  return format.format(at);
}
