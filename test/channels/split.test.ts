import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { partLastParagraph, split } from "../../src/channels/split.ts";

const words = fc.constantFrom(
  "la coopérative",
  "الجمعية",
  "\u206609-08\u2069",
  "\u2068Argan Bio\u2069",
  "👩🏽‍🌾",
  "é́́",
  "3/5",
  "x".repeat(40),
  ". ",
  "؟ ",
  "! ",
  "\n",
  "\n\n",
  " ",
  "𝒜",
);
const texts = fc.array(words, { maxLength: 60 }).map((parts) => parts.join(" "));
const limits = fc.integer({ min: 24, max: 200 });
const bare = (text: string): string => text.replaceAll(/\s/gu, "");

describe("split", () => {
  test("leaves a text that fits as it is", () => {
    expect(split("Bonjour.\n\nÇa va ? ", 40)).toEqual(["Bonjour.\n\nÇa va ? "]);
    expect(split("", 40)).toEqual([]);
  });

  test("cuts between paragraphs first, then between sentences, then between words", () => {
    expect(split("Un deux trois.\n\nQuatre cinq. Six.", 25)).toEqual([
      "Un deux trois.",
      "Quatre cinq. Six.",
    ]);
    expect(split("Un deux trois. Quatre cinq six. Sept.", 33)).toEqual([
      "Un deux trois. Quatre cinq six.",
      "Sept.",
    ]);
    expect(split("هل عندكم موقع؟ نعم، عندنا موقع قديم.", 24)).toEqual([
      "هل عندكم موقع؟",
      "نعم، عندنا موقع قديم.",
    ]);
    expect(split("aaaa bbbb cccc", 10)).toEqual(["aaaa bbbb", "cccc"]);
  });

  test("does not make a tiny message to keep a paragraph whole", () => {
    const [first = ""] = split(`Ok.\n\n${"mot ".repeat(30)}`, 60);
    expect(first.length).toBeGreaterThan(40);
  });

  test("keeps people, families and accents in one piece", () => {
    const family = "👨‍👩‍👧‍👦";
    for (const part of split(family.repeat(8), 25)) expect(part).toBe(family.repeat(2));
    expect(split("e\u0301".repeat(20), 25).every((part) => part.startsWith("e"))).toBe(true);
  });

  test("lets go of an isolate that no part could hold", () => {
    const parts = split(`\u2068${"nom ".repeat(30)}\u2069 fin`, 30);
    expect(parts.join(" ")).not.toMatch(/[\u2066-\u2069]/u);
  });

  test("loses nothing and stays within the limit", () => {
    fc.assert(
      fc.property(texts, limits, (text, limit) => {
        const parts = split(text, limit);
        expect(parts.every((part) => part.length <= limit && part.length > 0)).toBe(true);
        expect(bare(parts.join(""))).toBe(bare(text));
      }),
    );
  });

  test("never cuts inside an isolate pair nor inside a surrogate pair", () => {
    fc.assert(
      fc.property(texts, limits, (text, limit) => {
        for (const part of split(text, limit)) {
          const opened = part.match(/[\u2066-\u2068]/gu)?.length ?? 0;
          expect(part.match(/\u2069/gu)?.length ?? 0).toBe(opened);
          expect(part.isWellFormed()).toBe(true);
        }
      }),
    );
  });

  test("is linear enough for a very long text", () => {
    const long = "Une phrase qui se répète. ".repeat(4_000);
    expect(split(long, 1_600).length).toBeLessThan(80);
  });
});

describe("partLastParagraph", () => {
  test("gives the last paragraph and what stands before it", () => {
    expect(partLastParagraph("a\n\nb\n\nc\n")).toEqual(["a\n\nb", "c"]);
    expect(partLastParagraph("a")).toEqual(["", "a"]);
    expect(partLastParagraph("a\n\n\u2068b\n\nc\u2069")).toEqual(["a", "\u2068b\n\nc\u2069"]);
  });
});
