import { distance } from "fastest-levenshtein";
import { fold, piecesOf, squeeze } from "./fold.ts";
import { languages, type Language } from "./languages.ts";
import * as around from "./lexicon/around.ts";
import { dontKnow } from "./lexicon/dont-know.ts";
import { hellos, pleasantries } from "./lexicon/greetings.ts";
import { alsoArticles, cardinals, last, ordinals } from "./lexicon/numbers.ts";
import { no, noAnswers, pictures, yes } from "./lexicon/yes-no.ts";
import { arabiziSound, consonantSkeleton } from "./sounds.ts";

/** What a phrase can do in an answer. One phrase may play several roles ("non" refuses and negates). */
export type Role =
  | "yes"
  | "no"
  | "dont-know"
  | "number"
  | "ordinal"
  | "last"
  | "odd-number"
  | "hello"
  | "pleasantry"
  | "question-mark"
  | Exclude<keyof typeof around, "default">;

export interface Segment {
  readonly words: readonly string[];
  readonly roles: ReadonlySet<Role>;
  /** A firm word answers even inside a longer sentence. */
  readonly firm: boolean;
  /** The number or ordinal said; for `last`, how far from the end. */
  readonly value: number;
}

interface Entry {
  readonly words: readonly string[];
  readonly role: Role;
  readonly language: Language | null;
  readonly firm: boolean;
  readonly value: number;
}

interface Lexicon {
  readonly noAnswers: ReadonlyMap<Language, ReadonlySet<string>>;
  readonly byFirstWord: ReadonlyMap<string, readonly Entry[]>;
  readonly bySound: ReadonlyMap<string, Entry>;
  readonly bySkeleton: ReadonlyMap<string, Entry>;
  /** Answers written as one string of letters, by length: for near spellings. */
  readonly byLength: ReadonlyMap<number, readonly (readonly [string, Entry])[]>;
}

/** Longer messages tell a story: no answer is looked for inside them. */
export const mostWords = 40;

/**
 * The folded text cut into known phrases, longest first; a word nobody knows has no roles.
 * Null when the text is too long to be an answer.
 */
export function read(folded: string, language: Language): readonly Segment[] | null {
  const words = answerWords(folded);
  if (words.length > mostWords) return null;
  const segments: Segment[] = [];
  for (let at = 0; at < words.length;) {
    const segment = segmentAt(words, at, language);
    segments.push(segment);
    at += segment.words.length;
  }
  return segments;
}

/** The words of a folded text, "ma ...ch" in one word, doubled letters once. */
export function answerWords(folded: string): readonly string[] {
  const words: string[] = [];
  for (const piece of piecesOf(folded, mostWords + 1)) {
    const word = squeeze(piece);
    const before = words.at(-1);
    const negated = /^(?:ma|ما)$/.test(before ?? "") && /...(?:ch|sh|ش)$/u.test(word);
    if (negated) words[words.length - 1] = `${before}${word}`;
    else words.push(word);
  }
  return words;
}

function segmentAt(words: readonly string[], at: number, language: Language): Segment {
  const word = words[at] ?? "";
  const lexicon = lexiconOnce();
  let found: Entry[] = [];
  for (const entry of lexicon.byFirstWord.get(word) ?? []) {
    if (entry.language !== language && lexicon.noAnswers.get(language)?.has(entry.words.join(" ")))
      continue;
    const longest = found[0]?.words.length ?? 0;
    if (entry.words.length < longest) continue;
    if (!entry.words.every((part, offset) => words[at + offset] === part)) continue;
    if (entry.words.length > longest) found = [];
    found.push(entry);
  }
  if (found.length > 0) return segmentOf(found, language);
  const special = specialWord(word);
  if (special !== null) return special;
  const alike =
    lexicon.bySound.get(arabiziSound(word)) ??
    lexicon.bySkeleton.get(consonantSkeleton(word)) ??
    nearest(word, lexicon);
  if (alike !== undefined) return { ...segmentOf([alike], language), words: [word] };
  return { words: [word], roles: new Set(), firm: false, value: 0 };
}

