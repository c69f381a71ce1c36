import { commonPasswords, commonWords, foldPassword } from "./common-passwords.ts";

/** In characters; the longest keeps a hash from becoming work. */
export const passwordLength = { least: 12, most: 128 } as const;

/** Why a password is not taken; each has a sentence in the console's words. */
export type PasswordFlaw = "short" | "long" | "common" | "repeated" | "sequence" | "named";

/**
 * What is wrong with a password, or null: length, then how soon it would be guessed. Nothing is
 * asked about capitals or signs. `names` are words that belong to the person.
 */
export function passwordFlaw(password: string, names: readonly string[]): PasswordFlaw | null {
  const { length } = Array.from(password);
  if (length < passwordLength.least) return "short";
  if (length > passwordLength.most) return "long";
  const folded = foldPassword(password);
  if (isCommon(folded) || isCommon(folded.replaceAll(" ", ""))) return "common";
  if (isRepeated(folded)) return "repeated";
  if (isSequence(password.toLowerCase())) return "sequence";
  return isNamed(folded, names) ? "named" : null;
}

function isCommon(folded: string): boolean {
  if (commonPasswords().has(folded)) return true;
  // Without what is hung on at either end: the year, the number, the exclamation mark.
  const bare = folded.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
  return commonWords().includes(bare) || commonPasswords().has(bare);
}

/** One short piece again and again, or hardly any different signs. */
function isRepeated(folded: string): boolean {
  return new Set(folded).size < 5 || /^(.{1,6}?)\1+(?!.{4})/u.test(folded);
}

const rows = [
  "abcdefghijklmnopqrstuvwxyz",
  "01234567890",
  "qwertyuiop",
  "asdfghjkl",
  "zxcvbnm",
  "azertyuiop",
  "qsdfghjklm",
  "wxcvbn",
  "&é\"'(-è_çà)=",
];
const forwards = new Set(rows.flatMap(pairsOf));
const backwards = new Set(rows.map((row) => Array.from(row).reverse().join("")).flatMap(pairsOf));

function pairsOf(text: string): readonly string[] {
  const signs = Array.from(text);
  return signs.slice(1).map((sign, at) => `${signs[at]}${sign}`);
}

/** Two thirds of its steps go along the alphabet, the digits or a row of keys. */
function isSequence(text: string): boolean {
  const pairs = pairsOf(text);
  return [forwards, backwards].some(
    (ways) => pairs.filter((pair) => ways.has(pair)).length * 3 >= pairs.length * 2,
  );
}

const site = ["rafiq", "console", "ehtp", "ecc", "consulting", "club", "consultant"];

/** Nothing but their name, or the name of this place, with trimmings. */
function isNamed(folded: string, names: readonly string[]): boolean {
  const own = names.flatMap((name) => foldPassword(name).split(/[^\p{L}]+/u));
  const known = [...site, ...own].filter((word) => word.length >= 3);
  const left = known
    .toSorted((one, other) => other.length - one.length)
    .reduce((rest, word) => rest.replaceAll(word, ""), folded);
  return left !== folded && left.replaceAll(/[^\p{L}]/gu, "").length < 5;
}
