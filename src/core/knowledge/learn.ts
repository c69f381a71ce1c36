import { featuresOf, wordFeaturesOf, type Features } from "./features.ts";

/** One subject and the ways people speak of it. */
export interface Lesson {
  readonly subject: string;
  readonly texts: readonly string[];
  /** What is told about it, in each language. */
  readonly bodies: readonly string[];
}

/** How near a text is to a subject; both between 0 and 1. */
export interface Nearness {
  readonly subject: string;
  /** The cosine to the centre of the subject's texts. */
  readonly cosine: number;
  /** How probable the subject is among all, by the classifier. */
  readonly probability: number;
  /** How sure we may be: both together, and how much of the text was ever met before. */
  readonly confidence: number;
}

/** What was learned from lessons. Features are rows; a row lists the subjects it speaks for. */
export interface Learned {
  readonly subjects: readonly string[];
  /** Feature -> row. */
  readonly rows: ReadonlyMap<number, number>;
  /** How rare the feature of a row is. */
  readonly rarity: Float32Array;
  /** Where the entries of a row begin; one more than there are rows. */
  readonly starts: Uint32Array;
  /** The subject of an entry, its weight in the subject's centre, and in the classifier. */
  readonly owners: Uint16Array;
  readonly centres: Float32Array;
  readonly weights: Float32Array;
}

/** A text as a direction among the rows: sparse, of length one. */
interface Direction {
  readonly rows: Uint32Array;
  readonly values: Float32Array;
  /** The part of the text that is made of known features, between 0 and 1. */
  readonly known: number;
}

/** How the classifier is trained; found by cross-validation (`npm run eval:knowledge`). */
const training = { rounds: 8, rate: 4, sharpness: 12, rarity: 1.5, body: 4 } as const;

/**
 * Learns one centre a subject, and a classifier that starts from the centres and is corrected where
 * they confuse their neighbours (language facts § 2).
 *
 * The same lessons always give the same result.
 */
export function learn(lessons: readonly Lesson[]): Learned {
  const counted = lessons.map(({ texts }) => texts.map(featuresOf));
  const { rows, rarity } = countFeatures(counted);
  const directions = counted.map((texts) => texts.map((counts) => direct(counts, rows, rarity)));
  const centres = directions.map((texts, at) =>
    centreOf(
      texts,
      (lessons[at]?.bodies ?? []).map((body) => direct(wordFeaturesOf(body), rows, rarity)),
    ),
  );
  const layout = lay(centres, rows.size);
  const learned: Learned = {
    subjects: lessons.map(({ subject }) => subject),
    rows,
    rarity,
    ...layout,
    weights: layout.centres.slice(),
  };
  correct(learned, directions);
  return learned;
}

/** The subjects nearest to a text, the likeliest first; at most `most`. Empty for what says nothing. */
export function nearest(learned: Learned, text: string, most: number): readonly Nearness[] {
  const direction = direct(featuresOf(text), learned.rows, learned.rarity);
  if (direction.rows.length === 0) return [];
  const cosines = project(learned, learned.centres, direction);
  const probabilities = soften(project(learned, learned.weights, direction));
  const ranked = Array.from(cosines, (cosine, at) => ({
    at,
    cosine,
    probability: probabilities[at] ?? 0,
    score: cosine + 0.3 * Math.sqrt(probabilities[at] ?? 0),
  }));
  ranked.sort((one, other) => other.score - one.score || one.at - other.at);
  return ranked.slice(0, most).map(({ at, cosine, probability }) => ({
    subject: learned.subjects[at] ?? "",
    cosine,
    probability,
    confidence: cosine * Math.sqrt(probability) * direction.known,
  }));
}

/** Each feature gets a row, and a rarity by the number of subjects that use it. */
function countFeatures(counted: readonly (readonly Features[])[]) {
  const users = new Map<number, number>();
  for (const texts of counted) {
    const own = new Set(texts.flatMap((counts) => [...counts.keys()]));
    for (const feature of own) users.set(feature, (users.get(feature) ?? 0) + 1);
  }
  const rows = new Map<number, number>();
  const rarity = new Float32Array(users.size);
  for (const [feature, count] of users) {
    rarity[rows.size] =
      Math.max(0.01, Math.log((1 + counted.length) / (0.5 + count))) ** training.rarity;
    rows.set(feature, rows.size);
  }
  return { rows, rarity };
}

