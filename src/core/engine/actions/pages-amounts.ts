import { fold } from "../../language/fold.ts";
import type { Language } from "../../language/languages.ts";
import type { AmountSaid } from "../../money/amount.ts";
import { readAmount } from "../../money/read-amount.ts";
import { meaningOf } from "../../money/words.ts";

/** One of the amounts in an answer, with the words that tell what it is for; "" when none do. */
export interface Piece {
  /** As it was written. */
  readonly words: string;
  readonly name: string;
  readonly said: AmountSaid;
}

/** As much of an answer as is read, in characters and in amounts. */
const longest = 400;
const mostPieces = 20;

/**
 * The amounts of an answer, one a line or in one line: « 2000 500 0 », « cotisations 2 000, ventes
 * 500 », « loyer : 3000 dh ». `expected` is how many are asked for.
 */
export function amountsIn(text: string, language: Language, expected: number): readonly Piece[] {
  return pieces(text.slice(0, longest), expected)
    .slice(0, mostPieces)
    .flatMap((words): Piece[] => {
      const none = isNone(words);
      const said = none ? nothing : readAmount(words, language);
      if (said === null) return [];
      const rest = said.kind === "amount" && !none ? said.rest : nameIn(words, said);
      const monthly = monthlyOf(said, words);
      return [{ words, name: none ? "" : named(rest), said: monthly ?? said }];
    });
}

/** Whether words tell an amount, that there is none, or ask for the total. */
export function saysAmounts(text: string, language: Language): boolean {
  return asksTotal(text) || amountsIn(text, language, 3).length > 0;
}

/** « Combien ? » */
export function asksTotal(text: string): boolean {
  return totalAsked.test(fold(text.slice(0, 60)));
}

const totalAsked =
  /^(?:(?:c'est |ca fait |donne moi |3tini )?(?:combien|ch7al|chhal|شحال|كم|how much)(?: (?:au total|en tout|kolchi|كلشي|المجموع|ca fait|in total|f lmajmou3|daba|دابا))?|(?:le |the |l)?(?:total|solde|majmou3|balance|lmajmou3|المجموع))[\s?!.؟]*$/u;

const nothing: AmountSaid = {
  kind: "amount",
  // Zero is an amount.
  centimes: 0 as Extract<AmountSaid, { kind: "amount" }>["centimes"],
  unit: "none",
  confirm: false,
  rest: "",
};

/** Whether words say that there is none of it. */
export function isNone(words: string): boolean {
  return noneSaid.test(fold(words.slice(0, 60)));
}

/** « 0 » is the amount of one line; « on n'en a pas » speaks of all that are asked for. */
export function isZero(words: string): boolean {
  return /^(?:0|zero|sifr|صفر)[\s.!]*$/u.test(fold(words.slice(0, 20)));
}

const noneSaid =
  /^(?:0|zero|rien(?: du tout)?|aucun(?:e)?|neant|non|pas de ca|on n'en a pas|nous n'en avons pas|il n'y en a pas|y en a pas|nada|no|none|nothing|nope|we have none|walou|walo|makaynch|ma kaynch|ma kayn walou|ma 3andnach|ma3andnach|m3ndnach|la|la chay2|sifr|والو|ما كاينش|ماكاينش|ما عندناش|ماعندناش|لا|لا شي|لا يوجد|صفر|ليس عندنا|ليس لدينا)[\s.!]*$/u;

function pieces(text: string, expected: number): readonly string[] {
  const lines = text
    .split(/\n|;|؛|،(?=\s)|,(?=\s)|\s\/\s/u)
    .map((line) => line.replace(/^\s*(?:[•*·–—-]|\(?[1-9][.)])\s+/u, "").trim())
    .filter((line) => line !== "");
  const [only] = lines;
  if (lines.length !== 1 || only === undefined) return lines;
  return inOneLine(only, expected);
}

/** « 2000 500 0 » are three; « 2 000 500 » is one. « cotisations 2000 ventes 500 » are two. */
function inOneLine(line: string, expected: number): readonly string[] {
  const words = line.split(/\s+/u);
  const isFigure = (word: string): boolean => /^[\d٠-٩۰-۹][\d٠-٩۰-۹.,٫٬]*$/u.test(word);
  const figures = words.filter(isFigure).length;
  if (figures < 2) return [line];
  if (figures === words.length) {
    const [first = "", ...others] = words.map((word) => word.replace(/[.,٫٬].*$/u, ""));
    const isOne = first.length <= 3 && others.every((word) => word.length === 3);
    // As many as are asked for, and a hundred or more in front: « 300 200 100 » are three.
    const isEach = words.length === expected && first.length === 3;
    return (isOne && !isEach) || words.length > expected ? [line] : words;
  }
  return apart(words, isFigure);
}

/** Names and amounts in turn: a new one begins where a name follows an amount, or the reverse. */
function apart(words: readonly string[], isFigure: (word: string) => boolean): readonly string[] {
  const isName = (word: string): boolean => !isFigure(word) && meaningOf(word) === null;
  const nameFirst = isName(words[0] ?? "");
  const found: string[][] = [];
  let before: "name" | "amount" | null = null;
  for (const word of words) {
    const here = isName(word) ? "name" : "amount";
    const begins: boolean = before !== null && here !== before && (here === "name") === nameFirst;
    if (found.length === 0 || begins) found.push([]);
    found.at(-1)?.push(word);
    before = here;
  }
  return found.map((one) => one.join(" "));
}

/** Words that stand around an amount and name nothing. */
const around =
  /^(?:environ|a peu pres|presque|c'est|ca fait|a|de|d|pour|est|vers|plus ou moins|dh|dhs|ta9riban|t9riban|7walay|chi|تقريبا|حوالي|شي|about|around|roughly|is|par an|f l3am|فالعام|سنويا|per year|a year|ok|oui)$/u;

/** The name that was said with an amount: without what stands around, at most 80 characters. */
function named(rest: string): string {
  const bare = rest
    .replace(monthly, " ")
    .replace(/^[\s:=–—\-.,،]+|[\s:=–—\-.,،]+$/gu, "")
    .replaceAll(/\s+/gu, " ");
  return around.test(fold(bare)) || !/\p{L}/u.test(bare) ? "" : bare.slice(0, 80).trim();
}

/** What is no part of an amount, where the reader could not tell. */
function nameIn(words: string, said: AmountSaid): string {
  if (said.kind === "amount") return said.rest;
  return words
    .split(/\s+/u)
    .filter((word) => /\p{L}/u.test(word) && meaningOf(word) === null)
    .join(" ");
}

const monthly =
  /(?:par|chaque|le) mois|\/ ?mois|f chher|kol chher|(?:كل|في|ف) ?(?:ال)?شهر|شهريا|(?:per|a|every) month|monthly/iu;

/** « 500 par mois » is 6,000 a year: both are offered. */
function monthlyOf(said: AmountSaid, words: string): AmountSaid | null {
  if (said.kind !== "amount" || said.confirm || said.centimes === 0 || !monthly.test(words)) {
    return null;
  }
  const { centimes } = said;
  // Twelve times an amount may be more than anybody plans; whoever keeps it checks that.
  return { kind: "unclear", readings: [(centimes * 12) as typeof centimes, centimes] };
}
