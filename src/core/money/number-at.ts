import type { Piece } from "./pieces.ts";
import type { Meaning } from "./words.ts";

/** A number as it was said, from one piece to another. */
export interface NumberSaid {
  readonly value: number;
  /** The piece after it. */
  readonly next: number;
  /** With « million » in it, by which many mean a million centimes. */
  readonly million: boolean;
  /** It could also be put together in another way. */
  readonly doubtful: boolean;
  /** In figures alone, or « un » alone, which may be an article. */
  readonly as: "figures" | "article" | "words";
}

type NumberWord = Extract<Meaning, { kind: "number" }>;

/** A number being put together: thousands and above, then what stands below a thousand. */
interface Building {
  readonly total: number;
  /** Below the last thousand; null when nothing was said there. */
  readonly current: number | null;
  /** `current` was figures, which nothing is added to. */
  readonly figures: boolean;
  /** What the last « hundred », « thousand » or « million » was worth; 0 before. */
  readonly step: number;
  /** What comes next is below this. */
  readonly below: number;
  readonly million: boolean;
  readonly doubtful: boolean;
  readonly last: NumberWord["script"] | "figures" | null;
}

const blank: Building = {
  total: 0,
  current: null,
  figures: false,
  step: 0,
  below: Infinity,
  million: false,
  doubtful: false,
  last: null,
};

/** The longest number that begins at a piece; null when none does. `darija`: « ou » adds. */
export function numberAt(
  pieces: readonly Piece[],
  from: number,
  darija: boolean,
): NumberSaid | null {
  let building = blank;
  let next = from;
  let article = false;
  let at = from;
  while (at < pieces.length) {
    const step = stepAt(pieces, at, building, at === from, darija);
    if (step === null) break;
    if (at === from && step.article) article = true;
    building = step.building;
    at = step.next;
    next = at;
  }
  if (next === from) return null;
  const value = building.total + (building.current ?? 0);
  const { million, doubtful } = building;
  const single = next === from + 1;
  const as = single && building.figures ? "figures" : single && article ? "article" : "words";
  return { value, next, million, doubtful, as };
}

interface Step {
  readonly building: Building;
  readonly next: number;
  readonly article: boolean;
}

/** What is added to the number at a piece; null when it is complete before. */
function stepAt(
  pieces: readonly Piece[],
  from: number,
  building: Building,
  first: boolean,
  darija: boolean,
): Step | null {
  let at = from;
  let joined = false;
  if (!first && adds(pieces[at], pieces[at + 1], building, darija)) {
    joined = true;
    at += 1;
  }
  // « a thousand », "two and a half thousand", "half a million"
  if (
    (first || joined || building.current === 0.5) &&
    isWord(pieces[at], "article") &&
    multiplies(pieces[at + 1])
  )
    at += 1;
  // « tnach l alf »
  if (!first && !joined && isWord(pieces[at], "link") && isThousand(pieces[at + 1])) at += 1;
  const piece = pieces[at];
  const grown = piece === undefined ? null : grow(building, piece, pieces[at + 1], joined);
  if (grown === null) return null;
  const meaning = piece?.kind === "word" ? piece.meaning : null;
  const article = meaning?.kind === "number" && meaning.alone === true;
  return { building: grown, next: at + 1, article };
}

/** « ou » adds among words of Darija, and for whoever speaks it. */
function adds(
  piece: Piece | undefined,
  after: Piece | undefined,
  { last }: Building,
  darija: boolean,
): boolean {
  if (isWord(piece, "and")) return true;
  if (!isWord(piece, "ou") || last === "fr") return false;
  const next = after?.kind === "word" && after.meaning.kind === "number" ? after.meaning : null;
  return darija || last === "arabizi" || next?.script === "arabizi";
}

function multiplies(piece: Piece | undefined): boolean {
  return isWord(piece, "half") || isWord(piece, "times");
}

function isThousand(piece: Piece | undefined): boolean {
  return piece?.kind === "word" && piece.meaning.kind === "times" && piece.meaning.value >= 1000;
}

function isWord(piece: Piece | undefined, kind: Meaning["kind"]): boolean {
  return piece?.kind === "word" && piece.meaning.kind === kind;
}

