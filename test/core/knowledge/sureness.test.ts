import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Look } from "../../../src/core/knowledge/learn.ts";
import { judge, signNames, signsOf, type Judge } from "../../../src/core/knowledge/sureness.ts";

const judgeOf = (weight: number): Judge => ({
  // Built from the list of signs, which the compiler cannot follow.
  signs: Object.fromEntries(signNames.map((name) => [name, weight])) as Judge["signs"],
  languages: { fr: 0, ar: 0, ary: 0, "ary-Latn": 0, en: 1 },
});

const share = fc.double({ min: 0, max: 1, noNaN: true });
const looks: fc.Arbitrary<Look> = fc.record({
  near: fc.array(
    fc.record({
      subject: fc.constantFrom("1", "2", "hello", "outside"),
      cosine: share,
      probability: share,
    }),
    { maxLength: 6 },
  ),
  known: share,
  words: fc.nat(60),
  lock: fc.constant(0),
});

describe("how sure we are", () => {
  test("is a probability, whatever a message looks like", () => {
    fc.assert(
      fc.property(looks, fc.double({ min: -9, max: 9, noNaN: true }), (seen, weight) => {
        const sure = judge(judgeOf(weight), signsOf(seen), "fr");
        expect(sure).toBeGreaterThanOrEqual(0);
        expect(sure).toBeLessThanOrEqual(1);
      }),
    );
  });

  test("begins elsewhere in each language", () => {
    const signs = signsOf({ near: [], known: 0, words: 3, lock: 0 });
    expect(judge(judgeOf(0), signs, "en")).toBeGreaterThan(judge(judgeOf(0), signs, "fr"));
  });

  test("sees a rival, and talk that stands before the topics", () => {
    const near = [
      { subject: "hello", cosine: 0.5, probability: 0.25 },
      { subject: "1", cosine: 0.4, probability: 0.5 },
      { subject: "2", cosine: 0.1, probability: 0.25 },
    ];
    const signs = signsOf({ near, known: 1, words: 3, lock: 0 });
    expect(signs).toMatchObject({ lead: 0.25, otherwise: 0.5, agree: 0, short: 0 });
    expect(signs.cosineLead).toBeCloseTo(0.3);
  });
});
