/** A script in which several of our languages are written. */
export type Script = "latin" | "arabic";

/** What a classifier tells apart, by script. Tifinagh is Tamazight and needs none. */
export const told = {
  latin: ["fr", "en", "ary-Latn", "zgh"],
  arabic: ["ar", "ary"],
} as const;

export type Told = (typeof told)[Script][number];

/** A message is judged by its beginning: characters looked at, and words. */
const longestLooked = 1200;
const mostWords = 120;

/**
 * What of a text carries a language: small letters with their accents, no vowel marks, no
 * addresses. Only case, digits and vowel marks fold: accents and ta marbuta carry signal.
 */
export function lettersOnly(text: string): string {
  return text
    .slice(0, longestLooked)
    .normalize("NFKC")
    .slice(0, longestLooked)
    .toLowerCase()
    .replaceAll(marks, "")
    .replaceAll(easternDigits, (digit) => String(digit.charCodeAt(0) & 15))
    .split(/\s+/u)
    .filter((word) => !isAddress(word))
    .join(" ");
}

const marks =
  /[\u0300-\u036F\u064B-\u065F\u0670\u0640\u00AD\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu;
/** ٣ and ۳: their last four bits are what they count, since 0 stands at 0660 and at 06F0. */
const easternDigits = /[\u0660-\u0669\u06F0-\u06F9]/gu;

function isAddress(word: string): boolean {
  return /@|:\/\/|^www\.|[a-z0-9-]\.(?:com|ma|org|net|fr|io|info|gov|edu|dev)\b/u.test(word);
}

/** The words in one script of what `lettersOnly` gave. Numbers and measures are none. */
export function wordsIn(letters: string, script: Script): readonly string[] {
  const words = letters.match(script === "latin" ? latinWord : arabicWord) ?? [];
  return words.slice(0, mostWords).filter((word) => !measure.test(word));
}

const latinWord = /[\p{Script=Latin}\d]+/gu;
const arabicWord = /[\u0620-\u065F\u066E-\u06D3]+/gu;
/** 25, 300ko, 10h30, 2eme; but 3nd, 7na and 9al are words. */
const measure =
  /^\d+$|^\d+(?:h\d*|dhs?|mad|[kmg][ob]|km|kg|cm|mm|min|mn|e|[eè]mes?|th)$|^1(?:er|[eè]re|st)$|^2nde?$|^3rd$/u;

/** Runs of letters up to this long are looked at; a space stands for a word's edge. */
const longestRun = 5;

/**
 * The places of a text's runs of 1 to 5 letters in a table of `size` (a power of two) weights.
 * Two runs may share a place: that costs little, and no list of runs need be kept.
 */
export function placesOf(words: readonly string[], size: number): Uint32Array {
  if (words.length === 0) return new Uint32Array(0);
  const line = ` ${words.join(" ")} `;
  const places = new Uint32Array(line.length * longestRun);
  let count = 0;
  for (let from = 0; from < line.length; from += 1) {
    let hash = 0x811c9dc5;
    for (let at = from; at < line.length && at < from + longestRun; at += 1) {
      hash = Math.imul(hash ^ line.charCodeAt(at), 0x01000193);
      // A lone space says nothing.
      if (at === from && line.charCodeAt(at) === 32) continue;
      const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
      places[count] = (mixed ^ (mixed >>> 13)) & (size - 1);
      count += 1;
    }
  }
  return places.subarray(0, count);
}

/** The scripts with a classifier that knows the language. */
export function scriptsOf(language: Told): readonly Script[] {
  const scripts: readonly Script[] = ["latin", "arabic"];
  return scripts.filter((script) => told[script].some((one) => one === language));
}
