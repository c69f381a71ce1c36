import type { Language } from "../language/languages.ts";
import type { Look } from "./learn.ts";

/** What of a look tells how sure we may be. */
export const signNames = [
  "cosine",
  "likely",
  "lead",
  "cosineLead",
  "known",
  "otherwise",
  "agree",
  "short",
] as const;
export type Sign = (typeof signNames)[number];

/** A logistic regression: a weight a sign, and where it begins in each language. */
export interface Judge {
  readonly signs: Readonly<Record<Sign, number>>;
  readonly languages: Readonly<Record<Language, number>>;
}

/** How probably the first topic is the right one, and how probably it is about our topics at all. */
export interface Sureness {
  readonly right: Judge;
  readonly ours: Judge;
}

/** Both between 0 and 1; learned from questions asked in cross-validation. */
export function sureness({ right, ours }: Sureness, seen: Look, language: Language) {
  const signs = signsOf(seen);
  return { right: judge(right, signs, language), ours: judge(ours, signs, language) };
}

export function judge(
  { signs, languages }: Judge,
  values: Readonly<Record<Sign, number>>,
  language: Language,
): number {
  const sum = signNames.reduce((total, name) => total + signs[name] * values[name], 0);
  return 1 / (1 + Math.exp(-sum - languages[language]));
}

/** The signs of a look; each about between 0 and 1. */
export function signsOf({ near, known, words }: Look): Readonly<Record<Sign, number>> {
  const topics = near.filter(({ subject }) => isTopic(subject));
  const [first, second] = topics;
  const others = near.filter(({ subject }) => !isTopic(subject));
  const highest = Math.max(0, ...near.map(({ cosine }) => cosine));
  return {
    cosine: first?.cosine ?? 0,
    likely: Math.sqrt(first?.probability ?? 0),
    lead: (first?.probability ?? 0) - (second?.probability ?? 0),
    cosineLead: (first?.cosine ?? 0) - (second?.cosine ?? 0),
    known,
    otherwise: Math.sqrt(others.reduce((sum, { probability }) => sum + probability, 0)),
    agree: first !== undefined && first.cosine >= highest ? 1 : 0,
    short: words <= 2 ? 1 : 0,
  };
}

function isTopic(subject: string): boolean {
  return /^\d/u.test(subject);
}