function segmentOf(found: readonly Entry[], language: Language): Segment {
  const order = preference(language);
  const rank = (entry: Entry) => (entry.language === null ? 0 : order.indexOf(entry.language));
  const sorted = [...found].sort((one, other) => rank(one) - rank(other));
  const roles = new Set(sorted.map((entry) => entry.role));
  // "la" is no in Arabizi and an article in French: the conversation's language decides.
  const answers = sorted.filter((entry) => entry.role === "yes" || entry.role === "no");
  if (answers.length > 1) roles.delete(answers[0]?.role === "yes" ? "no" : "yes");
  const counted = sorted.find((entry) => ["number", "ordinal", "last"].includes(entry.role));
  return {
    words: sorted[0]?.words ?? [],
    roles,
    firm: answers[0]?.firm ?? counted?.firm ?? true,
    value: counted?.value ?? 0,
  };
}

function preference(language: Language): readonly Language[] {
  const arabic: readonly Language[] = ["ar", "ary", "ary-Latn"];
  const near = arabic.includes(language) ? arabic : (["fr", "en"] as const);
  return [language, ...near, ...languages];
}

function specialWord(word: string): Segment | null {
  const of = (role: Role, value = 0, firm = true): Segment => ({
    words: [word],
    roles: new Set([role]),
    firm,
    value,
  });
  if (/^\d+$/.test(word)) return of("number", word.length <= 2 ? Number(word) : 999);
  if (/^-\d+$|^\d+[/\d.,:]+$/.test(word)) return of("odd-number");
  const ordinal = /^(\d{1,2})(?:er|ere|re|e|eme|ieme|iem|em|me|nd|nde|rd|th|st)$/.exec(word);
  if (ordinal !== null) return of("ordinal", Number(ordinal[1]));
  const named =
    /^(?:n|no|nr|num|numero|q|r|op|opt|option|choix|rep|reponse|l|f|niv|niveau|level|ra9m|r9m|رقم|ال|ف)(\d{1,2})$/u.exec(
      word,
    );
  if (named !== null) return of("number", Number(named[1]));
  if (word === "?" || word === "؟") return of("question-mark");
  if (word === "+" || word === "%") return of("units");
  if (/^[^\p{L}\p{N}]+$/u.test(word)) return of("polite");
  return null;
}

function nearest(word: string, lexicon: Lexicon): Entry | undefined {
  if (word.length < 5 || word.length > 24) return undefined;
  const budget = word.length >= 11 ? 2 : 1;
  for (let length = word.length - budget; length <= word.length + budget; length += 1)
    for (const [spelling, entry] of lexicon.byLength.get(length) ?? [])
      if (spelling[0] === word[0] && edits(spelling, word, budget) <= budget) return entry;
  return undefined;
}

/** Letters to add, drop, change or swap with their neighbor; more than `most` counts as `most + 1`. */
export function edits(one: string, other: string, most: number): number {
  const length = one.length - other.length;
  if (length > most || -length > most) return most + 1;
  const plain = distance(one, other);
  if (plain <= 1 || plain > most + 1) return plain;
  for (let at = 0; at + 1 < one.length; at += 1) {
    if (one[at] === one[at + 1]) continue;
    const swapped = `${one.slice(0, at)}${one[at + 1]}${one[at]}${one.slice(at + 2)}`;
    if (distance(swapped, other) === plain - 2) return plain - 1;
  }
  return plain;
}

/** An answer whose letters, run together, nearly spell the whole message: "je sait pa". */
export function nearPhrase(segments: readonly Segment[]): "yes" | "no" | "dont-know" | null {
  const letters = segments
    .filter((segment) => !segment.roles.has("polite"))
    .flatMap((segment) => segment.words)
    .join("");
  if (letters.length < 7 || letters.length > 30) return null;
  const entry = nearest(letters, lexiconOnce());
  if (entry === undefined) return null;
  return entry.role === "yes" || entry.role === "no" || entry.role === "dont-know"
    ? entry.role
    : null;
}

