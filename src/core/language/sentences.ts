import { IntlMessageFormat } from "intl-messageformat";
import { sayDate } from "../calendar/say-date.ts";
import type { Instant } from "../instant.ts";
import { isolate, isolateForeign } from "./isolate.ts";
import { fallbacks, intlLocales, isRightToLeft, type Language } from "./languages.ts";

/** A key of `locales/` with what it needs, words as they are, or several of these line by line. */
export type Phrase =
  | string
  | number
  | { readonly say: string; readonly with?: { readonly [name: string]: Phrase | undefined } }
  | { readonly lines: readonly Phrase[] }
  /** Several in one line, between the commas of the language. */
  | { readonly list: readonly Phrase[] }
  /** A moment, said as a day and an hour in Morocco. */
  | { readonly date: Instant }
  /** Words somebody typed: shown in their own direction. */
  | { readonly typed: string };

export type Args = { readonly [name: string]: Phrase | undefined };

/** Every sentence the bot can say, by key, then by language. */
export interface Sentences {
  readonly byKey: ReadonlyMap<string, Readonly<Partial<Record<Language, string>>>>;
  /** Parsed messages, filled as they are first used. */
  readonly parsed: Map<string, IntlMessageFormat | string>;
}

export function makeSentences(byKey: Sentences["byKey"]): Sentences {
  return { byKey, parsed: new Map() };
}

export function hasSentence(sentences: Sentences, key: string): boolean {
  return sentences.byKey.has(key);
}

/**
 * A sentence in a language, or in the first of its fallbacks that has it.
 *
 * Right-to-left text has its numbers, codes and Latin names isolated. A key that does not exist
 * gives the key itself: the checker finds those before they run, and no one meets silence.
 * Throws when a variable of the sentence is missing from `args`.
 */
export function render(
  sentences: Sentences,
  phrase: Phrase,
  language: Language,
  args?: Args,
): string {
  return isolate(compose(sentences, phrase, language, args ?? {}), isRightToLeft(language));
}

function compose(sentences: Sentences, phrase: Phrase, language: Language, shared: Args): string {
  if (typeof phrase === "string") return phrase;
  if (typeof phrase === "number") return String(phrase);
  if ("typed" in phrase) return isolateForeign(phrase.typed);
  if ("lines" in phrase) {
    return phrase.lines.map((line) => compose(sentences, line, language, shared)).join("\n");
  }
  if ("list" in phrase) {
    const comma = isRightToLeft(language) ? "، " : ", ";
    return phrase.list.map((one) => compose(sentences, one, language, shared)).join(comma);
  }
  if ("date" in phrase) return sayDate(phrase.date, language, true);
  const found = lookUp(sentences, phrase.say, language);
  if (typeof found === "string") return found;
  const values: Record<string, string | number> = {};
  for (const name of variablesOf(found)) {
    const arg = phrase.with?.[name] ?? shared[name];
    if (arg === undefined) continue;
    values[name] = typeof arg === "number" ? arg : compose(sentences, arg, language, shared);
  }
  return String(found.format(values));
}

function lookUp(sentences: Sentences, key: string, language: Language): IntlMessageFormat | string {
  const cacheKey = `${language} ${key}`;
  const known = sentences.parsed.get(cacheKey);
  if (known !== undefined) return known;
  const forms = sentences.byKey.get(key);
  const spoken =
    forms && [language, ...fallbacks[language]].find((one) => forms[one] !== undefined);
  const text = spoken === undefined ? key : (forms?.[spoken] ?? key);
  const made =
    text.includes("{") || text.includes("''")
      ? new IntlMessageFormat(text, intlLocales[spoken ?? language])
      : text;
  sentences.parsed.set(cacheKey, made);
  return made;
}

const names = new WeakMap<IntlMessageFormat, readonly string[]>();

function variablesOf(message: IntlMessageFormat): readonly string[] {
  let known = names.get(message);
  if (known === undefined) {
    const found = new Set<string>();
    collect(message.getAst(), found);
    known = [...found];
    names.set(message, known);
  }
  return known;
}

/** The variables a sentence needs, for the checker. Throws the parser's error on a bad message. */
export function variablesIn(text: string, language: Language): readonly string[] {
  return variablesOf(new IntlMessageFormat(text, intlLocales[language]));
}

/** The part of the parser's tree we walk: 0 is literal text, 7 the number sign of a plural. */
interface Element {
  readonly type: number;
  readonly value?: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly Element[] }>>;
  readonly children?: readonly Element[];
}

function collect(elements: readonly Element[], found: Set<string>): void {
  for (const element of elements) {
    if (element.type !== 0 && element.type !== 7 && element.value !== undefined)
      found.add(element.value);
    for (const option of Object.values(element.options ?? {})) collect(option.value, found);
    collect(element.children ?? [], found);
  }
}
