/**
 * One spelling for the many ways of writing the same thing. For comparing, never for showing.
 *
 * Compatibility forms, case, Latin accents, Arabic vowel marks, tatweel, direction marks and
 * zero-width characters go; alef, ya, ta marbuta and hamza take one form; digits of three scripts,
 * keycaps and circled digits become 0-9; a letter held down ("ouiiiii") is said once.
 * Linear in the length of the text.
 */
export function fold(text: string): string {
  return (
    text
      .replace(apostrophes, "'")
      // Marks go first: a long run of them makes normalization slow.
      .replace(unseen, "")
      .normalize("NFKD")
      .toLowerCase()
      .replace(unseen, "")
      .replace(variants, (found) => letters.get(found) ?? "")
      .replace(digits, asciiDigit)
      .replace(heldDown, "$1")
      .replace(blanks, " ")
      .trim()
  );
}

const apostrophes = /[\u2018\u2019\u201B\u02BC\u02B9\u2032\u00B4\u0060]/g;
const unseen =
  /[\p{M}\u0640\u00AD\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF\p{Emoji_Modifier}]/gu;
const digits = /[\u0660-\u0669\u06F0-\u06F9\u2776-\u2793]/g;
const heldDown = /(\p{L})\1{2,}/gu;
const blanks = /[\s\p{Cc}]+/gu;

const letters: ReadonlyMap<string, string> = new Map([
  ["ٱ", "ا"],
  ["ى", "ي"],
  ["ی", "ي"],
  ["ے", "ي"],
  ["ة", "ه"],
  ["ہ", "ه"],
  ["ھ", "ه"],
  ["ە", "ه"],
  ["ک", "ك"],
  ["ڭ", "گ"],
  ["ݣ", "گ"],
  ["ء", ""],
  ["œ", "oe"],
  ["æ", "ae"],
  ["ß", "ss"],
  ["ø", "o"],
  ["ł", "l"],
  ["ı", "i"],
  ["🔟", " 10 "],
]);
const variants = /[ٱىیےةہھەکڭݣءœæßøłı🔟]/gu;

function asciiDigit(found: string): string {
  const code = found.codePointAt(0) ?? 0;
  if (code <= 0x0669) return String(code - 0x0660);
  if (code <= 0x06f9) return String(code - 0x06f0);
  // Dingbats: three rows of ten, each from one to ten.
  return ` ${((code - 0x2776) % 10) + 1} `;
}

/** Doubled letters said once: "ouii", "asociation" and "association" meet. "nn" stays. */
export function squeeze(word: string): string {
  return word.length <= 2 ? word : word.replace(/(\p{L})\1+/gu, "$1");
}

/**
 * The pieces of a folded text: words, numbers with their decimals ("2,5", "12:30", "3/5"),
 * pictures and the marks that carry meaning. Elisions split ("l'argent" is "l", "argent").
 * At most `most` pieces, a picture or mark repeated counts once.
 */
export function piecesOf(folded: string, most: number): readonly string[] {
  const pieces: string[] = [];
  for (const [piece] of folded.matchAll(meaningful)) {
    if (piece === pieces.at(-1) && !/[\p{L}\p{N}]/u.test(piece)) continue;
    if (pieces.length === most) break;
    pieces.push(piece);
  }
  return pieces;
}

const meaningful =
  /(?<![^\s(])-\d+(?![\d-])|\d+(?:[.,:]\d+)+|\d+(?:\/\d+)+|[\p{L}\p{N}]+|\p{Extended_Pictographic}|[✓✗✘?؟+%-]|[,،]/gu;

/** The words of a folded text, without pictures and marks. */
export function wordsOf(folded: string): readonly string[] {
  return folded.match(/[\p{L}\p{N}]+/gu) ?? [];
}
