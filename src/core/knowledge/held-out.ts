import { languages, type Language } from "../language/languages.ts";
import { learnAll, type Talk, type TalkSamples } from "./knowledge.ts";
import { look, type Look } from "./learn.ts";
import type { Topic } from "./topic.ts";

/** One message asked of what was learned without it. */
export interface Asked {
  readonly language: Language;
  readonly text: string;
  /** The number of the topic that answers it, or what kind of talk it is. */
  readonly wanted: string;
  readonly seen: Look;
}

type Texts = Readonly<Record<Language, readonly string[]>>;

/** Talk that has a subject of its own. */
const talks: readonly Talk[] = ["hello", "thanks", "who", "how", "bye", "abuse", "outside"];

/**
 * Asks every sample of what was learned from the others: cross-validation in so many parts. Takes as
 * many times as long as learning.
 */
export function askHeldOut(
  topics: readonly Topic[],
  talk: TalkSamples,
  folds: number,
): readonly Asked[] {
  return Array.from({ length: folds }, (_, fold) => askFold(topics, talk, fold, folds)).flat();
}

function askFold(
  topics: readonly Topic[],
  talk: TalkSamples,
  fold: number,
  folds: number,
): readonly Asked[] {
  const split = (samples: Texts, held: boolean) =>
    Object.fromEntries(
      languages.map((language, shift) => [
        language,
        samples[language].filter((_, at) => ((at + 2 * shift) % folds === fold) === held),
      ]),
      // Built from the list of languages, which the compiler cannot follow.
    ) as Record<Language, string[]>;
  const kept = { ...talk };
  for (const one of talks) kept[one] = split(talk[one], false);
  const learned = learnAll(
    topics.map((topic) => ({ ...topic, questions: split(topic.questions, false) })),
    kept,
  );
  const ask = (samples: Texts, wanted: string): readonly Asked[] =>
    languages.flatMap((language) =>
      samples[language].map((text) => ({ language, text, wanted, seen: look(learned, text, 10) })),
    );
  return [
    ...topics.flatMap((topic) => ask(split(topic.questions, true), String(topic.id))),
    ...talks.flatMap((one) => ask(split(talk[one], true), one)),
  ];
}
