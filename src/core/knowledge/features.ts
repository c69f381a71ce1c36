import { fold, wordsOf } from "../language/fold.ts";
import { consonantSkeleton } from "../language/sounds.ts";

/** As many words of a message as are looked at: a question stands near its beginning. */
const wordsMost = 60;
const lettersMost = 600;

export type Features = ReadonlyMap<number, number>;

/** Runs of letters of these lengths, with a blank at both ends of the word. */
const grams = { least: 2, most: 5 } as const;

/**
 * What a text is made of, for comparing texts: its words, runs of letters within them, and the
 * consonants of each word, in which Arabic script and Arabizi meet (language facts § 2).
 *
 * A feature is a 32-bit number; the value says how often it occurs.
 */
export function featuresOf(text: string): Features {
  const counts = new Map<number, number>();
  const add = (feature: number) => counts.set(feature, (counts.get(feature) ?? 0) + 1);
  const words = wordsOf(fold(text.slice(0, lettersMost))).slice(0, wordsMost);
  for (const [at, word] of words.entries()) {
    if (word.length > 40) continue;
    add(hash(wordKind, word));
    const next = words[at + 1];
    if (next !== undefined && word.length > 1 && next.length > 1)
      add(hash(pairKind, `${word} ${next}`));
    const padded = ` ${word} `;
    for (let start = 0; start < padded.length; start += 1) {
      for (let length = grams.least; length <= grams.most; length += 1) {
        if (start + length > padded.length) break;
        // A single letter with its blank says nothing.
        if (length === 2 && (start === 0 || start + 2 === padded.length)) continue;
        add(hashPart(padded, start, length));
      }
    }
    for (const bones of bonesOf(word)) {
      add(hash(bonesKind, bones));
      for (let start = 0; start + 3 <= bones.length && bones.length > 3; start += 1)
        add(hash(bonesPartKind, bones.slice(start, start + 3)));
    }
  }
  return counts;
}

/**
 * What a longer text is made of: its words and their consonants alone, since the runs of letters of
 * so many words would speak for everything.
 */
export function wordFeaturesOf(text: string): Features {
  const counts = new Map<number, number>();
  const add = (feature: number) => counts.set(feature, (counts.get(feature) ?? 0) + 1);
  for (const word of wordsOf(fold(text))) {
    if (word.length > 40) continue;
    add(hash(wordKind, word));
    for (const bones of bonesOf(word)) add(hash(bonesKind, bones));
  }
  return counts;
}

/** The consonants of a word, and of what is left without the article or preposition stuck to it. */
function bonesOf(word: string): readonly string[] {
  const bare = /[a-z]/u.test(word)
    ? word.replace(/^(?:[fbwd]?(?:el|al|l)|[fbd])(?=\p{L}{4})/u, "")
    : word.replace(/^(?:[وفبك]ال|لل|[فبد])(?=\p{L}{3})/u, "");
  const bones = [consonantSkeleton(word), consonantSkeleton(bare)];
  return [...new Set(bones)].filter((one) => one.length >= 2);
}

const wordKind = 0x811c9dc5;
const pairKind = 0x01234567;
const gramKind = 0x6b43a9b5;
const bonesKind = 0x2f0b4a31;
const bonesPartKind = 0x51ed270b;

/** FNV-1a over UTF-16 units. */
function hash(kind: number, text: string): number {
  let value = kind;
  for (let at = 0; at < text.length; at += 1)
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}

function hashPart(text: string, start: number, length: number): number {
  let value = gramKind;
  for (let at = start; at < start + length; at += 1)
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}
