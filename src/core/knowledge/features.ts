import { fold, wordsOf } from "../language/fold.ts";
import { consonantSkeleton } from "../language/sounds.ts";

/** As many words of a message as are looked at: a question stands near its beginning. */
const wordsMost = 60;
const lettersMost = 600;
/** Longer words are no words. */
const wordMost = 40;

/**
 * What a text is made of, in ascending order, and how often each thing occurs. A feature is a 32-bit
 * number whose last two bits tell its kind (`kindOf`).
 */
export interface Features {
  readonly list: Uint32Array;
  readonly counts: Uint16Array;
}

/** Words met before, and what they are made of: learning meets each word a hundred times. */
export type Met = Map<string, readonly number[]>;

export const kinds = { word: 0, pair: 1, letters: 2, bones: 3 } as const;

export function kindOf(feature: number): number {
  return feature & 3;
}

/** Runs of letters of these lengths, with a blank at both ends of the word. */
const grams = { least: 2, most: 5 } as const;

/**
 * What a text is made of, for comparing texts: its words, pairs of words, runs of letters within
 * them, and the consonants of each word, in which Arabic script and Arabizi meet (language facts § 2).
 */
export function featuresOf(text: string, met: Met = new Map()): Features {
  const found: number[] = [];
  const words = messageWords(text);
  for (const [at, word] of words.entries()) {
    let parts = met.get(word);
    if (parts === undefined) {
      parts = partsOf(word);
      met.set(word, parts);
    }
    for (const part of parts) found.push(part);
    const next = words[at + 1];
    if (next !== undefined && word.length > 1 && next.length > 1)
      found.push(hash(kinds.pair, `${word} ${next}`));
  }
  return count(found);
}

/** The words of a message that are looked at, as they are spelled in full. */
export function messageWords(text: string): readonly string[] {
  return wordsOf(fold(text.slice(0, lettersMost)))
    .slice(0, wordsMost)
    .filter((word) => word.length <= wordMost)
    .map((word) => shortForms.get(word) ?? word);
}

/**
 * What a longer text is made of: its words and their consonants alone, since the runs of letters of
 * so many words would speak for everything.
 */
export function wordFeaturesOf(text: string): Features {
  const found: number[] = [];
  for (const word of wordsOf(fold(text))) {
    if (word.length > wordMost) continue;
    found.push(hash(kinds.word, word));
    for (const bones of bonesOf(word)) found.push(hash(kinds.bones, bones));
  }
  return count(found);
}

function count(found: readonly number[]): Features {
  const sorted = Uint32Array.from(found).sort();
  const list = new Uint32Array(sorted.length);
  const counts = new Uint16Array(sorted.length);
  let size = 0;
  for (const feature of sorted) {
    if (size === 0 || list[size - 1] !== feature) {
      list[size] = feature;
      size += 1;
    }
    counts[size - 1] = (counts[size - 1] ?? 0) + 1;
  }
  return { list: list.slice(0, size), counts: counts.slice(0, size) };
}

function partsOf(word: string): readonly number[] {
  const parts = [hash(kinds.word, word)];
  const padded = ` ${word} `;
  for (let start = 0; start < padded.length; start += 1) {
    for (let length = grams.least; length <= grams.most; length += 1) {
      if (start + length > padded.length) break;
      // A single letter with its blank says nothing.
      if (length === 2 && (start === 0 || start + 2 === padded.length)) continue;
      parts.push(hash(kinds.letters, padded.slice(start, start + length)));
    }
  }
  for (const bones of bonesOf(word)) {
    parts.push(hash(kinds.bones, bones));
    for (let start = 0; start + 3 <= bones.length && bones.length > 3; start += 1)
      // The mark keeps a part apart from a whole word of three consonants.
      parts.push(hash(kinds.bones, `~${bones.slice(start, start + 3)}`));
  }
  return parts;
}

/** The consonants of a word, and of what is left without the article or preposition stuck to it. */
function bonesOf(word: string): readonly string[] {
  const bare = /[a-z]/u.test(word)
    ? word.replace(/^(?:[fbwd]?(?:el|al|l)|[fbd])(?=\p{L}{4})/u, "")
    : word.replace(/^(?:[وفبك]ال|لل|[فبد])(?=\p{L}{3})/u, "");
  const bones = [consonantSkeleton(word), consonantSkeleton(bare)];
  return [...new Set(bones)].filter((one) => one.length >= 2);
}

/** How people shorten words on a telephone; only what means nothing else in another language. */
const shortForms: ReadonlyMap<string, string> = new Map(
  Object.entries({
    quoi: ["koi", "koa", "kwa"],
    pourquoi: ["pk", "pq", "pkoi", "pourkoi", "prkoi"],
    comment: ["cmt", "coment", "commen", "komen", "komment"],
    toujours: ["tjr", "tjrs", "tjs"],
    beaucoup: ["bcp", "bcoup", "bocou"],
    quel: ["kel", "qel"],
    quelle: ["kelle", "qelle"],
    question: ["kestion"],
    facebook: ["fb", "fcb", "facbook"],
    instagram: ["insta"],
    whatsapp: ["wtsp", "wsp", "watsap", "watsapp", "whatsap", "wtsap", "whtsp"],
    association: ["asso", "assoc"],
    please: ["pls", "plz"],
  }).flatMap(([full, short]) => short.map((one) => [one, full] as const)),
);

/** FNV-1a over UTF-16 units; the last two bits give way to the kind. */
function hash(kind: number, text: string): number {
  let value = 0x811c9dc5 ^ kind;
  for (let at = 0; at < text.length; at += 1)
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  // What falls out at the bottom is mixed into the rest.
  value ^= value << 15;
  return ((value & ~3) | kind) >>> 0;
}
