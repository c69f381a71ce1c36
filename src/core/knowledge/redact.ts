import { hidden } from "./hidden.ts";
import { hideIntroductions } from "./introductions.ts";
import { hideNames } from "./hide-names.ts";
import { hideLinks } from "./hide-links.ts";
import { hideNumbers } from "./hide-numbers.ts";

/**
 * A question as it may be kept: without what says who asked it, and still a question.
 *
 * Phone numbers, e-mails, handles, links to somebody's pages, identity cards, passports, bank cards
 * and accounts, long numbers, the given names (of the person, of the organization) and whatever
 * follows "my name is" become `[…]`. Sums, years, dates, hours and numbers of laws stay. Digits in
 * unusual shapes (`①`, `１`) become plain ones and invisible marks go. No run of five digits is left.
 * Doing it twice changes nothing more. Never throws; linear in the length of the text.
 */
export function redact(text: string, names: readonly string[]): string {
  let kept = text;
  // What one pass takes out may bring together what stood apart; two passes are usual.
  for (let pass = 0; pass < 8; pass += 1) {
    const next = redactOnce(kept, names);
    if (next === kept) return kept;
    kept = next;
  }
  return kept;
}

function redactOnce(text: string, names: readonly string[]): string {
  const plain = hideLinks(makePlain(text));
  return hideNumbers(hideNames(hideIntroductions(plain), names))
    .replace(severalHidden, hidden)
    .replace(/[ \t]{2,}/gu, " ")
    .trim();
}

const severalHidden = /\[…\](?:[ ,;/+()-]{0,4}\[…\])+/gu;

/** One shape for each character. What is hidden is left as it is: `…` would become three dots. */
function makePlain(text: string): string {
  return (
    text
      .replace(unseen, "")
      .replace(dingbats, (found) => String((((found.codePointAt(0) ?? 0) - 0x2776) % 10) + 1))
      // A long run of marks makes normalization slow, and says nothing.
      .replace(/(\p{M})\p{M}{3,}/gu, "$1")
      .replace(/[^…]+/gu, (piece) => piece.normalize("NFKC"))
      .replace(/(?<=\p{Nd})[\p{M}\p{Emoji_Modifier}\u0640\u200D]+/gu, "")
  );
}

/** Marks of direction and characters without width, which phones put around numbers they paste. */
const unseen =
  /[\u00AD\u061C\u200B\u200C\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/gu;
const dingbats = /[\u2776-\u2793]/gu;
