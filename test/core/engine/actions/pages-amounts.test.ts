import { assert, integer, property, string } from "fast-check";
import { describe, expect, test } from "vitest";
import {
  amountsIn,
  asksTotal,
  isNone,
  saysAmounts,
} from "../../../../src/core/engine/actions/pages-amounts.ts";

/** Names and centimes, or what else the reader said. */
function read(text: string, expected = 3, language: "fr" | "ary-Latn" | "ary" = "fr") {
  return amountsIn(text, language, expected).map(({ name, said }) => [
    name,
    said.kind === "amount" ? said.centimes : said.kind,
  ]);
}

describe("several amounts in one answer", () => {
  test.each([
    [
      "2000\n5000\n0",
      [
        ["", 200_000],
        ["", 500_000],
        ["", 0],
      ],
    ],
    [
      "2000, 10000, 0",
      [
        ["", 200_000],
        ["", 1_000_000],
        ["", 0],
      ],
    ],
    [
      "2000 500 0",
      [
        ["", 200_000],
        ["", 50_000],
        ["", 0],
      ],
    ],
    [
      "300 200 100",
      [
        ["", 30_000],
        ["", 20_000],
        ["", 10_000],
      ],
    ],
    ["2 000 500", [["", 200_050_000]]],
    ["2 500", [["", 250_000]]],
    [
      "1) 2000\n2) 300",
      [
        ["", 200_000],
        ["", 30_000],
      ],
    ],
    [
      "• 2000\n• rien\n• 40",
      [
        ["", 200_000],
        ["", 0],
        ["", 4_000],
      ],
    ],
    [
      "fetes 1 500, dons 3000",
      [
        ["fetes", 150_000],
        ["dons", 300_000],
      ],
    ],
    [
      "cotisations 2000 subventions 5000",
      [
        ["cotisations", 200_000],
        ["subventions", 500_000],
      ],
    ],
    ["loyer : 3000 dh", [["loyer", 300_000]]],
    ["environ 2000", [["", 200_000]]],
    ["tombola 500 dh", [["tombola", 50_000]]],
    ["bonjour", []],
    ["", []],
  ])("« %s »", (text, wanted) => {
    expect(read(text)).toEqual(wanted);
  });

  test("one that stands alone is one, however it is grouped", () => {
    expect(read("2 500 300", 1)).toEqual([["", 250_030_000]]);
  });

  test("an amount a month may be meant for the year", () => {
    const [piece] = amountsIn("loyer 1000 par mois", "fr", 1);
    expect(piece).toMatchObject({
      name: "loyer",
      said: { kind: "unclear", readings: [1_200_000, 100_000] },
    });
  });

  test.each(["0", "rien", "on n'en a pas", "walou", "ما عندناش", "لا يوجد", "none", "makaynch"])(
    "« %s » is none",
    (text) => {
      expect(isNone(text)).toBe(true);
      expect(saysAmounts(text, "fr")).toBe(true);
    },
  );

  test.each(["combien ?", "ch7al?", "شحال؟", "كم؟", "how much?", "le total"])(
    "« %s » asks for the total",
    (text) => {
      expect(asksTotal(text)).toBe(true);
    },
  );

  test("a question about money asks for no total", () => {
    expect(asksTotal("combien coûte un site web ?")).toBe(false);
  });

  test("whatever is written, it reads at most twenty amounts and never fails", () => {
    assert(
      property(
        string({ unit: "grapheme", maxLength: 600 }),
        integer({ min: 0, max: 5 }),
        (text, expected) => {
          const pieces = amountsIn(text, "ary", expected);
          expect(pieces.length).toBeLessThanOrEqual(20);
          for (const { name } of pieces) expect(name.length).toBeLessThanOrEqual(80);
        },
      ),
      { numRuns: 300 },
    );
  });
});