function direct(
  counts: Features,
  rows: ReadonlyMap<number, number>,
  rarity: Float32Array,
): Direction {
  const found: [row: number, value: number][] = [];
  let length = 0;
  let strange = 0;
  for (const [feature, count] of counts) {
    const row = rows.get(feature);
    if (row === undefined) {
      strange += 1;
      continue;
    }
    const value = (1 + Math.log(count)) * (rarity[row] ?? 0);
    length += value * value;
    found.push([row, value]);
  }
  const scale = length === 0 ? 0 : 1 / Math.sqrt(length);
  return {
    rows: Uint32Array.from(found, ([row]) => row),
    values: Float32Array.from(found, ([, value]) => value * scale),
    known: found.length / Math.max(1, found.length + strange),
  };
}

function centreOf(
  texts: readonly Direction[],
  bodies: readonly Direction[],
): ReadonlyMap<number, number> {
  const centre = new Map<number, number>();
  const add = ({ rows, values }: Direction, weight: number) => {
    for (const [at, row] of rows.entries())
      centre.set(row, (centre.get(row) ?? 0) + weight * (values[at] ?? 0));
  };
  for (const text of texts) add(text, 1);
  for (const body of bodies) add(body, training.body);
  const length = Math.sqrt([...centre.values()].reduce((sum, value) => sum + value * value, 0));
  for (const [row, value] of centre) centre.set(row, value / (length || 1));
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

function project(learned: Learned, weights: Float32Array, direction: Direction): Float32Array {
  const { starts, owners, subjects } = learned;
  const sums = new Float32Array(subjects.length);
  for (let at = 0; at < direction.rows.length; at += 1) {
    const row = direction.rows[at] ?? 0;
    const value = direction.values[at] ?? 0;
    const end = starts[row + 1] ?? 0;
    for (let entry = starts[row] ?? 0; entry < end; entry += 1) {
      const owner = owners[entry] ?? 0;
      sums[owner] = (sums[owner] ?? 0) + value * (weights[entry] ?? 0);
    }
  }
  return sums;
}

function soften(scores: Float32Array): Float32Array {
  let highest = -Infinity;
  for (const score of scores) highest = Math.max(highest, score);
  const powers = scores.map((score) => Math.exp(training.sharpness * (score - highest)));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** Softmax regression on the entries there are, text after text in a fixed order. */
function correct(learned: Learned, directions: readonly (readonly Direction[])[]): void {
  const { starts, owners, weights } = learned;
  const texts = directions.flatMap((all, subject) => all.map((one) => ({ one, subject })));
  for (let round = 0; round < training.rounds; round += 1) {
    const rate = training.rate / (training.sharpness * (1 + round));
    for (let turn = 0; turn < texts.length; turn += 1) {
      // A stride that meets every text once, never two of a subject in a row.
      const text = texts[(turn * stride(texts.length) + round) % texts.length];
      if (text === undefined) continue;
      const errors = soften(project(learned, weights, text.one)).map((p) => -p);
      errors[text.subject] = (errors[text.subject] ?? 0) + 1;
      for (let at = 0; at < text.one.rows.length; at += 1) {
        const row = text.one.rows[at] ?? 0;
        const step = rate * (text.one.values[at] ?? 0);
        const end = starts[row + 1] ?? 0;
        for (let entry = starts[row] ?? 0; entry < end; entry += 1)
          weights[entry] = (weights[entry] ?? 0) + step * (errors[owners[entry] ?? 0] ?? 0);
      }
    }
  }
}

/** About the golden section of the count, and prime to it. */
function stride(count: number): number {
  let step = Math.max(1, Math.round(count * 0.618));
  while (divisor(step, count) !== 1) step += 1;
  return step;
}

function divisor(one: number, other: number): number {
  return other === 0 ? one : divisor(other, one % other);
}
