import { meaningOf, type Meaning } from "./words.ts";

/** A piece of what was typed: figures, a word with a meaning, a sign, or any other word. */
export type Piece =
  | { readonly kind: "figures"; readonly value: number; readonly text: string }
  /** Figures that are no number: « 1.23.4 ». */
  | { readonly kind: "muddle"; readonly text: string }
  | { readonly kind: "word"; readonly meaning: Meaning; readonly text: string }
  | { readonly kind: "percent"; readonly text: string }
  | { readonly kind: "minus"; readonly text: string }
  | { readonly kind: "other"; readonly text: string };

/** More than anybody types for an amount: what follows is not read. */
const longest = 300;
const mostPieces = 80;

/** Cuts a text into pieces. Phone numbers, dates and hours are other words. */
export function cut(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  for (const [chunk] of plain(text).matchAll(chunks)) {
    if (pieces.length >= mostPieces) break;
    pieces.push(...piecesOf(chunk));
  }
  return pieces;
}

/** One way of writing figures: 0-9, a space within a number as an apostrophe, a dot or a comma. */
function plain(text: string): string {
  return (
    text
      .slice(0, longest)
      // Letters and figures cut in two by the end.
      .replace(text.length > longest ? /[\p{L}\p{N}.,']+$/u : /$^/u, "")
      .replace(/([\d\u0660-\u0669\u06F0-\u06F9]) ?½/gu, "$1 et demi ")
      .replace(/½/gu, " demi ")
      .normalize("NFKC")
      .replace(unseen, "")
      .replace(/[\u0660-\u0669\u06F0-\u06F9]/gu, (digit) => String(digit.charCodeAt(0) & 15))
      .replace(/[\u066C’‘`´]/gu, "'")
      .replace(/[\u066B]/gu, ".")
      .replace(/،(?=\d)/gu, ",")
      .replace(/[\u2212\u2013\u2014]/gu, "-")
      .replace(/\s+/gu, " ")
      .replace(phones, " \u260E ")
      .replace(/\d{1,4}([/-])\d{1,2}\1\d{1,4}/gu, " \u260E ")
      .replace(/(?<![\d.,])\d{1,2}(?::|h)\d{2}(?!\d)/giu, " \u260E ")
      .replace(/(?<!\p{L})(dhs?|mad)(?=\d)/giu, "$1 ")
      .replace(/(\d) ?kdhs?(?!\p{L})/giu, "$1k dh ")
      .replace(/(\d) k(?![\p{L}\d])/giu, "$1k")
      .replace(/(\d) ?د\.? ?م(?:\.|(?!\p{L}))/gu, "$1 dh ")
      .replace(/(?<![\p{L}\d.,'])\d{1,3}(?: \d{3})+(?!\d)(?![.,]\d{3})/gu, (group) =>
        group.replaceAll(" ", "'"),
      )
  );
}

const unseen =
  /[\p{M}\u0640\u00AD\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/gu;
const phones = /(?:\+|00) ?212[\d .-]{8,16}\d|(?<!\d)0[5-8](?:[ .-]?\d{2}){4}(?!\d)/gu;
const chunks = /(?<![^\s(])-(?=\d)|[%€$£*×\u260E]|[\p{L}\d]+(?:[.,']\d+[\p{L}\d]*)*/gu;

function piecesOf(chunk: string): readonly Piece[] {
  if (chunk === "-") return [{ kind: "minus", text: chunk }];
  if (chunk === "%") return [{ kind: "percent", text: chunk }];
  if (/^[€$£]$/u.test(chunk)) return [word({ kind: "foreign" }, chunk)];
  if (/^[*×]$/u.test(chunk)) return [word({ kind: "fold" }, chunk)];
  if (/^\d/u.test(chunk)) return startingWithFigures(chunk);
  const whole = meaningOf(chunk);
  if (whole !== null) return [word(whole, chunk)];
  // « w500 », « dh2500 », « و500 », « ب2500 »
  const glued = /^(\p{L}{1,7})(\d[\d.,']*)$/u.exec(chunk);
  if (glued !== null) {
    const [, letters = "", figures = ""] = glued;
    const before = meaningOf(letters);
    if (before?.kind === "unit" || before?.kind === "and" || before?.kind === "link")
      return [word(before, letters), readFigures(figures)];
    if (/^[وبلف]$/u.test(letters)) return [readFigures(figures)];
    return [{ kind: "other", text: chunk }];
  }
  return unstuck(chunk) ?? [{ kind: "other", text: chunk }];
}

/** « 2500dh », « 2k », « 3alaf », « 2dh50 »; but « 3achra » and « 7dach » are words. */
function startingWithFigures(chunk: string): readonly Piece[] {
  const [, figures = "", tail = ""] = /^(\d+(?:[.,']\d+)*)(.*)$/u.exec(chunk) ?? [];
  if (tail === "") return [readFigures(chunk)];
  const whole = figures.length === 1 ? meaningOf(chunk) : null;
  if (whole !== null) return [word(whole, chunk)];
  if (/^k$/iu.test(tail)) return [readFigures(figures), word(thousand, tail)];
  if (/^m$/iu.test(tail)) return [readFigures(figures), word(million, tail)];
  const after = meaningOf(tail);
  if (after !== null) return [readFigures(figures), word(after, tail)];
  const [, unit = "", cents = ""] = /^(\p{L}+)(\d{1,2})$/u.exec(tail) ?? [];
  const meaning = unit === "" ? null : meaningOf(unit);
  if (meaning?.kind === "unit")
    return [readFigures(figures), word(meaning, unit), readFigures(cents)];
  return [{ kind: "other", text: chunk }];
}

const thousand: Meaning = { kind: "times", value: 1000 };
const million: Meaning = { kind: "times", value: 1_000_000 };

/** « وخمسمية », « بألف », "wkhamsin": the small word is written with the other. */
function unstuck(chunk: string): readonly Piece[] | null {
  const [, small = "", rest = ""] = /^(و|w|[بلف]|ال|بال)(\p{L}.*)$/u.exec(chunk) ?? [];
  if (rest === "") return null;
  const meaning = meaningOf(rest);
  if (meaning === null || meaning.kind === "and" || meaning.kind === "link") {
    // « وبخمسين », « وال...»
    const deeper = small === "و" && meaning === null ? unstuckOnce(rest) : null;
    return deeper === null ? null : [word({ kind: "and" }, small), deeper];
  }
  const piece = word(meaning, small === "و" || small === "w" ? rest : chunk);
  return small === "و" || small === "w" ? [word({ kind: "and" }, small), piece] : [piece];
}

function unstuckOnce(text: string): Piece | null {
  const [, , rest = ""] = /^([بلف]|ال)(\p{L}.*)$/u.exec(text) ?? [];
  const meaning = rest === "" ? null : meaningOf(rest);
  return meaning === null ? null : word(meaning, text);
}

function word(meaning: Meaning, text: string): Piece {
  return { kind: "word", meaning, text };
}

/**
 * The number that figures make. Groups of three stand after dots, commas or apostrophes; what follows
 * the last separator is decimals when it is one or two figures. A thousandth of a dirham does not
 * exist, so « 2.500 » and « 2,500 » are both two thousand five hundred.
 */
function readFigures(text: string): Piece {
  const muddle: Piece = { kind: "muddle", text };
  const parts = text.split(/[.,']/u);
  const marks = text.match(/[.,']/gu) ?? [];
  const [first = "", ...others] = parts;
  const last = others.at(-1);
  if (last === undefined) return first.length > 15 ? muddle : figures(Number(text), text);
  const decimals = last.length <= 2 || (first === "0" && others.length === 1);
  const mark = marks.at(-1);
  const groups = decimals ? others.slice(0, -1) : others;
  const between = decimals ? marks.slice(0, -1) : marks;
  if (decimals && mark === "'") return muddle;
  if (groups.some((group) => group.length !== 3) || new Set(between).size > 1) return muddle;
  if (groups.length > 0 && (first.length > 3 || first === "0")) return muddle;
  if (decimals && between.includes(mark ?? "")) return muddle;
  const whole = [first, ...groups].join("");
  if (whole.length > 15) return muddle;
  return figures(Number(decimals ? `${whole}.${last}` : whole), text);
}

function figures(value: number, text: string): Piece {
  return { kind: "figures", value, text };
}
