import { languages, type Language } from "../../src/core/language/languages.ts";
import type { Asked } from "../../src/core/knowledge/held-out.ts";
import type { Thresholds } from "../../src/core/knowledge/knowledge.ts";
import {
  judge,
  signNames,
  signsOf,
  type Judge,
  type Sign,
  type Sureness,
} from "../../src/core/knowledge/sureness.ts";

/** Subjects found for a message, the likeliest first: topics alone. */
export function topicsFound({ seen }: Asked): readonly string[] {
  return seen.near.map(({ subject }) => subject).filter((subject) => /^\d/u.test(subject));
}

export function isQuestion({ wanted }: Asked): boolean {
  return /^\d/u.test(wanted);
}

export function isRight(asked: Asked): boolean {
  return topicsFound(asked)[0] === asked.wanted;
}

/** What is promised of the messages that were held out. */
export interface Promises {
  /** Of the answers told at once, as many are right. */
  readonly right: number;
  /** Of what lies outside, at most as much is told an answer, or offered one. */
  readonly told: number;
  readonly offered: number;
}

/** Samples of a word or two are harder than what people write, and would make us shy. */
const wordsLeast = 3;

/**
 * Learns from messages that were held out how sure we may be, then takes the lowest thresholds that
 * keep the promises in each language.
 */
export function calibrate(asked: readonly Asked[], promises: Promises): Thresholds {
  const questions = asked.filter(isQuestion);
  const strangers = asked.filter((one) => !isQuestion(one));
  // As if one message in four were no question about our topics.
  const heavy = questions.length / Math.max(1, 3 * strangers.length);
  const sample = (good: (one: Asked) => boolean) =>
    asked.map((one) => ({
      signs: signsOf(one.seen),
      language: one.language,
      wanted: good(one) ? 1 : 0,
      weight: isQuestion(one) ? 1 : heavy,
    }));
  const sureness: Sureness = {
    right: fit(sample((one) => isQuestion(one) && isRight(one))),
    ours: fit(sample(isQuestion)),
  };
  const levels = Object.fromEntries(
    languages.map((language) => [
      language,
      levelsOf(
        sureness,
        asked.filter((one) => one.language === language && one.seen.words >= wordsLeast),
        heavy,
        promises,
      ),
    ]),
    // Built from the list of languages, which the compiler cannot follow.
  ) as Record<Language, { answer: number; offer: number }>;
  return { ...levels, sureness };
}

function levelsOf(
  { right, ours }: Sureness,
  asked: readonly Asked[],
  heavy: number,
  promises: Promises,
) {
  const judged = asked.map((one) => ({
    one,
    right: judge(right, signsOf(one.seen), one.language),
    ours: judge(ours, signsOf(one.seen), one.language),
    first: one.seen.near[0]?.subject ?? "",
  }));
  const outside = judged.filter(({ one }) => one.wanted === "outside");
  const share = (good: (one: (typeof judged)[number]) => boolean) =>
    outside.filter(good).length / Math.max(1, outside.length);
  const steps = Array.from({ length: 500 }, (_, at) => at / 500);
  const answer =
    steps.find((least) => {
      const told = judged.filter((one) => one.right >= least && /^\d/u.test(one.first));
      const weigh = (some: typeof judged) =>
        some.reduce((sum, { one }) => sum + (isQuestion(one) ? 1 : heavy), 0);
      const good = told.filter(({ one }) => isQuestion(one) && isRight(one));
      return (
        weigh(good) >= promises.right * weigh(told) &&
        share((one) => told.includes(one)) <= promises.told
      );
    }) ?? 1;
  // Small talk is no offer, whatever it is taken for.
  const offer = steps.find((least) => share((one) => one.ours >= least) <= promises.offered) ?? 1;
  return { answer, offer };
}

interface Sample {
  readonly signs: Readonly<Record<Sign, number>>;
  readonly language: Language;
  readonly wanted: number;
  readonly weight: number;
}

/** Logistic regression by steepest descent with a memory; the same samples give the same judge. */
function fit(samples: readonly Sample[]): Judge {
  const names: readonly string[] = [...signNames, ...languages];
  const values = samples.map(({ signs, language }) => [
    ...signNames.map((name) => signs[name]),
    ...languages.map((one) => (one === language ? 1 : 0)),
  ]);
  const total = samples.reduce((sum, { weight }) => sum + weight, 0);
  const weights = names.map(() => 0);
  const speed = names.map(() => 0);
  for (let round = 0; round < 3_000; round += 1) {
    const slope = names.map(() => 0);
    for (const [at, { wanted, weight }] of samples.entries()) {
      const row = values[at] ?? [];
      const sum = row.reduce((all, value, place) => all + value * (weights[place] ?? 0), 0);
      const error = (weight * (wanted - 1 / (1 + Math.exp(-sum)))) / total;
      for (const [place, value] of row.entries())
        slope[place] = (slope[place] ?? 0) + error * value;
    }
    for (const [place, push] of slope.entries()) {
      const pull = 1e-5 * (weights[place] ?? 0);
      speed[place] = 0.95 * (speed[place] ?? 0) + push - pull;
      weights[place] = (weights[place] ?? 0) + (speed[place] ?? 0);
    }
  }
  const found = Object.fromEntries(names.map((name, at) => [name, weights[at] ?? 0]));
  const pick = <Name extends string>(wanted: readonly Name[]) =>
    // Every name was just given its weight.
    Object.fromEntries(wanted.map((name) => [name, found[name] ?? 0])) as Record<Name, number>;
  return { signs: pick(signNames), languages: pick(languages) };
}
