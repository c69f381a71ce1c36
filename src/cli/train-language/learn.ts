import {
  lettersOnly,
  placesOf,
  told,
  wordsIn,
  type Script,
  type Told,
} from "../../core/language/letters.ts";
import { packRow, stepFor, type Letters, type LettersModel } from "../../core/language/likely.ts";
import type { Sample } from "./samples.ts";
import { variantsOf } from "./variants.ts";

/** Places in each table of weights: a power of two. The file holds one character a weight. */
const sizes: Readonly<Record<Script, number>> = { latin: 16_384, arabic: 32_768 };

/** Tried by cross-validation over our own sentences; more rounds gain nothing. */
const rounds = 5;
const rate = 0.3;
/** 0 takes languages as often as they come, 1 gives all the same say. */
const balance = 0.3;

/** What the sentences teach. The same sentences, in any order, give the same model. */
export function learn(samples: readonly Sample[]): LettersModel {
  const sorted = samples.toSorted((one, other) =>
    compare(`${one.source}\n${one.text}`, `${other.source}\n${other.text}`),
  );
  return { latin: learnScript(sorted, "latin"), arabic: learnScript(sorted, "arabic") };
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

interface Lesson {
  readonly places: Uint32Array;
  /** Which of the languages it is, by its place in the list. */
  readonly answer: number;
}

/** Logistic regression over runs of letters, by gradient steps that shrink where much was learned. */
function learnScript(samples: readonly Sample[], script: Script): Letters {
  const kinds: readonly Told[] = told[script];
  const size = sizes[script];
  const lessons = samples
    .filter(({ language }) => kinds.includes(language))
    .flatMap((sample) => lessonsOf(sample, script, kinds.indexOf(sample.language)));
  const says = sayOf(lessons, kinds.length);
  const rows = kinds.map(() => new Float64Array(size));
  const squares = kinds.map(() => new Float64Array(size).fill(0.01));
  for (const { places, answer } of inTurn(lessons)) {
    const value = 1 / Math.sqrt(places.length);
    const chances = chancesOf(rows.map((row) => sumOf(row, places) * value));
    for (const [kind, chance] of chances.entries()) {
      const error = ((kind === answer ? 1 : 0) - chance) * (says[answer] ?? 1);
      const [row, square] = [rows[kind], squares[kind]];
      if (row === undefined || square === undefined || Math.abs(error) < 0.001) continue;
      const slope = error * value;
      for (const place of places) {
        const sum = (square[place] ?? 0) + slope * slope;
        square[place] = sum;
        row[place] = (row[place] ?? 0) + (rate * slope) / Math.sqrt(sum);
      }
    }
  }
  const step = stepFor(Math.max(...rows.map(greatestIn)));
  return {
    step,
    rows: Object.fromEntries(kinds.map((kind, at) => [kind, packRow(rows[at] ?? [], step)])),
  };

  function lessonsOf(sample: Sample, of: Script, answer: number): readonly Lesson[] {
    return [sample.text, ...variantsOf(sample)]
      .map((text) => ({ places: placesOf(wordsIn(lettersOnly(text), of), size), answer }))
      .filter(({ places }) => places.length > 0);
  }
}

/** How much one lesson of each language says. */
function sayOf(lessons: readonly Lesson[], kinds: number): readonly number[] {
  const counts = Array.from(
    { length: kinds },
    (_, kind) => lessons.filter(({ answer }) => answer === kind).length,
  );
  const most = Math.max(...counts);
  return counts.map((count) => (most / Math.max(1, count)) ** balance);
}

/** All lessons several times over, those of one file far apart: by steps of the golden section. */
function* inTurn(lessons: readonly Lesson[]): Generator<Lesson> {
  let stride = Math.max(1, Math.round(lessons.length * 0.618));
  while (divisor(stride, lessons.length) > 1) stride += 1;
  for (let turn = 1; turn <= rounds * lessons.length; turn += 1) {
    const lesson = lessons[(turn * stride) % lessons.length];
    if (lesson !== undefined) yield lesson;
  }
}

function divisor(one: number, other: number): number {
  return other === 0 ? one : divisor(other, one % other);
}

function sumOf(row: Float64Array, places: Uint32Array): number {
  let sum = 0;
  for (const place of places) sum += row[place] ?? 0;
  return sum;
}

function chancesOf(weights: readonly number[]): readonly number[] {
  const top = Math.max(...weights);
  const powers = weights.map((weight) => Math.exp(weight - top));
  const all = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / all);
}

function greatestIn(row: Float64Array): number {
  return row.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
}
