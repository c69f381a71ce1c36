import { describe, expect, test } from "vitest";
import { documentSchema, type Document } from "../../../src/core/documents/document.ts";
import { lastResult } from "../../../src/core/engine/actions/last-result.ts";
import { pictureOf } from "../../../src/core/engine/actions/result-picture.ts";
import { reportOf } from "../../../src/core/engine/actions/result-report.ts";
import { languages } from "../../../src/core/language/languages.ts";
import { playWithResult } from "../../documents/sample.ts";

type Report = Extract<Document, { form: "result-report" }>;
type Edition = Report["editions"][number];

async function reportIn(variant: "tout" | "court", which: readonly ("fr" | "ar")[]) {
  const play = await playWithResult(variant);
  const last = lastResult(play);
  if (last === null) throw new Error("there is a result");
  return documentSchema.parse(reportOf(play, last, which)) as Report;
}

/** What is a value and no prose: every digit of it must be the same in every language. */
function valuesOf({ level, score, date, stage, dimensions, footer, plan }: Edition) {
  const digits = (text: string): string => text.replaceAll(/\D+/gu, " ").trim();
  return {
    head: [level, score, date, footer].map(digits),
    stage,
    rows: dimensions.rows.map(({ bar, value }) => [bar, digits(value)]),
    actions: plan.actions.map(({ facts }) => facts.length),
  };
}

describe("the documents of a result", () => {
  test("hold the same numbers in French and in Arabic", async () => {
    const [fr, ar] = (await reportIn("tout", ["fr", "ar"])).editions;
    if (fr === undefined || ar === undefined) throw new Error("there are two");
    expect(valuesOf(fr)).toEqual(valuesOf(ar));
    expect(valuesOf(fr).head[1]).toMatch(/^\d+ 100$/u);
    expect(fr.dimensions.rows.length).toBe(8);
    expect(fr.plan.actions.length).toBeGreaterThan(2);
  });

  test("are the same edition alone and beside another", async () => {
    const both = await reportIn("tout", ["fr", "ar"]);
    const alone = await reportIn("tout", ["ar"]);
    expect(both.editions[1]).toEqual(alone.editions[0]);
  });

  test("show no score after eight questions, neither of the whole nor of a part", async () => {
    for (const which of ["fr", "ar"] as const) {
      const [edition] = (await reportIn("court", [which])).editions;
      expect(edition?.score).toBe("");
      for (const { value, bar } of edition?.dimensions.rows ?? []) {
        expect(value).not.toMatch(/\d/u);
        expect([null, 3]).toContain(bar?.of ?? null);
      }
    }
  });

  test.each(languages)("are whole sentences in %s, with no key left in them", async (language) => {
    for (const variant of ["tout", "court"] as const) {
      const play = await playWithResult(variant);
      const last = lastResult(play);
      if (last === null) throw new Error("there is a result");
      for (const made of [pictureOf(play, last, language), reportOf(play, last, [language])]) {
        const text = JSON.stringify(documentSchema.parse(made));
        expect(text).not.toMatch(/"(?:documents|words|result|actions|diagnostic)\.[\w.-]+"/u);
        expect(text).not.toMatch(/[{}]\w+\}/u);
      }
    }
  });
});
