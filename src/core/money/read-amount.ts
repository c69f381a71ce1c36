import type { Language } from "../language/languages.ts";
import type { AmountSaid, Unit } from "./amount.ts";
import { centimes, mostCentimes } from "./centimes.ts";
import { numberAt, type NumberSaid } from "./number-at.ts";
import { cut, type Piece } from "./pieces.ts";
import type { Meaning } from "./words.ts";

/**
 * The amount of money in a text, in any of the five languages, in figures, in words or in both.
 *
 * `language` settles only what two languages read differently: "50 cents" in English, « ou » in Darija.
 * Where several amounts are named, the only one with a currency is meant. Reads the first 300
 * characters; never throws.
 */
export function readAmount(text: string, language: Language): AmountSaid | null {
  const pieces = cut(text);
  const found = amountsIn(pieces, language);
  const [only, ...others] = chosen(found, pieces.length);
  if (only === undefined) return nothingIn(pieces);
  if (others.length > 0) return severalOf(pieces, [only, ...others]);
  if (only.negative) return { kind: "refused", why: "negative" };
  if (only.foreign) return { kind: "refused", why: "currency" };
  if (only.readings.length !== 1 || only.doubtful) return unclear(only.readings);
  const [value = 0] = only.readings;
  if (value > mostCentimes) return { kind: "refused", why: "too-much" };
  const amount = centimes(value);
  if (amount === null) return unclear([]);
  const { unit } = only;
  const confirm = unit === "ryal" || unit === "frank";
  return { kind: "amount", centimes: amount, unit, confirm, rest: restOf(pieces, only) };
}

/** An amount among the pieces; `readings` in centimes. */
interface Found {
  readonly from: number;
  readonly to: number;
  readonly readings: readonly number[];
  readonly unit: Unit;
  readonly negative: boolean;
  readonly foreign: boolean;
  readonly doubtful: boolean;
  /** « un » alone may be an article. */
  readonly article: boolean;
}

function amountsIn(pieces: readonly Piece[], language: Language): readonly Found[] {
  const found: Found[] = [];
  let at = 0;
  while (at < pieces.length) {
    const amount = amountAt(pieces, at, language);
    if (amount !== null) found.push(amount);
    at = amount === null ? at + 1 : amount.to;
  }
  return found.filter(({ from, to }) => !counts(pieces, from, to));
}

/** « 3 mois », « 20 % »: a number of other things. */
function counts(pieces: readonly Piece[], from: number, to: number): boolean {
  const after = pieces[isWord(pieces[to], "link") ? to + 1 : to];
  if (pieces[to]?.kind === "percent") return true;
  if (!isWord(after, "counted")) return false;
  // « 500 dh par an » has its currency; so has whatever ends with one.
  const last = pieces[to - 1];
  return !(isWord(last, "unit") || isWord(pieces[from], "unit"));
}

function chosen(found: readonly Found[], pieces: number): readonly Found[] {
  const strong = found.filter(({ article }) => !article);
  // « une » among other words counts nothing.
  const likely = strong.length > 0 || pieces > 1 ? strong : found;
  const named = likely.filter(({ unit, foreign }) => unit !== "none" || foreign);
  return named.length === 1 ? named : likely;
}

function nothingIn(pieces: readonly Piece[]): AmountSaid | null {
  if (pieces.some(({ kind }) => kind === "muddle")) return unclear([]);
  const none = pieces.length <= 3 && isWord(pieces[0], "nothing");
  return none ? amountOfNothing : null;
}

const amountOfNothing: AmountSaid = {
  kind: "amount",
  centimes: centimes(0)!,
  unit: "none",
  confirm: false,
  rest: "",
};

/** « 3 x 500 » is offered multiplied, « 1000 w 500 » together. */
function severalOf(pieces: readonly Piece[], found: readonly Found[]): AmountSaid {
  const first = found[0];
  const second = found[1];
  const values = found.flatMap(({ readings }) => readings);
  const [one = 0] = first?.readings ?? [];
  const [other = 0] = second?.readings ?? [];
  if (new Set(values).size === 1 && found.every(({ negative, foreign }) => !negative && !foreign)) {
    const same = centimes(one);
    if (same !== null)
      return {
        kind: "amount",
        centimes: same,
        unit: first?.unit ?? "none",
        confirm: false,
        rest: "",
      };
  }
  if (first !== undefined && second !== undefined && found.length === 2) {
    const between = pieces.slice(first.to, second.from);
    if (between.some((piece) => isWord(piece, "fold")))
      return unclear([(one * other) / 100, other]);
    const [joint] = between;
    if (between.length === 1 && isWord(joint, "and") && !/^(?:et|and)$/iu.test(joint?.text ?? ""))
      return unclear([one + other, one, other]);
  }
  return unclear(values);
}

function unclear(values: readonly number[]): AmountSaid {
  const readings = [...new Set(values)].flatMap((value) => centimes(value) ?? []).slice(0, 3);
  return { kind: "unclear", readings };
}

