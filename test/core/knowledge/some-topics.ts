import type { TalkSamples, Thresholds } from "../../../src/core/knowledge/knowledge.ts";
import { signNames, type Judge } from "../../../src/core/knowledge/sureness.ts";
import type { Topic } from "../../../src/core/knowledge/topic.ts";
import { languages, type Language } from "../../../src/core/language/languages.ts";

export const inEach = <Value>(of: (language: Language) => Value): Record<Language, Value> =>
  // Built from the list of languages, which the compiler cannot follow.
  Object.fromEntries(languages.map((language) => [language, of(language)])) as Record<
    Language,
    Value
  >;

/** A topic that is asked in these words; in Darija in its own. */
export function topicOf(
  id: number,
  french: readonly string[],
  darija: readonly string[] = [],
): Topic {
  return {
    id,
    slug: `topic-${id}`,
    service: "training",
    dimension: "SEC",
    levels: [1],
    law: false,
    owner: "training",
    reviewed: "2026-11-25",
    expires: "2028-05-25",
    check: [],
    sources: [{ title: "Source", seen: null }],
    related: [1],
    label: inEach(() => `Sujet ${id}`),
    title: inEach(() => french[0] ?? ""),
    answer: inEach(() => "Réponse."),
    today: inEach(() => "Un geste."),
    questions: inEach((language) => [...(language === "ary" ? darija : french)]),
  };
}

const nothing = inEach((): readonly string[] => []);

export const emptyTalk: TalkSamples = {
  hello: nothing,
  thanks: nothing,
  who: nothing,
  how: nothing,
  bye: nothing,
  abuse: nothing,
  outside: nothing,
  appeal: nothing,
  fair: nothing,
};

/** Sure by the cosine to a topic, and unsure by talk that is as probable. */
export const byCosine: Judge = {
  // Built from the list of signs, which the compiler cannot follow.
  signs: Object.fromEntries(
    signNames.map((name) => [name, name === "cosine" ? 20 : name === "otherwise" ? -20 : 0]),
  ) as Judge["signs"],
  languages: inEach(() => -2),
};

export const noThresholds: Thresholds = {
  ...inEach(() => ({ answer: 0.9, offer: 0.5 })),
  sureness: { right: byCosine, ours: byCosine },
};
