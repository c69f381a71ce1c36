import { featuresOf, messageWords, wordFeaturesOf, type Features, type Met } from "./features.ts";
import { leaning, learnLock, type Lock, type LockSamples } from "./legal-lock.ts";
import { strideOf } from "./stride.ts";
import { direct, gather, rowOf, type Direction, type Vocabulary } from "./vocabulary.ts";

/** One subject and the ways people speak of it. */
export interface Lesson {
  readonly subject: string;
  readonly texts: readonly string[];
  /** What is told about it, in each language. */
  readonly bodies: readonly string[];
}

/** How near a text is to a subject; all between 0 and 1. */
export interface Nearness {
  readonly subject: string;
  /** The cosine to the centre of the subject's texts. */
  readonly cosine: number;
  /** How probable the subject is among all, by the classifier. */
  readonly probability: number;
}

/** What a text looks like, beside what was learned. */
export interface Look {
  /** Every subject that was asked for, the likeliest first; empty for what says nothing. */
  readonly near: readonly Nearness[];
  /** The part of the text that was ever met before. */
  readonly known: number;
  readonly words: number;
  /** How much it leans towards asking the public for money: above 0 it does. */
  readonly lock: number;
}

/** What was learned from lessons. Features are rows; a row lists the subjects it speaks for. */
export interface Learned extends Vocabulary {
  readonly subjects: readonly string[];
  /** Where the entries of a row begin; one more than there are rows. */
  readonly starts: Uint32Array;
  /** The subject of an entry, its weight in the subject's centre, and in the classifier. */
  readonly owners: Uint16Array;
  readonly centres: Float32Array;
  readonly weights: Float32Array;
  readonly lock: Lock;
}

/** How the classifier is trained; found by cross-validation (`npm run eval:knowledge`). */
const training = { rounds: 5, rate: 8, sharpness: 12, body: 4 } as const;
/** What the probability weighs beside the cosine. */
const mix = 2;

/**
 * Learns one centre a subject, and a classifier that starts from the centres and is corrected where
 * they confuse their neighbours (language facts § 2); and beside it the legal lock.
 *
 * The same lessons always give the same result.
 */
export function learn(
  lessons: readonly Lesson[],
  samples: LockSamples = { appeal: [], fair: [] },
): Learned {
  const met: Met = new Map();
  const counted = lessons.map(({ texts }) => texts.map((text) => featuresOf(text, met)));
  const ofLock = [...samples.appeal, ...samples.fair].map((text) => featuresOf(text, met));
  const vocabulary = gather(counted, ofLock);
  const rows = new Map(Array.from(vocabulary.features, (feature, row) => [feature, row] as const));
  const find = (feature: number) => rows.get(feature) ?? -1;
  const turn = (counts: Features) => direct(counts, vocabulary.rarity, find);
  const directions = counted.map((texts) => texts.map(turn));
  const centres = directions.map((texts, at) =>
    centreOf(
      texts,
      (lessons[at]?.bodies ?? []).map((body) => turn(wordFeaturesOf(body))),
    ),
  );
  const layout = lay(centres, rows.size);
  const learned: Learned = {
    ...vocabulary,
    subjects: lessons.map(({ subject }) => subject),
    ...layout,
    weights: layout.centres.slice(),
    lock: learnLock(
      rows.size,
      find,
      { ...samples, fair: [...samples.fair, ...lessons.flatMap(({ texts }) => texts)] },
      met,
    ),
  };
  correct(learned, directions);
  for (const values of [learned.rarity, learned.centres, learned.weights, learned.lock.rows])
    shorten(values);
  return learned;
}

/** What a text looks like: at most `most` subjects. A few milliseconds at worst. */
export function look(learned: Learned, text: string, most: number): Look {
  const counts = featuresOf(text);
  const find = (feature: number) => rowOf(learned.features, feature);
  const direction = direct(counts, learned.rarity, find);
  const near = direction.rows.length === 0 ? [] : rank(learned, direction, most);
  return {
    near,
    known: direction.known,
    words: messageWords(text).length,
    lock: leaning(learned.lock, text, counts, find),
  };
}

function rank(learned: Learned, direction: Direction, most: number): readonly Nearness[] {
  const cosines = project(learned, learned.centres, direction);
  const probabilities = soften(project(learned, learned.weights, direction));
  const ranked = Array.from(cosines, (cosine, at) => ({
    at,
    cosine,
    probability: probabilities[at] ?? 0,
    score: cosine + mix * Math.sqrt(probabilities[at] ?? 0),
  }));
  ranked.sort((one, other) => other.score - one.score || one.at - other.at);
  return ranked.slice(0, most).map(({ at, cosine, probability }) => ({
    subject: learned.subjects[at] ?? "",
    cosine,
    probability,
  }));
}

