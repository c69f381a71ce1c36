import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { featuresOf, messageWords } from "../../../src/core/knowledge/features.ts";
import { strideOf } from "../../../src/core/knowledge/stride.ts";
import { rowOf } from "../../../src/core/knowledge/vocabulary.ts";

const shared = (one: string, other: string) => {
  const own = new Set(featuresOf(one).list);
  return [...featuresOf(other).list].filter((feature) => own.has(feature)).length;
};

describe("what a text is made of", () => {
  test("short forms are spelled in full", () => {
    expect(messageWords("c koi une page FB pk")).toEqual([
      "c",
      "quoi",
      "une",
      "page",
      "facebook",
      "pourquoi",
    ]);
  });

  test("Arabic script and Arabizi meet", () => {
    expect(shared("الجمعية", "jam3iya")).toBeGreaterThan(0);
    expect(shared("فيسبوك", "facebook")).toBeGreaterThan(0);
  });

  test("a word misspelled keeps most of what it is made of", () => {
    expect(shared("autorisation", "autorizasion")).toBeGreaterThan(10);
  });

  test("stands in order, each thing once", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
        const { list, counts } = featuresOf(text);
        expect(counts.length).toBe(list.length);
        expect([...list].every((feature, at) => at === 0 || feature > (list[at - 1] ?? 0))).toBe(
          true,
        );
        for (const [row, feature] of list.entries()) expect(rowOf(list, feature)).toBe(row);
      }),
      { numRuns: 200 },
    );
  });
});

test("a stride meets every sample once", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), (count) => {
      const step = strideOf(count);
      const met = new Set(Array.from({ length: count }, (_, turn) => (turn * step) % count));
      expect(met.size).toBe(count);
    }),
  );
});
