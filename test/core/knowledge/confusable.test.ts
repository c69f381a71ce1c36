import { expect, test } from "vitest";
import { confusablePairs } from "../../../src/core/knowledge/confusable.ts";
import { makeKnowledge } from "../../../src/core/knowledge/knowledge.ts";
import { emptyTalk, noThresholds, topicOf } from "./some-topics.ts";

test("topics that are asked in the same words are named, the worst first", () => {
  const knowledge = makeKnowledge(
    [
      topicOf(1, ["logiciel de comptes", "logiciel pour compter", "quel logiciel de comptes"]),
      topicOf(2, ["logiciel de comptes libre", "quel logiciel libre", "un logiciel de comptes"]),
      topicOf(3, ["photo de produit", "photo du produit au soleil", "belle photo de produit"]),
    ],
    emptyTalk,
    noThresholds,
  );
  const pairs = confusablePairs(knowledge, 5);
  expect(pairs[0]?.topics.map(({ id }) => id)).toEqual([1, 2]);
  expect(pairs[0]?.mistaken).toBeGreaterThan(0);
  expect(pairs[0]?.examples.length).toBeGreaterThan(0);
  expect(confusablePairs(knowledge, 0)).toEqual([]);
});
