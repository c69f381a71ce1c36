import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { questionMost, redactQuestion } from "../../src/llm/redact.ts";

describe("what a model sees of a question", () => {
  test.each([
    "appelez 06 12 34 56 78 svp",
    "mon numéro +212 6 12 34 56 78",
    "نمرتي ٠٦١٢٣٤٥٦٧٨",
    "0️⃣6️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣",
    "écrivez à quelqu.un+x@exemple.ma",
    "ma CIN est BK123456",
    "carte 4000 0000 0000 0002",
    "rib 007 780 0001234567890123 45",
    "voyez https://exemple.ma/page?id=42",
    "voyez www.exemple.ma/page",
    "voyez exemple.ma/page/42",
  ])("has nothing by which a person is reached: %s", (question) => {
    expect(redactQuestion(question)).not.toMatch(/\d{2}|@|:\/\/|www|exemple\.ma/u);
    expect(redactQuestion(question)).toContain("[…]");
  });

  test.each(["Je m'appelle Untel et je veux un site", "سميتي فلان وبغيت سيت", "my name is Soandso"])(
    "has no name of somebody who introduces themselves: %s",
    (question) => {
      expect(redactQuestion(question)).not.toMatch(/Untel|فلان|Soandso/u);
    },
  );

  test("keeps the question", () => {
    const question = "nom de domaine .ma ou .com en 2026, pour 3 personnes ?";
    expect(redactQuestion(question)).toBe(question);
  });

  test("has no text that only a model reads", () => {
    expect(redactQuestion("bonjour\u{E0049}\u{E0047}\u200B\u202E")).toBe("bonjour");
  });

  test("is short, on one line, and never fails", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 3_000 }), (question) => {
        const seen = redactQuestion(question);
        expect(Array.from(seen).length).toBeLessThanOrEqual(questionMost);
        expect(seen).not.toMatch(/[\n\r]|\d{7}/u);
      }),
      { numRuns: 50 },
    );
  });
});
