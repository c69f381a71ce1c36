import { choose } from "../../language/choose.ts";
import { fold } from "../../language/fold.ts";
import { languages, type Language } from "../../language/languages.ts";
import type { Seats } from "../mail.ts";

/** A cell without what cannot be seen: direction marks, joiners, controls; blanks are one blank. */
export function cleanCell(cell: string): string {
  return cell
    .toWellFormed()
    .replaceAll(/\s+/gu, " ")
    .replaceAll(/[\p{Cf}\p{Cc}]/gu, "")
    .trim();
}

/** What a cell answers: `blank` says nothing, `unclear` says something else. */
export type Said = "yes" | "no" | "blank" | "unclear";

/** Yes or no in any of the five languages, ticks of spreadsheets, or the sentence that was ticked. */
export function saidIn(cell: string): Said {
  const text = cleanCell(cell);
  if (text === "" || /^[-–—_./?]+$/u.test(text)) return "blank";
  if (/^[xX×☒🗹]$/u.test(text)) return "yes";
  if (/^[☐□]$/u.test(text)) return "no";
  const said = new Set(
    languages.map((language) => choose({ language, kind: "yesno", options: [] }, text).kind),
  );
  const [yes, no] = [said.has("yes"), said.has("no")];
  if (yes !== no) return yes ? "yes" : "no";
  return yes ? "unclear" : sentenceSays(fold(text));
}

/** As `fold` writes them. */
const agrees =
  /^(?:☑|✓|✔|✅)?\s*(?:oui|yes|ok|j'accepte|j'autorise|je consens|je donne mon (?:accord|consentement)|je suis d'accord|je veux bien|i agree|i accept|i consent|i authori[sz]e|نعم|ايه|واخا|موافق|موافقه|متفق|متفقه|اوافق|اقبل|كنوافق|كنقبل|قابل|قابله|wakha|kanwaf9|knwaf9|kan9bel|kn9bel|mwafe9|mwaf9a|n3am|ah)(?![\p{L}\p{N}'])/u;
const refuses =
  /^(?:non|no|je refuse|je n'|je ne|i do not|i don't|i refuse|لا|ارفض|انا لا|كنرفض|ما|machi|la)(?![\p{L}\p{N}])/u;
/** One such word, and it is no clear yes any more. */
const doubts =
  /(?<![\p{L}\p{N}])(?:ne|n|pas|non|jamais|sans|sauf|aucun|aucune|mais|not|no|don|never|but|except|لا|لست|غير|بدون|ولكن|لكن|ماشي|ما|الا|machi|walakin|ma)(?![\p{L}\p{N}])/u;

/** A whole sentence, as the one beside a box that was ticked. */
function sentenceSays(folded: string): Said {
  if (refuses.test(folded)) return "no";
  const found = agrees.exec(folded);
  if (found === null) return "unclear";
  return doubts.test(folded.slice(found[0].length)) ? "unclear" : "yes";
}

const languageWords: readonly (readonly [Language, RegExp])[] = [
  ["ary-Latn", /^ary-latn$|arabizi|(?:darija|darja).*(?:latin|chat|lettres)|3arabizi/u],
  ["ary", /^ary$|dari[jd]j?a|darja|dialect|الدارجه|دارجه|المغربيه|العاميه/u],
  ["ar", /^ar(?:-ma)?$|^arabe?$|arab|العربي|عربي|الفصح|fos7a/u],
  ["fr", /^fr(?:-\w+)?$|fran|french|الفرنسي|فرنسي|fransawi|fronsi/u],
  ["en", /^en(?:-\w+)?$|anglais|engl|الانجليزي|انجليزي|الانكليزي|ngliz/u],
];

/** The language that is named; of several the first. Null when none is. */
export function languageIn(cell: string): Language | null {
  const folded = fold(cleanCell(cell));
  const [first] = languageWords
    .map(([language, words]) => [language, folded.search(words)] as const)
    .filter(([, at]) => at !== -1)
    // Of two that begin at the same letter, the one that stands first above: it is more precise.
    .toSorted(([, one], [, other]) => one - other);
  return first?.[0] ?? null;
}

const numberWords: readonly (readonly [number, RegExp])[] = [
  [
    2,
    /^(?:deux|two|a deux|nous sommes deux|on est deux|اثنان|اثنين|اتنين|زوج|جوج|jouj|zouj)(?!\p{L})/u,
  ],
  [
    1,
    /^(?:un|une|une seule|seul|seule|one|just me|moi seule?|واحد|واحده|wa7ed|wa7da|بوحدي)(?!\p{L})/u,
  ],
];

/**
 * How many people come: 1 when nothing is said, 2 at most. `more` is the number that was asked for
 * beyond. Null when what is said is no number.
 */
export function seatsIn(
  cell: string,
): { readonly seats: Seats; readonly more: number | null } | null {
  const folded = fold(cleanCell(cell)).replace(/^'/u, "");
  if (folded === "") return { seats: 1, more: null };
  const word = numberWords.find(([, words]) => words.test(folded))?.[0];
  // « 2 », « 2 personnes », « 2.0 » as some programs write whole numbers.
  const digits = /^(\d{1,3})(?:[.,]0+)?(?!\d|[.,]\d)/u.exec(folded)?.[1];
  const asked = word ?? (digits === undefined ? null : Number(digits));
  if (asked === null || asked < 1) return null;
  return asked > 2 ? { seats: 2, more: asked } : { seats: asked === 2 ? 2 : 1, more: null };
}
