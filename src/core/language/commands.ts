import { distance } from "fastest-levenshtein";
import { fold } from "./fold.ts";
import type { Language } from "./languages.ts";
import { polite } from "./lexicon/around.ts";
import { companions, heads, sets, wrapping } from "./lexicon/command-words.ts";
import { languageNames, notCommands, phrases } from "./lexicon/commands.ts";
import { dontKnow } from "./lexicon/dont-know.ts";
import { hellos } from "./lexicon/greetings.ts";
import { answerWords, edits, spellings } from "./read.ts";

type Plain = Exclude<keyof typeof phrases, "language" | "correct"> | "dont-know";

/**
 * A universal command (brief § 1). `language` is null when none was named; `about` is what to
 * correct as folded words, null when it was not said.
 */
export type Command =
  | { readonly kind: Plain }
  | { readonly kind: "language"; readonly language: Language | null }
  | { readonly kind: "correct"; readonly about: string | null };

/**
 * The command a message is, in any language and nearly any spelling; null when it is none.
 *
 * The whole message must be the command, politeness and "je veux" aside: a sentence that only
 * contains the word is none, except a clear wish to talk to a person or to get no more messages.
 * The digit 0 is left to the question, which may count from it. A label of the pending question
 * should be looked for first.
 */
export function commandOf(text: string): Command | null {
  const folded = fold(text.slice(0, 600));
  const words = answerWords(folded).filter((word) => /[\p{L}\p{N}]/u.test(word));
  if (words.length === 0 || words.length > 16) return null;
  const book = bookOnce();
  const plain = strip(words, book.polite);
  const asked = strip(words, book.pleas);
  const bare = strip(plain, book.wrapping);
  return (
    exact(book, [words, asked, plain, bare]) ??
    correction(book, bare) ??
    wish(book, words) ??
    byHead(book, plain) ??
    near(book, [words, plain, bare])
  );
}

interface Book {
  readonly exact: ReadonlyMap<string, Command>;
  readonly byLength: ReadonlyMap<number, readonly string[]>;
  readonly never: ReadonlySet<string>;
  readonly polite: ReadonlySet<string>;
  /** Polite by one word alone: "moi" is not, though "excusez moi" is. */
  readonly pleas: ReadonlySet<string>;
  readonly wrapping: ReadonlySet<string>;
  readonly heads: ReadonlyMap<keyof typeof heads, ReadonlySet<string>>;
  readonly companions: ReadonlySet<string>;
  readonly sets: ReadonlyMap<SetName, ReadonlySet<string>>;
}

type SetName = keyof typeof sets;

function isIn(book: Book, name: SetName, word: string): boolean {
  return book.sets.get(name)?.has(word) === true;
}

function strip(words: readonly string[], set: ReadonlySet<string>): readonly string[] {
  let [from, to] = [0, words.length];
  while (from < to && set.has(words[from] ?? "")) from += 1;
  while (to > from && set.has(words[to - 1] ?? "")) to -= 1;
  // "la" and "b" wrap, but a message of wrapping alone says nothing.
  return words.slice(from, to);
}

function exact(book: Book, tries: readonly (readonly string[])[]): Command | null {
  for (const words of tries) {
    const found = book.exact.get(words.join(""));
    if (found !== undefined) return found;
  }
  return null;
}

/** One letter off in 4 to 6, two from 7 on, the first letter right. */
function near(book: Book, tries: readonly (readonly string[])[]): Command | null {
  for (const words of tries) {
    const letters = words.join("");
    const budget = letters.length <= 3 ? 0 : letters.length <= 6 ? 1 : 2;
    if (budget === 0 || letters.length > 40 || book.never.has(letters) || /^\d/.test(letters))
      continue;
    if (words.some((word) => word.length <= 3) && words.length > 3 && letters.length < 14) continue;
    const found = nearest(book, letters, budget);
    if (found !== null) return found;
  }
  return null;
}

function nearest(book: Book, letters: string, budget: number): Command | null {
  let best = budget + 1;
  let command: Command | null = null;
  for (let length = letters.length - budget; length <= letters.length + budget; length += 1)
    for (const spelling of book.byLength.get(length) ?? []) {
      if (spelling[0] !== letters[0] || distance(spelling, letters) > best + 1) continue;
      const off = edits(spelling, letters, budget);
      // Two letters off only where the word itself is long: "france" is not "français".
      if (off > Math.min(best, budget) || (off === 2 && spelling.length < 7)) continue;
      const found = book.exact.get(spelling) ?? null;
      if (off === 2 && found?.kind === "dont-know") continue;
      const rival: boolean = off === best && command !== null && found?.kind !== command.kind;
      command = rival ? null : found;
      best = off;
    }
  return command;
}

