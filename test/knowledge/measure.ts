import { lessonOf, lessonsOfTalk, type TalkSamples } from "../../src/core/knowledge/knowledge.ts";
import { learn, nearest, type Learned } from "../../src/core/knowledge/learn.ts";
import type { Topic } from "../../src/core/knowledge/topic.ts";
import { languages, type Language } from "../../src/core/language/languages.ts";

/** One message asked of what was learned without it. */
export interface Asked {
  readonly language: Language;
  readonly text: string;
  /** The topics that answer it; empty for what lies outside our subjects. */
  readonly wanted: readonly string[];
  readonly found: readonly string[];
  readonly confidence: number;
}

const folds = 5;

/** Asks every sample question of what was learned from the others, and what lies outside likewise. */
export function crossValidate(topics: readonly Topic[], talk: TalkSamples): readonly Asked[] {
  return Array.from({ length: folds }, (_, fold) => askFold(topics, talk, fold)).flat();
}

function askFold(topics: readonly Topic[], talk: TalkSamples, fold: number): readonly Asked[] {
  const isHeld = (at: number, language: Language) =>
    (at + 2 * languages.indexOf(language)) % folds === fold;
  const split = (samples: Readonly<Record<Language, readonly string[]>>, held: boolean) =>
    Object.fromEntries(
      languages.map((language) => [
        language,
        samples[language].filter((_, at) => isHeld(at, language) === held),
      ]),
      // Built from the list of languages, which the compiler cannot follow.
    ) as Record<Language, string[]>;
  const learned = learn([
    ...topics.map((topic) => lessonOf({ ...topic, questions: split(topic.questions, false) })),
    ...lessonsOfTalk({ ...talk, outside: split(talk.outside, false) }),
  ]);
  return [
    ...topics.flatMap((topic) => askAll(learned, split(topic.questions, true), [String(topic.id)])),
    ...askAll(learned, split(talk.outside, true), []),
  ];
}

function askAll(
  learned: Learned,
  questions: Readonly<Record<Language, readonly string[]>>,
  wanted: readonly string[],
): readonly Asked[] {
  return languages.flatMap((language) =>
    questions[language].map((text) => ask(learned, language, text, wanted)),
  );
}

export function ask(
  learned: Learned,
  language: Language,
  text: string,
  wanted: readonly string[],
): Asked {
  const near = nearest(learned, text, 3);
  return {
    language,
    text,
    wanted,
    found: near.map(({ subject }) => subject),
    confidence: near[0]?.confidence ?? 0,
  };
}

/** Whether what was found first is a topic at all. */
export function findsTopic({ found }: Asked): boolean {
  return /^\d/u.test(found[0] ?? "");
}

/**
 * The lowest thresholds that keep their promises: of the answers told at once `right` are right, and
 * of what lies outside `wrong` at most is answered at once.
 */
export function calibrate(
  asked: readonly Asked[],
  {
    right,
    wrong,
    offered,
  }: { readonly right: number; readonly wrong: number; readonly offered: number },
): { readonly answer: number; readonly offer: number } {
  const steps = Array.from({ length: 400 }, (_, at) => at / 800);
  const outside = asked.filter(({ wanted }) => wanted.length === 0);
  const share = (some: readonly Asked[], least: number) =>
    some.filter((one) => findsTopic(one) && one.confidence >= least).length /
    Math.max(1, some.length);
  const answer =
    steps.find((least) => {
      const told = asked.filter(
        (one) => findsTopic(one) && one.confidence >= least && one.wanted.length > 0,
      );
      const good = told.filter(({ wanted, found }) => wanted.includes(found[0] ?? ""));
      return good.length >= right * told.length && share(outside, least) <= wrong;
    }) ?? 1;
  const offer = steps.find((least) => share(outside, least) <= offered) ?? answer;
  return { answer, offer: Math.min(offer, answer) };
}
