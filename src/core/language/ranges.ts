import type { Option } from "./choose.ts";
import { fold } from "./fold.ts";
import { bounds, measures, roundNumbers } from "./lexicon/counting.ts";
import { read, spellings, type Role, type Segment } from "./read.ts";

/** From and up to, both included: in months for ages, else in what is counted. */
interface Amount {
  readonly from: number;
  readonly to: number;
  /** What is counted; null for numbers alone. */
  readonly of: "age" | "people" | null;
  /** Whether more was said than a number, which may be a place in a list. */
  readonly told: boolean;
}

/**
 * The option whose range holds the amount said: "nous sommes 12" is "6 à 15".
 *
 * Null unless every option is a range and exactly one holds all that was said. A bare number that
 * is also a place in the list is left to the list.
 */
export function rangeSaid(options: readonly Option[], segments: readonly Segment[]): number | null {
  const spans = options.map(({ labels: [title = ""] }) => spanOnce(title));
  if (spans.length < 2 || spans.some((span) => span === null)) return null;
  const said = amountOf(segments, false);
  if (said === null) return null;
  if (!said.told && said.from <= options.length) return null;
  const aged = spans.some((span) => span?.of === "age");
  if (said.of !== null && aged !== (said.of === "age")) return null;
  const scale = aged && said.of === null ? monthsInYear : 1;
  const [index, ...others] = [...spans.keys()].filter((at) => {
    const span = spans[at];
    return span != null && span.from <= said.from * scale && said.to * scale <= span.to;
  });
  return others.length === 0 ? (index ?? null) : null;
}

const monthsInYear = 12;
/** Beyond are years of the calendar, prices and telephones. */
const most = 1500;

const known = new Map<string, Amount | null>();

function spanOnce(label: string): Amount | null {
  const before = known.get(label);
  if (before !== undefined) return before;
  if (known.size >= 2000) known.clear();
  const span = amountOf(read(fold(label), "fr") ?? [], true);
  known.set(label, span);
  return span;
}

/** Null for what is no amount, or may be another one than it seems. In a label, "an" alone is one. */
function amountOf(segments: readonly Segment[], label: boolean): Amount | null {
  const { below, beyond, orMore } = wordsOnce();
  const text = ` ${segments.flatMap((segment) => segment.words).join(" ")} `;
  const bounded = (phrases: readonly string[]) => phrases.some((one) => text.includes(one));
  const [under, over, andUp] = [bounded(below), bounded(beyond), bounded(orMore)];
  if (segments.length === 0 || segments.length > 14 || segments.some(hinders)) return null;
  const kinds = segments.map(measureOf);
  const counted = kinds.find((kind) => kind !== null) ?? null;
  const values = valuesOf(segments, kinds, label || under || over);
  const [one, two, ...more] = values;
  if (one === undefined || more.length > 0 || values.some((value) => value > most)) return null;
  const strangers = segments.filter(
    (s, at) => s.roles.size === 0 && kinds[at] === null && !isRound(s),
  );
  if (strangers.length > 2 || segments.some((s, at) => countsOther(s, segments[at + 1])))
    return null;
  const of = counted === null ? null : counted.endsWith("people") ? "people" : "age";
  const scale = of === "age" && !kinds.some((kind) => kind?.endsWith("months")) ? monthsInYear : 1;
  const told = of !== null || under || over || andUp || segments.some(tells);
  if (two !== undefined) return one < two ? { from: one * scale, to: two * scale, of, told } : null;
  const value = one * scale;
  if (andUp) return { from: value, to: Number.POSITIVE_INFINITY, of, told };
  if (over) return { from: value + 1, to: Number.POSITIVE_INFINITY, of, told };
  if (under) return { from: of === "age" ? 0 : 1, to: value - 1, of, told };
  return label ? null : { from: value, to: value, of, told };
}

/** "2 bureaux": what a number stands before is what it counts. */
function countsOther(segment: Segment, next: Segment | undefined): boolean {
  if (numberOf(segment) === null || next === undefined) return false;
  return next.roles.size === 0 && measureOf(next) === null && !isRound(next);
}

type Measure = keyof typeof measures;

function valuesOf(
  segments: readonly Segment[],
  kinds: readonly (Measure | null)[],
  alone: boolean,
): readonly number[] {
  const values: number[] = [];
  const isFirm = (segment: Segment) => segment.firm || isRound(segment);
  const firm = segments.some((segment) => isFirm(segment) && numberOf(segment) !== null);
  let after = false;
  for (const [at, segment] of segments.entries()) {
    const kind = kinds[at] ?? null;
    const value = numberOf(segment);
    // "20 wa7ed" and "une vingtaine" count twenty; "un an" and "عام" are one year.
    if (value !== null && (isFirm(segment) || !firm)) values.push(value);
    else if (kind?.startsWith("two") === true) values.push(2);
    else if (kind === "year" && !after && alone) values.push(1);
    after = value !== null;
  }
  return values;
}

function numberOf(segment: Segment): number | null {
  const [word = ""] = segment.words;
  if (/^\d+$/.test(word)) return Number(word);
  return wordsOnce().round.get(word) ?? (segment.roles.has("number") ? segment.value : null);
}

function isRound(segment: Segment): boolean {
  return wordsOnce().round.has(segment.words[0] ?? "");
}

function measureOf(segment: Segment): Measure | null {
  return wordsOnce().measures.get(segment.words.join(" ")) ?? null;
}

function tells(segment: Segment): boolean {
  return segment.roles.size === 0 || segment.roles.has("identity") || segment.roles.has("having");
}

const hindering: readonly Role[] = [
  "questions",
  "question-mark",
  "odd-number",
  "last",
  "naming",
  "dont-know",
  "units",
  "negators",
  "buts",
];

function hinders(segment: Segment): boolean {
  const text = segment.words.join(" ");
  if (isRound(segment) || measureOf(segment) !== null || wordsOnce().about.has(text)) return false;
  if (segment.roles.has("ordinal") && !segment.roles.has("number")) return true;
  if (segment.roles.has("carrying") || segment.roles.has("either")) return false;
  return hindering.some((role) => segment.roles.has(role));
}

interface Words {
  readonly round: ReadonlyMap<string, number>;
  readonly measures: ReadonlyMap<string, Measure>;
  readonly below: readonly string[];
  readonly beyond: readonly string[];
  readonly orMore: readonly string[];
  /** Words of bounds, and those that make a number only approximate. */
  readonly about: ReadonlySet<string>;
}

let built: Words | undefined;

function wordsOnce(): Words {
  built ??= buildWords();
  return built;
}

function buildWords(): Words {
  const joined = (line: string) => spellings(line).map((words) => words.join(" "));
  const spaced = (line: string) => joined(line).map((phrase) => ` ${phrase} `);
  const all = Object.values(bounds).flatMap(joined);
  return {
    round: new Map(
      Object.entries(roundNumbers).flatMap(([value, line]) =>
        joined(line).map((word) => [word, Number(value)] as const),
      ),
    ),
    measures: new Map(
      Object.entries(measures).flatMap(([kind, line]) =>
        // The names there are the measures: Object.entries forgets it.
        joined(line).map((word) => [word, kind as Measure] as const),
      ),
    ),
    below: spaced(bounds.below),
    beyond: spaced(bounds.beyond),
    orMore: spaced(bounds.orMore),
    about: new Set([...all, ...all.flatMap((phrase) => phrase.split(" "))]),
  };
}
