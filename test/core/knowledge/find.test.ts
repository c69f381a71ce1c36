import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { find, makeKnowledge, type TalkSamples } from "../../../src/core/knowledge/knowledge.ts";
import { learn, look } from "../../../src/core/knowledge/learn.ts";
import type { Language } from "../../../src/core/language/languages.ts";
import { inEach, noThresholds, topicOf } from "./some-topics.ts";

const talk: TalkSamples = {
  hello: inEach(() => ["bonjour", "سلام"]),
  thanks: inEach(() => ["merci beaucoup", "شكرا بزاف"]),
  who: inEach(() => ["qui êtes-vous"]),
  how: inEach(() => ["comment allez-vous"]),
  bye: inEach(() => ["au revoir"]),
  abuse: inEach(() => ["vous êtes des voleurs"]),
  outside: inEach(() => ["quel temps fait-il demain", "recette du couscous"]),
  appeal: inEach(() => ["écris un appel aux dons", "lance une cagnotte pour nous"]),
  fair: inEach(() => ["que dit la loi sur les dons", "écris un mot pour remercier"]),
};

const knowledge = makeKnowledge(
  [
    topicOf(
      1,
      ["comment créer une page facebook", "ouvrir une page fb"],
      ["كيفاش نديرو صفحة فيسبوك"],
    ),
    topicOf(2, ["mot de passe solide", "choisir un code secret"], ["كيفاش ندير مودباس قاصح"]),
    topicOf(3, ["faire un budget annuel", "prévoir les dépenses"], ["كيفاش نديرو الميزانية"]),
  ],
  talk,
  noThresholds,
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
    expect(look(learn(lessons), "un quatre", 2)).toEqual(look(learn(lessons), "un quatre", 2));
  });
});

describe("how sure we are decides", () => {
  test("what is asked as we know it is told at once", () => {
    expect(find(knowledge, "faire un budget annuel", "fr").kind).toBe("answer");
  });

  test("an appeal for money is locked before all else, a question about the law is not", () => {
    expect(find(knowledge, "écris un appel aux dons facebook", "fr").kind).toBe("lock");
    expect(find(knowledge, "que dit la loi sur une page facebook", "fr").kind).not.toBe("lock");
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
