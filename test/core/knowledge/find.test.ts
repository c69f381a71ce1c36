import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { find, makeKnowledge, type TalkSamples } from "../../../src/core/knowledge/knowledge.ts";
import { learn, nearest } from "../../../src/core/knowledge/learn.ts";
import type { Topic } from "../../../src/core/knowledge/topic.ts";
import { languages, type Language } from "../../../src/core/language/languages.ts";

const inEach = <Value>(of: (language: Language) => Value): Record<Language, Value> =>
  // Built from the list of languages, which the compiler cannot follow.
  Object.fromEntries(languages.map((language) => [language, of(language)])) as Record<
    Language,
    Value
  >;

function topic(id: number, french: string[], darija: string[]): Topic {
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
    questions: inEach((language) => (language === "ary" ? darija : french)),
  };
}

const talk: TalkSamples = {
  hello: inEach(() => ["bonjour", "سلام"]),
  thanks: inEach(() => ["merci beaucoup", "شكرا بزاف"]),
  who: inEach(() => ["qui êtes-vous"]),
  how: inEach(() => ["comment allez-vous"]),
  bye: inEach(() => ["au revoir"]),
  abuse: inEach(() => ["vous êtes des voleurs"]),
  outside: inEach(() => ["quel temps fait-il demain", "recette du couscous"]),
};

const knowledge = makeKnowledge(
  [
    topic(
      1,
      ["comment créer une page facebook", "ouvrir une page fb"],
      ["كيفاش نديرو صفحة فيسبوك"],
    ),
    topic(2, ["mot de passe solide", "choisir un code secret"], ["كيفاش ندير مودباس قاصح"]),
    topic(3, ["faire un budget annuel", "prévoir les dépenses"], ["كيفاش نديرو الميزانية"]),
  ],
  talk,
  inEach(() => ({ answer: 0.2, offer: 0.02 })),
);
const ids = (text: string, language: Language) => {
  const finding = find(knowledge, text, language);
  return "topics" in finding ? finding.topics.map(({ id }) => id) : finding.kind;
};

describe("a question finds its topic", () => {
  test.each([
    ["fr", "comment ouvrir une page facebook ?", 1],
    ["fr", "un bon mot de pase", 2],
    ["ary", "بغيت ندير صفحة ففيسبوك", 1],
    ["ary-Latn", "kifach ndir modbas 9asse7", 2],
    ["ary-Latn", "lmizaniya", 3],
  ] as const)("in %s: %s", (language, text, id) => {
    expect(ids(text, language)[0]).toBe(id);
  });

  test("the same lessons always teach the same", () => {
    const lessons = [
      { subject: "a", texts: ["un deux", "trois"], bodies: [] },
      { subject: "b", texts: ["quatre cinq"], bodies: ["six"] },
    ];
    expect(nearest(learn(lessons), "un quatre", 2)).toEqual(
      nearest(learn(lessons), "un quatre", 2),
    );
  });
});

describe("what is no question about a topic", () => {
  test("small talk is answered as such", () => {
    expect(find(knowledge, "merci beaucoup !", "fr")).toEqual({
      kind: "small-talk",
      talk: "thanks",
    });
  });

  test("abuse is recognized", () => {
    expect(find(knowledge, "vous êtes des voleurs", "fr")).toEqual({ kind: "abuse" });
  });

  test("what lies outside finds nothing", () => {
    expect(find(knowledge, "quel temps fait-il demain ?", "fr").kind).toBe("none");
    expect(find(knowledge, "xqzw", "fr").kind).toBe("none");
    expect(find(knowledge, "", "fr").kind).toBe("none");
  });
});

test("whatever is written finds something in bounded time", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 5_000 }), (text) => {
      const finding = find(knowledge, text, "fr");
      expect(finding.kind).toMatch(/^(?:answer|offer|none|small-talk|abuse|lock)$/u);
    }),
    { numRuns: 300 },
  );
});
