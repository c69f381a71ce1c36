import { fold, wordsOf } from "../language/fold.ts";
import { featuresOf, type Features, type Met } from "./features.ts";
import { moneyIdeas } from "./money-words.ts";
import { strideOf } from "./stride.ts";

/**
 * Texts that ask for an appeal for money from the public to be written, launched or spread, and
 * texts about money that are free: the law, getting ready, grants, sales, fees, thanks (brief § 2.9).
 */
export interface LockSamples {
  readonly appeal: readonly string[];
  readonly fair: readonly string[];
}

/** How far each feature, by its row, and each idea leans towards asking the public for money. */
export interface Lock {
  readonly rows: Float32Array;
  /** By the ideas of `ideasOf`; the last value is the bias. */
  readonly ideas: Float32Array;
}

const training = { rounds: 10, ideas: 0.1, rows: 1, heavy: 5, enough: 0.1, doubt: -4 } as const;

/** Rather the law once too often than an appeal: so much is added to every text. */
const careful = 0.5;

/** Logistic regression on what a text is made of, and on the ideas in it, alone and in pairs. */
export function learnLock(
  rows: number,
  find: (feature: number) => number,
  { appeal, fair }: LockSamples,
  met: Met,
): Lock {
  const lock = { rows: new Float32Array(rows), ideas: new Float32Array(ideaCount + 1) };
  const read = (wanted: number) => (text: string) => ({ text, ideas: ideasOf(text), wanted });
  const samples = [...appeal.map(read(1)), ...fair.map(read(0))];
  // The ideas first, which hold for words never met; then what the words themselves add, where the
  // ideas leave a doubt.
  train(samples, (sample) => {
    const error = sample.wanted - likely(ideaSum(lock, sample.ideas));
    if (Math.abs(error) < training.enough) return;
    const push = training.ideas * error * (sample.wanted === 1 ? training.heavy : 1);
    return (rate) => {
      for (const idea of sample.ideas) lock.ideas[idea] = (lock.ideas[idea] ?? 0) + rate * push;
    };
  });
  const doubtful = samples
    .map((sample) => ({ ...sample, sum: ideaSum(lock, sample.ideas) }))
    .filter(({ wanted, sum }) => wanted === 1 || sum > training.doubt)
    .map((sample) => ({ ...sample, ...rowsOf(featuresOf(sample.text, met), find) }));
  train(doubtful, (sample) => {
    const error = sample.wanted - likely(sample.sum + rowSum(lock, sample));
    if (Math.abs(error) < training.enough) return;
    const push = training.rows * error * (sample.wanted === 1 ? training.heavy : 1);
    return (rate) => {
      for (const row of sample.found)
        lock.rows[row] = (lock.rows[row] ?? 0) + rate * push * sample.scale;
    };
  });
  return lock;
}

/** Shows every sample in every round, in a fixed order, with smaller and smaller steps. */
function train<Sample>(
  samples: readonly Sample[],
  show: (sample: Sample) => ((rate: number) => void) | undefined,
): void {
  const step = strideOf(samples.length);
  for (let round = 0; round < training.rounds; round += 1) {
    for (let turn = 0; turn < samples.length; turn += 1) {
      const sample = samples[(turn * step + round) % samples.length];
      if (sample !== undefined) show(sample)?.(1 / (1 + 0.5 * round));
    }
  }
}

function likely(sum: number): number {
  return 1 / (1 + Math.exp(-sum));
}

/** How much a text leans towards asking the public for money: above 0 it does. */
export function leaning(
  lock: Lock,
  text: string,
  counts: Features,
  find: (feature: number) => number,
): number {
  return ideaSum(lock, ideasOf(text)) + rowSum(lock, rowsOf(counts, find)) + careful;
}

function rowsOf({ list }: Features, find: (feature: number) => number) {
  const found = Uint32Array.from(Array.from(list, find).filter((row) => row >= 0));
  return { found, scale: 1 / Math.sqrt(Math.max(1, list.length)) };
}

function rowSum(
  lock: Lock,
  { found, scale }: { readonly found: Uint32Array; readonly scale: number },
): number {
  let total = 0;
  for (const row of found) total += lock.rows[row] ?? 0;
  return total * scale;
}

function ideaSum(lock: Lock, ideas: readonly number[]): number {
  return ideas.reduce((total, idea) => total + (lock.ideas[idea] ?? 0), 0);
}

const names = Object.keys(moneyIdeas);
const ideaCount = names.length * (names.length + 1);

/** The ideas of a text, alone and in pairs, as places; and the bias, which every text has. */
function ideasOf(text: string): readonly number[] {
  const own = ideasIn(text);
  const sorted = [...own].sort((one, other) => one - other);
  const pairs = sorted.flatMap((one, at) =>
    sorted.slice(at + 1).map((other) => (one + 1) * names.length + other),
  );
  return [...sorted, ...pairs, ideaCount];
}

function ideasIn(text: string): ReadonlySet<number> {
  const words = wordsOf(fold(text.slice(0, lettersMost))).slice(0, wordsMost);
  return new Set(words.flatMap(ideasOfWord));
}

const lettersMost = 600;
const wordsMost = 80;

function ideasOfWord(word: string): readonly number[] {
  const bare = word.replace(stuck, "");
  return bare === word ? ideasOfForm(word) : [...ideasOfForm(word), ...ideasOfForm(bare)];
}

function ideasOfForm(form: string): readonly number[] {
  const found = [...(ideaWords.get(`${form}.`) ?? [])];
  for (let length = 2; length <= form.length; length += 1)
    found.push(...(ideaWords.get(form.slice(0, length)) ?? []));
  return found;
}

/** An article or a preposition written with its word. */
const stuck = /^(?:[وفبكل]?ال|لل|[وفبل]|l)(?=\p{L}{3})/u;

/** Beginnings of words, and whole words with a dot; the places of their ideas. */
const ideaWords: ReadonlyMap<string, readonly number[]> = readIdeas();

function readIdeas(): ReadonlyMap<string, readonly number[]> {
  const words = new Map<string, number[]>();
  for (const [place, list] of Object.values(moneyIdeas).entries()) {
    for (const word of list.trim().split(/\s+/u)) {
      const key = word.endsWith(".") ? `${fold(word.slice(0, -1))}.` : fold(word);
      words.set(key, [...(words.get(key) ?? []), place]);
    }
  }
  return words;
}
