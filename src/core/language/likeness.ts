import { edits } from "./read.ts";
import { areKin } from "./kin.ts";
import { arabiziSound, consonantSkeleton, frenchSound } from "./sounds.ts";

/**
 * How alike a typed word and a word of a label are: 1 the same, 0 strangers.
 *
 * Counts spelling, meaning (the same word in another language), sound, endings, abbreviations ("assoc"), a stuck article ("lassociation",
 * "فالبادية") and, across scripts or in Arabizi, the consonants alone.
 */
export function likeness(typed: string, own: string, arabizi: boolean): number {
  if (typed === own) return 1;
  if (typed.length > 40 || own.length > 40) return 0;
  if (/^\d+$/.test(typed) || /^\d+$/.test(own)) return 0;
  const [word, label] = [keysOnce(typed), keysOnce(own)];
  if (sameStem(word, label)) return 0.95;
  if (areKin(typed, own)) return 0.93;
  if (word.latin !== label.latin) return sameBones(word, label, 3) ? 0.85 : 0;
  if (word.sound !== "" && word.sound === label.sound && word.sound.length >= 3) return 0.9;
  if (arabizi && word.arabizi !== "" && word.arabizi === label.arabizi) return 0.92;
  if (arabizi && sameBones(word, label, 3)) return 0.85;
  if (starts(word.stem, label.stem)) return 0.85;
  const shorter = Math.min(word.stem.length, label.stem.length);
  const budget = shorter >= 8 ? 2 : shorter >= 4 ? 1 : 0;
  if (budget === 0) return 0;
  const off = Math.min(edits(word.stem, label.stem, budget), edits(typed, own, budget));
  return off > budget ? 0 : 0.95 - 0.13 * off;
}

interface Keys {
  readonly latin: boolean;
  readonly stem: string;
  readonly ending: string;
  readonly sound: string;
  readonly arabizi: string;
  readonly bones: string;
  readonly stemBones: string;
}

function sameStem(one: Keys, other: Keys): boolean {
  return [one.stem, one.ending].some(
    (stem) => stem.length >= 3 && (stem === other.stem || stem === other.ending),
  );
}

function sameBones(one: Keys, other: Keys, least: number): boolean {
  return [one.bones, one.stemBones].some(
    (bones) => bones.length >= least && (bones === other.bones || bones === other.stemBones),
  );
}

/** An abbreviation of the label's word, or the label's word with an ending. */
function starts(word: string, label: string): boolean {
  if (word.length >= 4 && label.startsWith(word)) return true;
  return label.length >= 4 && word.startsWith(label) && word.length - label.length <= 3;
}

const keys = new Map<string, Keys>();

function keysOnce(word: string): Keys {
  const known = keys.get(word);
  if (known !== undefined) return known;
  if (keys.size >= 20_000) keys.clear();
  const stem = stemOf(word);
  const made: Keys = {
    latin: /[a-z]/.test(word),
    stem,
    ending: withoutEnding(word),
    sound: frenchSound(word),
    arabizi: arabiziSound(stem),
    bones: consonantSkeleton(word),
    stemBones: consonantSkeleton(stem),
  };
  keys.set(word, made);
  return made;
}

/** Without the article or preposition that Moroccans write stuck to the word, nor "our", "your". */
function stemOf(word: string): string {
  if (/[a-z]/.test(word)) return word.replace(/^(?:[fbwd]?(?:el|al|l)|[d])(?=\p{L}{4})/u, "");
  return withoutEnding(word.replace(/^(?:[وفبك]?ال|لل|[وفبل])(?=\p{L}{3})/u, ""));
}

function withoutEnding(word: string): string {
  if (/[a-z]/.test(word)) return word;
  return word
    .replace(/ا$/u, "ه")
    .replace(/(?<=\p{L}{3})(?:هه|هم|نه|كم)$/u, "")
    .replace(/(?<=\p{L}{3})[هت]$/u, "");
}