function amountAt(pieces: readonly Piece[], from: number, language: Language): Found | null {
  const before = pieces[from];
  const negative = before?.kind === "minus" || isWord(before, "negative");
  const start = negative ? from + 1 : from;
  const prefix = isWord(pieces[start], "unit") && !isTwo(pieces[start]);
  const darija = language === "ary-Latn" || language === "ary";
  const said = numberAt(pieces, prefix ? start + 1 : start, darija);
  if (said === null) return two(pieces, start, from, negative);
  const cents = language === "en" ? centsBefore(pieces, said, start) : null;
  if (cents !== null) return cents;
  const unitAt = isWord(pieces[said.next], "link") ? said.next + 1 : said.next;
  const after = unitOf(pieces[unitAt]);
  const own = prefix ? unitOf(pieces[start]) : null;
  const unit = after ?? own;
  const to = after === null ? said.next : unitAt + 1;
  const plain = { from, negative, article: said.as === "article" && unit === null };
  if (isWord(pieces[to], "foreign") || isWord(pieces[from - 1], "foreign")) {
    return { ...plain, to: to + 1, readings: [], unit: "none", foreign: true, doubtful: false };
  }
  const end = unit === "dirham" ? remainderAt(pieces, to, said, darija) : null;
  return {
    ...plain,
    to: end?.to ?? to,
    readings: end?.readings ?? readingsOf(said, unit, language),
    unit: unit === null ? "none" : unit === "centime" ? "dirham" : unit,
    foreign: false,
    doubtful: said.doubtful,
  };
}

type UnitSaid = Extract<Meaning, { kind: "unit" }>["unit"];

const worth: Readonly<Record<UnitSaid, number>> = { dirham: 100, ryal: 5, frank: 1, centime: 1 };

function unitOf(piece: Piece | undefined): UnitSaid | null {
  if (piece?.kind !== "word" || piece.meaning.kind !== "unit") return null;
  return piece.meaning.count === undefined ? piece.meaning.unit : null;
}

function isTwo(piece: Piece | undefined): boolean {
  return (
    piece?.kind === "word" && piece.meaning.kind === "unit" && piece.meaning.count !== undefined
  );
}

/** « درهمين »: the number is in the unit. */
function two(pieces: readonly Piece[], at: number, from: number, negative: boolean): Found | null {
  const piece = pieces[at];
  if (piece?.kind !== "word" || piece.meaning.kind !== "unit") return null;
  const { count, unit } = piece.meaning;
  if (count === undefined) return null;
  return {
    from,
    to: at + 1,
    readings: [whole(count * worth[unit])],
    unit: unit === "centime" ? "dirham" : unit,
    negative,
    foreign: false,
    doubtful: false,
    article: false,
  };
}

/** "50 cents": our words count them as hundreds. */
function centsBefore(pieces: readonly Piece[], said: NumberSaid, start: number): Found | null {
  const last = pieces[said.next - 1];
  if (last?.text.toLowerCase() !== "cents" && last?.text.toLowerCase() !== "cent") return null;
  const bare = said.value / 100;
  if (!Number.isInteger(bare) || bare >= 100) return null;
  return {
    from: start,
    to: said.next,
    readings: [bare],
    unit: "dirham",
    negative: false,
    foreign: false,
    doubtful: false,
    article: false,
  };
}

/**
 * A million without its currency is a million centimes for many and a million dirhams for others:
 * both are offered.
 */
function readingsOf(
  said: NumberSaid,
  unit: UnitSaid | null,
  language: Language,
): readonly number[] {
  const value = whole(said.value * worth[unit ?? "dirham"]);
  if (unit !== null || !said.million) return [value];
  const small = whole(said.value);
  return language === "en" ? [value, small] : [small, value];
}

interface Remainder {
  readonly to: number;
  readonly readings: readonly number[];
}

/** What follows the dirhams: « 2 dh 50 », « 5 drahem w nss », « خمسة آلاف درهم وعشرين ». */
function remainderAt(
  pieces: readonly Piece[],
  from: number,
  said: NumberSaid,
  darija: boolean,
): Remainder | null {
  const joined = isWord(pieces[from], "and") || (darija && isWord(pieces[from], "ou"));
  const at = joined ? from + 1 : from;
  const dirhams = whole(said.value * 100);
  if (joined && isWord(pieces[at], "half")) return { to: at + 1, readings: [dirhams + 50] };
  const more = numberAt(pieces, at, darija);
  if (more === null || more.million || !Number.isInteger(more.value) || more.as === "article")
    return null;
  const unit = unitOf(pieces[more.next]);
  if (unit === "centime" || unit === "frank")
    return more.value < 100 ? { to: more.next + 1, readings: [dirhams + more.value] } : null;
  if (unit !== null || counts(pieces, at, more.next)) return null;
  const round = said.value > 0 ? zeros(said.value) : 1;
  const together = dirhams + more.value * 100;
  if (more.value < 100) {
    const cents = dirhams + more.value;
    if (!joined || round < 100) return { to: more.next, readings: [cents] };
    // Nobody counts centimes beside thousands; beside hundreds nobody can tell.
    return { to: more.next, readings: round >= 1000 ? [together] : [together, cents] };
  }
  if (more.value < 1000 && round >= 1000)
    return { to: more.next, readings: joined ? [together] : [together, dirhams] };
  return null;
}

/** The largest of 1, 100, 1000 that divides a number of dirhams. */
function zeros(value: number): number {
  return [1000, 100].find((one) => value % one === 0) ?? 1;
}

/** To whole centimes, unless something finer was said. */
function whole(value: number): number {
  const rounded = Math.round(value);
  return Math.abs(value - rounded) < 1e-4 ? rounded : value;
}

function restOf(pieces: readonly Piece[], { from, to }: Found): string {
  const rest = [...pieces.slice(0, from), ...pieces.slice(to)];
  return rest
    .map(({ text }) => text)
    .filter((text) => text !== "\u260E")
    .join(" ");
}

function isWord(piece: Piece | undefined, kind: Meaning["kind"]): boolean {
  return piece?.kind === "word" && piece.meaning.kind === kind;
}
