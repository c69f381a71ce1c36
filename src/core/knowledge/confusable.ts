import { languages } from "../language/languages.ts";
import { lessonOf, type Knowledge } from "./knowledge.ts";
import { learn, look } from "./learn.ts";
import type { Topic } from "./topic.ts";

/** Two topics whose sample questions are taken for each other, and how many of them are. */
export interface ConfusablePair {
  readonly topics: readonly [Topic, Topic];
  readonly mistaken: number;
  /** Some of those questions. */
  readonly examples: readonly string[];
}

const folds = 3;
const examplesMost = 5;

/**
 * The topics whose sample questions are most often taken for each other when each is asked of what
 * was learned without it; at most `most` pairs, the worst first. Takes three times as long as learning.
 */
export function confusablePairs(knowledge: Knowledge, most: number): readonly ConfusablePair[] {
  const topics = [...knowledge.topics.values()];
  const mistakes = Array.from({ length: folds }, (_, fold) => mistakesOf(topics, fold)).flat();
  const pairs = new Map<string, { topics: readonly [number, number]; texts: string[] }>();
  for (const { wanted, found, text } of mistakes) {
    const both = [Math.min(wanted, found), Math.max(wanted, found)] as const;
    const pair = pairs.get(both.join()) ?? { topics: both, texts: [] };
    pair.texts.push(text);
    pairs.set(both.join(), pair);
  }
  return [...pairs.values()]
    .sort(
      (one, other) =>
        other.texts.length - one.texts.length ||
        one.topics[0] - other.topics[0] ||
        one.topics[1] - other.topics[1],
    )
    .flatMap(({ topics: [one, other], texts }) => {
      const first = knowledge.topics.get(one);
      const second = knowledge.topics.get(other);
      return first === undefined || second === undefined
        ? []
        : [
            {
              topics: [first, second] as const,
              mistaken: texts.length,
              examples: texts.slice(0, examplesMost),
            },
          ];
    })
    .slice(0, most);
}

function mistakesOf(topics: readonly Topic[], fold: number) {
  const isHeld = (at: number) => at % folds === fold;
  const learned = learn(
    topics.map((topic) => {
      const lesson = lessonOf(topic);
      const held = new Set(
        languages.flatMap((language) => topic.questions[language].filter((_, at) => isHeld(at))),
      );
      return { ...lesson, texts: lesson.texts.filter((text) => !held.has(text)) };
    }),
  );
  return topics.flatMap(({ id, questions }) =>
    languages.flatMap((language) =>
      questions[language]
        .filter((_, at) => isHeld(at))
        .map((text) => ({
          text,
          wanted: id,
          found: Number(look(learned, text, 1).near[0]?.subject ?? id),
        }))
        .filter(({ wanted, found }) => wanted !== found),
    ),
  );
}
