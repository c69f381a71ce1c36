import type { Instant } from "../instant.ts";
import { fold } from "../language/fold.ts";

/** A question that was not answered, or whose answer was of no use. Nobody's: see `redact`. */
export interface OpenQuestion {
  readonly kind: "unanswered" | "not-useful";
  readonly language: string;
  readonly text: string;
  /** Ids of the nearest topics; of the one that was of no use. */
  readonly nearest: readonly number[];
  readonly at: Instant;
}

/** Questions that ask for the same thing. */
export interface QuestionGroup {
  /** How many were asked, and how many of them got an answer that was of no use. */
  readonly count: number;
  readonly notUseful: number;
  /** How many in each language, the most frequent first. */
  readonly languages: Readonly<Record<string, number>>;
  /** The topics they are nearest to, the most frequent first; empty when to none. */
  readonly nearest: readonly number[];
  /** Some of them as they were written, the most frequent first. */
  readonly texts: readonly string[];
  readonly oldest: Instant;
  readonly newest: Instant;
}

/** Shown of a group at most. */
const textsMost = 5;
const nearestMost = 3;

/**
 * Groups questions that say the same once spelling is put aside, and those whose nearest topic is
 * the same; the largest group first. A question near to nothing stands with its equals alone.
 */
export function groupQuestions(questions: readonly OpenQuestion[]): readonly QuestionGroup[] {
  const equals = gather(questions, ({ text }) => fold(text).replace(/[?؟!.\s]+$/u, ""));
  // Equal questions may have been near to different topics as those grew: the most frequent counts.
  const near = gather([...equals.entries()], ([folded, same]) => {
    const [first] = mostFrequent(same.flatMap(({ nearest }) => nearest.slice(0, 1)));
    return first === undefined ? `text ${folded}` : `topic ${first}`;
  });
  return [...near.values()]
    .map((group) => describe(group.flatMap(([, same]) => same)))
    .sort((one, other) => other.count - one.count || other.newest - one.newest);
}

function describe(questions: readonly OpenQuestion[]): QuestionGroup {
  const instants = questions.map(({ at }) => at);
  const spoken = questions.map(({ language }) => language);
  return {
    count: questions.length,
    notUseful: questions.filter(({ kind }) => kind === "not-useful").length,
    languages: Object.fromEntries(
      mostFrequent(spoken).map((one) => [one, spoken.filter((other) => other === one).length]),
    ),
    nearest: nearestOf(questions),
    texts: mostFrequent(questions.map(({ text }) => text)).slice(0, textsMost),
    oldest: instants.reduce((one, other) => Math.min(one, other)),
    newest: instants.reduce((one, other) => Math.max(one, other)),
  };
}

/** The first of each weighs more than the second of any. */
function nearestOf(questions: readonly OpenQuestion[]): readonly number[] {
  const first = mostFrequent(questions.flatMap(({ nearest }) => nearest.slice(0, 1)));
  const others = mostFrequent(questions.flatMap(({ nearest }) => nearest.slice(1)));
  return [...new Set([...first, ...others])].slice(0, nearestMost);
}

function gather<One>(all: readonly One[], by: (one: One) => string): Map<string, One[]> {
  const groups = new Map<string, One[]>();
  for (const one of all) {
    const key = by(one);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return groups;
}

/** Each once; of equally frequent ones the first comes first. */
function mostFrequent<One>(all: readonly One[]): readonly One[] {
  const counts = new Map<One, number>();
  for (const one of all) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one).map(([one]) => one);
}