/** The spellings of a lexicon line, folded and cut into words. */
export function spellings(line: string): readonly (readonly string[])[] {
  return line
    .split(/[,\n]/)
    .map((spelling) => answerWords(fold(spelling)))
    .filter((words) => words.length > 0);
}

let built: Lexicon | undefined;

function lexiconOnce(): Lexicon {
  built ??= buildLexicon();
  return built;
}

function buildLexicon(): Lexicon {
  const entries = [...allEntries()];
  const byFirstWord = new Map<string, Entry[]>();
  const bySound = new Map<string, Entry>();
  const bySkeleton = new Map<string, Entry>();
  const byLength = new Map<number, (readonly [string, Entry])[]>();
  const seen = new Set<string>();
  for (const entry of entries) {
    const [first = ""] = entry.words;
    put(byFirstWord, first, entry);
    if (!answering.has(entry.role)) continue;
    const letters = entry.words.join("");
    // "one" and "again" are too common for near spellings: "wejda" is not "wehda".
    const weak = !entry.firm && entry.role !== "yes" && entry.role !== "no";
    if (letters.length >= 5 && !weak && !seen.has(letters)) {
      seen.add(letters);
      put(byLength, letters.length, [letters, entry] as const);
    }
    if (entry.words.length > 1) {
      if (letters.length >= 6) put(byFirstWord, letters, { ...entry, words: [letters] });
      continue;
    }
    if (entry.language !== "ary-Latn" && entry.language !== "ary") continue;
    const sound = entry.language === "ary-Latn" ? arabiziSound(first) : "";
    if (sound.length >= 4 && !bySound.has(sound)) bySound.set(sound, entry);
    const skeleton = consonantSkeleton(first);
    if (skeleton.length >= 4 && !bySkeleton.has(skeleton)) bySkeleton.set(skeleton, entry);
  }
  const plain = new Map(
    languages.map((language) => [
      language,
      new Set(spellings(noAnswers[language]).map((words) => words.join(" "))),
    ]),
  );
  return { noAnswers: plain, byFirstWord, bySound, bySkeleton, byLength };
}

function put<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}

const answering: ReadonlySet<Role> = new Set(["yes", "no", "dont-know", "number", "ordinal"]);

function* allEntries(): Generator<Entry> {
  const weak = new Set(spellings(alsoArticles).map((words) => words.join(" ")));
  const entry = (words: readonly string[], role: Role, language: Language | null, firm = true) => ({
    words,
    role,
    language,
    firm,
    value: 0,
  });
  for (const language of languages) {
    for (const words of spellings(yes[language].firm)) yield entry(words, "yes", language);
    for (const words of spellings(yes[language].loose)) yield entry(words, "yes", language, false);
    for (const words of spellings(no[language].firm)) yield entry(words, "no", language);
    for (const words of spellings(no[language].loose)) yield entry(words, "no", language, false);
    for (const words of spellings(dontKnow[language])) yield entry(words, "dont-know", language);
    for (const [role, lines, base] of [
      ["number", cardinals[language], 0],
      ["ordinal", ordinals[language], 1],
      ["last", last[language], 0],
    ] as const)
      for (const [at, line] of lines.entries())
        for (const words of spellings(line))
          yield { words, role, language, firm: !weak.has(words.join(" ")), value: at + base };
  }
  for (const role of ["yes", "no", "dont-know"] as const)
    for (const picture of pictures[role].split(" ")) yield entry([fold(picture)], role, null);
  for (const [role, line] of Object.entries(around))
    // The names exported there are roles: `Role` is built from them.
    for (const words of spellings(line)) yield entry(words, role as Role, null);
  for (const words of spellings(hellos)) yield entry(words, "hello", null);
  for (const words of spellings(pleasantries)) yield entry(words, "pleasantry", null);
}