function centreOf(
  texts: readonly Direction[],
  bodies: readonly Direction[],
): ReadonlyMap<number, number> {
  const centre = new Map<number, number>();
  const add = ({ rows, values }: Direction, weight: number) => {
    for (let at = 0; at < rows.length; at += 1) {
      const row = rows[at] ?? 0;
      centre.set(row, (centre.get(row) ?? 0) + weight * (values[at] ?? 0));
    }
  };
  for (const text of texts) add(text, 1);
  for (const body of bodies) add(body, training.body);
  let length = 0;
  for (const value of centre.values()) length += value * value;
  for (const [row, value] of centre) centre.set(row, value / (Math.sqrt(length) || 1));
  return centre;
}

/** The centres by row instead of by subject, so that a text touches only what it speaks of. */
function lay(centres: readonly ReadonlyMap<number, number>[], rows: number) {
  const starts = new Uint32Array(rows + 1);
  for (const centre of centres)
    for (const row of centre.keys()) starts[row + 1] = (starts[row + 1] ?? 0) + 1;
  for (let row = 0; row < rows; row += 1)
    starts[row + 1] = (starts[row + 1] ?? 0) + (starts[row] ?? 0);
  const next = starts.slice();
  const owners = new Uint16Array(starts[rows] ?? 0);
  const weights = new Float32Array(owners.length);
  for (const [owner, centre] of centres.entries()) {
    for (const [row, value] of centre) {
      const at = next[row] ?? 0;
      owners[at] = owner;
      weights[at] = value;
      next[row] = at + 1;
    }
  }
  return { starts, owners, centres: weights };
}

function project(learned: Learned, weights: Float32Array, direction: Direction): Float64Array {
  const { starts, owners, subjects } = learned;
  const { rows, values } = direction;
  const sums = new Float64Array(subjects.length);
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at] ?? 0;
    const value = values[at] ?? 0;
    const end = starts[row + 1] ?? 0;
    for (let entry = starts[row] ?? 0; entry < end; entry += 1) {
      const owner = owners[entry] ?? 0;
      sums[owner] = (sums[owner] ?? 0) + value * (weights[entry] ?? 0);
    }
  }
  return sums;
}

/** Scores become probabilities, in place. */
function soften(scores: Float64Array): Float64Array {
  let highest = -Infinity;
  for (const score of scores) highest = Math.max(highest, score);
  let sum = 0;
  for (let at = 0; at < scores.length; at += 1) {
    const power = Math.exp(training.sharpness * ((scores[at] ?? 0) - highest));
    scores[at] = power;
    sum += power;
  }
  for (let at = 0; at < scores.length; at += 1) scores[at] = (scores[at] ?? 0) / sum;
  return scores;
}

/** Softmax regression on the entries there are, text after text in a fixed order. */
function correct(learned: Learned, directions: readonly (readonly Direction[])[]): void {
  const { starts, owners, weights } = learned;
  const texts = directions.flatMap((all, subject) => all.map((one) => ({ one, subject })));
  const step = strideOf(texts.length);
  // What is nearly right already teaches nothing more: it is left in peace for two rounds.
  const peace = new Uint8Array(texts.length);
  for (let round = 0; round < training.rounds; round += 1) {
    const rate = training.rate / (training.sharpness * (1 + round));
    for (let turn = 0; turn < texts.length; turn += 1) {
      // A stride that meets every text once, never two of a subject in a row.
      const place = (turn * step + round) % texts.length;
      const text = texts[place];
      if (text === undefined) continue;
      const left = peace[place] ?? 0;
      if (left > 0) {
        peace[place] = left - 1;
        continue;
      }
      const { rows, values } = text.one;
      const errors = soften(project(learned, weights, text.one));
      if ((errors[text.subject] ?? 0) > 0.97) {
        peace[place] = 2;
        continue;
      }
      errors[text.subject] = (errors[text.subject] ?? 0) - 1;
      for (let at = 0; at < rows.length; at += 1) {
        const row = rows[at] ?? 0;
        const push = rate * (values[at] ?? 0);
        const end = starts[row + 1] ?? 0;
        for (let entry = starts[row] ?? 0; entry < end; entry += 1)
          weights[entry] = (weights[entry] ?? 0) - push * (errors[owners[entry] ?? 0] ?? 0);
      }
    }
  }
}

/** What is kept is what is packed: the upper half of every number is plenty. */
function shorten(values: Float32Array): void {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  // Rounded to the nearest; no weight is near enough to infinity to overflow.
  for (let at = 0; at < bits.length; at += 1) bits[at] = ((bits[at] ?? 0) + 0x8000) & 0xffff0000;
}
