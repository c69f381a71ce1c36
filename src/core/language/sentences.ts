import { IntlMessageFormat } from "intl-messageformat";
import { sayDate } from "../calendar/say-date.ts";
import type { Instant } from "../instant.ts";
import { isolate, isolateForeign } from "./isolate.ts";
import { fallbacks, intlLocales, isRightToLeft, languages, type Language } from "./languages.ts";

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
  /** Messages ready to be said, filled as they are first used. */
  readonly ready: ReadonlyMap<Language, Map<string, Ready>>;
  /** Which keys have which children, filled as they are first asked for. */
  readonly children: Map<string, Map<string, string | null>>;
}

/** A sentence in one language: words that never change, or a message with variables. */
type Ready =
  | { readonly kind: "words"; readonly text: string; readonly isolated: string }
  | {
      readonly kind: "message";
      readonly message: IntlMessageFormat;
      readonly variables: readonly string[];
    };

export function makeSentences(byKey: Sentences["byKey"]): Sentences {
  const ready = new Map(languages.map((language) => [language, new Map<string, Ready>()]));
  return { byKey, ready, children: new Map() };
}

export function hasSentence(sentences: Sentences, key: string): boolean {
  return sentences.byKey.has(key);
}

/** The variables a sentence is said with in one language; none for one that does not exist. */
export function variablesOfKey(
  sentences: Sentences,
  key: string,
  language: Language,
): readonly string[] {
  const ready = lookUp(sentences, key, language);
  return ready.kind === "message" ? ready.variables : [];
}

/** The key of a sentence that belongs to another, such as its `hint`; null when there is none. */
export function childKey(sentences: Sentences, key: string, name: string): string | null {
  let children = sentences.children.get(key);
  if (children === undefined) sentences.children.set(key, (children = new Map()));
  let child = children.get(name);
  if (child === undefined) {
    child = hasSentence(sentences, `${key}.${name}`) ? `${key}.${name}` : null;
    children.set(name, child);
  }
  return child;
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
  if (typeof phrase === "object" && "say" in phrase) {
    const ready = lookUp(sentences, phrase.say, language);
    if (ready.kind === "words") return ready.isolated;
  }
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
  const ready = lookUp(sentences, phrase.say, language);
  if (ready.kind === "words") return ready.text;
  const values: Record<string, string | number> = {};
  for (const name of ready.variables) {
    const arg = phrase.with?.[name] ?? shared[name];
    if (arg === undefined) continue;
    values[name] = typeof arg === "number" ? arg : compose(sentences, arg, language, shared);
  }
  return String(ready.message.format(values));
}

function lookUp(sentences: Sentences, key: string, language: Language): Ready {
  const known = sentences.ready.get(language)?.get(key);
  if (known !== undefined) return known;
  const forms = sentences.byKey.get(key);
  const spoken =
    forms && [language, ...fallbacks[language]].find((one) => forms[one] !== undefined);
  const text = spoken === undefined ? key : (forms?.[spoken] ?? key);
  const ready = makeReady(text, language, spoken ?? language);
  sentences.ready.get(language)?.set(key, ready);
  return ready;
}

function makeReady(text: string, language: Language, spoken: Language): Ready {
  if (!text.includes("{") && !text.includes("''")) {
    return { kind: "words", text, isolated: isolate(text, isRightToLeft(language)) };
  }
  const message = new IntlMessageFormat(text, intlLocales[spoken]);
  return { kind: "message", message, variables: variablesOf(message) };
}

function variablesOf(message: IntlMessageFormat): readonly string[] {
  const found = new Set<string>();
  collect(message.getAst(), found);
  return [...found];
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
