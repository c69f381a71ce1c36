/** What changes the direction of other words, or cannot be seen at all. */
const marks = /[\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFC]/gu;

/** Our letters have no pictures: a box would stand in their place. */
const pictures =
  /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\uFE00-\uFE0F\u20E3\u{E0000}-\u{E007F}]/gu;

/**
 * Words that somebody typed, as they can be printed: on one line, without marks of direction and
 * pictures; « — » when nothing is left. Letters and digits stay as they are.
 */
export function printable(typed: string): string {
  const line = typed
    .toWellFormed()
    .replaceAll(marks, "")
    .replaceAll(pictures, "")
    .normalize("NFC")
    .replaceAll(/[\s\p{Cc}\p{Co}\p{Cn}]+/gu, " ")
    .trim();
  return /[\p{L}\p{N}]/u.test(line) ? line : "—";
}