function grow(
  building: Building,
  piece: Piece,
  after: Piece | undefined,
  joined: boolean,
): Building | null {
  if (piece.kind === "figures") return withFigures(building, piece.value);
  if (piece.kind !== "word") return null;
  const { meaning } = piece;
  switch (meaning.kind) {
    case "number":
      return withNumber(building, meaning, joined);
    case "bound":
      if (after?.kind !== "word" || after.meaning.kind !== "times") return null;
      return withNumber(
        building,
        { kind: "number", value: meaning.value, script: "arabizi" },
        joined,
      );
    case "times":
      return meaning.value === 100
        ? withHundred(building, joined)
        : withThousand(building, meaning.value, joined);
    case "whole":
      return withWhole(building, meaning.value, meaning.step);
    case "dual-or-times":
      return building.current === null
        ? withWhole(building, 2 * meaning.step, meaning.step)
        : withThousand(building, meaning.step, joined);
    case "half":
      return withHalf(building, after, joined);
    case "quarter":
      return joined ? { ...building, doubtful: true } : null;
    case "and":
    case "or":
    case "ou":
    case "link":
    case "article":
    case "negative":
    case "counted":
    case "foreign":
    case "nothing":
    case "fold":
    case "unit":
      return null;
  }
}

/** « 2 mille 500 », « 3 mya 50 »; figures after figures are another number. */
function withFigures(building: Building, value: number): Building | null {
  if (building.current === null) {
    if (value >= building.below) return null;
    return { ...building, current: value, figures: true, last: "figures" };
  }
  const fits = !building.figures && building.current % 100 === 0 && value > 0 && value < 100;
  return fits ? { ...building, current: building.current + value, figures: true } : null;
}

function withNumber(building: Building, word: NumberWord, joined: boolean): Building | null {
  const { current } = building;
  const { value, script } = word;
  if (current === null) {
    if (value >= building.below) return null;
    return { ...building, current: value, last: script };
  }
  const sum = building.figures ? null : combined(current, value, joined, script);
  return sum === null ? null : { ...building, current: sum, last: script };
}

/** Two numbers below a thousand said one after the other, where they make one. */
function combined(
  current: number,
  value: number,
  joined: boolean,
  script: NumberWord["script"],
): number | null {
  if (!Number.isInteger(current) || value >= 100 || value === 0) return null;
  const low = current % 100;
  const tens = value >= 20 && value % 10 === 0;
  if (low === 0) return current >= 100 ? current + value : null;
  if (low === 4 && value === 20 && !joined && script === "fr") return current - 4 + 80;
  if (low >= 20 && low % 10 === 0 && value < 10) return current + value;
  if ((low === 60 || low === 80) && value < 20) return current + value;
  if ((low === 10 || low === 70 || low === 90) && value >= 7 && value <= 9 && script === "fr")
    return joined ? null : current + value;
  if (low < 10 && tens && joined) return current + value;
  if (low < 10 && value === 10 && !joined && script === "arabic") return current + value;
  return null;
}

function withHundred(building: Building, joined: boolean): Building | null {
  const { current, below } = building;
  if (below <= 100 || current === 0) return null;
  if (current !== null && (current >= 100 || (!Number.isInteger(current) && !building.figures)))
    return null;
  return {
    ...building,
    current: (current ?? 1) * 100,
    figures: false,
    step: 100,
    doubtful: building.doubtful || (joined && current !== null),
  };
}

function withThousand(building: Building, step: number, joined: boolean): Building | null {
  const { current, total, below } = building;
  if (step >= below || current === 0) return null;
  if (current === null && total > 0 && !joined) return null;
  return {
    ...building,
    total: total + (current ?? 1) * step,
    current: null,
    figures: false,
    step,
    below: step,
    million: building.million || step >= 1_000_000,
    doubtful: building.doubtful || (joined && current !== null && Number.isInteger(current)),
  };
}

function withWhole(building: Building, value: number, step: number): Building | null {
  if (building.current !== null || step >= building.below) return null;
  const million = building.million || step >= 1_000_000;
  return { ...building, total: building.total + value, step, below: step, million };
}

/** « deux mille et demi », "two and a half thousand", « نصف مليون », « mya w nss ». */
function withHalf(building: Building, after: Piece | undefined, joined: boolean): Building | null {
  const { current, step, total } = building;
  const timesNext = isWord(after, "times") || isWord(after, "article");
  if (current === null && total === 0) return timesNext ? { ...building, current: 0.5 } : null;
  if (!joined) return null;
  if (current === null) return { ...building, total: total + step / 2, below: 0 };
  if (step === 100 && current % 100 === 0) return { ...building, current: current + 50 };
  return Number.isInteger(current) ? { ...building, current: current + 0.5 } : null;
}