/** "corriger le site", "changer ma réponse 3". */
function correction(book: Book, words: readonly string[]): Command | null {
  const [verb = "", ...rest] = words;
  const corrects = isIn(book, "correcting", verb);
  if (!corrects && !isIn(book, "changing", verb)) return null;
  if (rest.length === 0 || rest.length > 7) return null;
  const joining = book.sets.get("joining") ?? new Set<string>();
  const about = strip(rest, joining).filter((word) => !isIn(book, "answers", word));
  const named = rest.some((word) => isIn(book, "answers", word) || /^\d{1,2}$/.test(word));
  if (!corrects && !named) return null;
  const said = strip(about, joining);
  if (said.length > 4) return null;
  return { kind: "correct", about: said.length === 0 ? null : said.join(" ") };
}

function wish(book: Book, words: readonly string[]): Command | null {
  const has = (name: SetName) => words.some((word) => isIn(book, name, word));
  const refuses = words.some(
    (word) =>
      /^(?:ne|pas|not|don|dont|لا|ما|ma|machi|ماشي)$|^ma?.+(?:ch|sh)$|^ما?.+ش$/u.test(word) &&
      !isIn(book, "wishing", word),
  );
  if (words.length > 12) return null;
  if (has("wishing") && has("talking") && has("persons") && !refuses) return { kind: "human" };
  if (has("ending") && has("sending") && has("messages")) return { kind: "stop" };
  return null;
}

/** One telling word, and around it only words that add nothing: "quel est mon résultat". */
function byHead(book: Book, words: readonly string[]): Command | null {
  if (words.length < 2 || words.length > 9) return null;
  for (const [kind, telling] of book.heads) {
    if (!words.some((word) => telling.has(word))) continue;
    const rest = words.filter((word) => !telling.has(word));
    const delay = kind === "stop" ? "today" : "later";
    const delayable = kind === "resume" || kind === "stop";
    const later = delayable && rest.some((word) => isIn(book, delay, word));
    const changes = kind === "language" && rest.some((word) => isIn(book, "changing", word));
    const adds = (word: string) =>
      !book.companions.has(word) &&
      !(later && isIn(book, delay, word)) &&
      !(changes && isIn(book, "changing", word));
    if (rest.some(adds) || (kind === "language" && !changes)) continue;
    if (later) return { kind: "pause" };
    if (kind === "language") return { kind, language: null };
    // "pourquoi" asks for an explanation only with the result it is about.
    if (
      kind === "why" &&
      !rest.some(
        (word) =>
          book.heads.get("result")?.has(word) ||
          /^(?:niveau|nivau|note|level|المستوي|النيفو|nivo)$/u.test(word),
      )
    )
      continue;
    return kind === "correct" ? { kind, about: null } : { kind };
  }
  return null;
}

let built: Book | undefined;

function bookOnce(): Book {
  built ??= buildBook();
  return built;
}

function buildBook(): Book {
  const commands = new Map<string, Command>();
  const add = (line: string, command: Command) => {
    for (const words of spellings(line))
      if (!commands.has(words.join(""))) commands.set(words.join(""), command);
  };
  for (const [language, line] of Object.entries(languageNames))
    // The names there are languages: Object.entries forgets it.
    add(line, { kind: "language", language: language as Language });
  for (const [kind, line] of Object.entries(phrases)) {
    if (kind === "language") add(line, { kind, language: null });
    else if (kind === "correct") add(line, { kind, about: null });
    // What is left are the plain commands.
    else add(line, { kind: kind as Plain });
  }
  for (const line of Object.values(dontKnow)) add(line, { kind: "dont-know" });
  const byLength = new Map<number, string[]>();
  for (const letters of commands.keys())
    if (letters.length >= 4)
      byLength.set(letters.length, [...(byLength.get(letters.length) ?? []), letters]);
  const set = (line: string) => new Set(spellings(line).flat());
  return {
    exact: commands,
    byLength,
    never: new Set(spellings(notCommands).map((words) => words.join(""))),
    polite: set(`${polite}, ${hellos}`),
    pleas: new Set(
      spellings(polite)
        .filter((words) => words.length === 1)
        .flat(),
    ),
    // The names there are commands: Object.entries forgets it.
    heads: new Map(
      Object.entries(heads).map(([kind, line]) => [kind as keyof typeof heads, set(line)]),
    ),
    companions: set(`${polite}, ${wrapping}, ${companions}`),
    wrapping: set(`${polite}, ${wrapping}`),
    // The names there are the sets: Object.entries forgets it.
    sets: new Map(Object.entries(sets).map(([name, line]) => [name as SetName, set(line)])),
  };
}
