import { describe, expect, it } from "vitest";
import { documentSchema, type Document } from "../../src/core/documents/document.ts";
import type { Json } from "../../src/core/json.ts";
import { languages, type Language } from "../../src/core/language/languages.ts";
import { budgetDocument } from "../../src/core/pages/files/budget.ts";
import { objectivesDocument, objectivesText } from "../../src/core/pages/files/objectives.ts";
import { presentationDocument } from "../../src/core/pages/files/presentation.ts";
import {
  hundred,
  reportDocument,
  reportText,
  shareMost,
} from "../../src/core/pages/files/report.ts";
import type { PageKind } from "../../src/core/pages/pages.ts";
import { structures } from "../../src/core/pages/proposals.ts";
import { countPages } from "../../src/documents/typesetting.ts";
import { renderDocument } from "../../src/documents/render.ts";
import { linesFor, making, pageWith } from "../core/pages/sample.ts";

const makers = {
  objectives: objectivesDocument,
  budget: budgetDocument,
  report: reportDocument,
  presentation: presentationDocument,
} satisfies Record<PageKind, unknown>;

/** What is typed to break a page: the language of templates, marks of direction, one endless word. */
const hostile = '#import "x.typ" $x$ \\ *_<a>@b \u202Eabc\u2066 👩🏽‍🌾 «»"\'{}[]';
const endless = "م".repeat(80);

const name = "Association Amal pour le développement du monde rural";
const year = { kind: "year", year: 2027 };

const cells: Readonly<Record<PageKind, Record<string, Json>>> = {
  objectives: {
    scope: year,
    "1.what": "Ouvrir une page Facebook au nom de l'association",
    "1.who": "La secrétaire",
    "1.when": "2027-03-31",
    "1.seen": "8 publications par mois",
    "2.what": "كتابة ميزانية السنة والمصادقة عليها",
    "2.progress": "done",
    "3.what": hostile,
    "3.seen": "x".repeat(300),
  },
  budget: { scope: year, ...linesFor("association") },
  report: {
    scope: year,
    ...linesFor("fondation"),
    "result.1": { figure: "120", what: "enfants suivis toute l'année" },
    "result.2": { figure: "1 450", what: hostile },
    "result.3": { figure: "9 sur 10", what: endless },
    hard: "x".repeat(300),
    thanks: { text: "Merci à tous.", quoted: false, agreed: false },
  },
  presentation: {
    what: "Nous aidons les enfants du village à réussir à l'école.",
    "does.1": "Soutien scolaire",
    "does.2": hostile,
    "does.3": "x".repeat(300),
    for: "Les enfants de 6 à 15 ans",
    result: { figure: "120", what: "enfants accompagnés" },
  },
};

function made(page: PageKind, spoken: readonly Language[], own = cells[page]): Document {
  const { pages, version } = pageWith(page, own, { name, since: "2014", place: "تارودانت" });
  return makers[page](making, pages, version, spoken);
}

const kinds = Object.keys(makers) as readonly PageKind[];

describe("the file of a page", () => {
  it.each(kinds)("of %s says all in its schema, in every language", (page) => {
    for (const language of languages) {
      const document = made(page, [language]);
      expect(documentSchema.parse(document)).toEqual(document);
      // A key that has no sentence would be shown as it is.
      expect(JSON.stringify(document)).not.toMatch(/page-files\.|pages-lines\./u);
    }
  });

  it.each(kinds)("of %s stands on one page in each language", (page) => {
    for (const language of ["fr", "ar"] as const)
      expect(countPages(made(page, [language]))).toBe(1);
  });

  it("is a PDF, and the same one every time", async () => {
    const one = await renderDocument(made("report", ["fr", "ar"]));
    expect(one.type).toBe("application/pdf");
    expect(Buffer.from(one.bytes.subarray(0, 5)).toString()).toBe("%PDF-");
    expect(one.bytes.length).toBeLessThan(300_000);
    expect((await renderDocument(made("report", ["fr", "ar"]))).bytes).toEqual(one.bytes);
  });

  it.each(structures)("of a budget of a %s has the same figures in both languages", (structure) => {
    const document = made("budget", ["fr", "ar"], { scope: year, ...linesFor(structure) });
    if (document.form !== "budget") throw new Error("no budget");
    const [french, arabic] = document.editions;
    const figures = (one: unknown): readonly string[] =>
      JSON.stringify(one).match(/\d[\d\u202F,]*/gu) ?? [];
    for (const part of ["income", "expense", "balance"] as const)
      expect(figures(arabic?.[part])).toEqual(figures(french?.[part]));
    expect(countPages(document)).toBe(1);
  });

  it("of a budget holds forty lines with names of eighty letters", () => {
    const lines = Array.from({ length: 40 }, (_, at): [string, Json] => [
      `line.l${at}`,
      {
        side: at < 15 ? "income" : "expense",
        label: {
          typed:
            at % 3 === 0 ? endless : `Ligne ${at} ${"au nom très long ".repeat(5)}`.slice(0, 80),
        },
        centimes: 1_234_567_890 + at,
        place: at,
      },
    ]);
    const many = {
      scope: { kind: "project", name: "Eau ".repeat(20).trim() },
      ...Object.fromEntries(lines),
    };
    expect(countPages(made("budget", ["fr"], many))).toBeLessThanOrEqual(2);
    expect(countPages(made("budget", ["fr", "ar"], many))).toBeLessThanOrEqual(3);
  });

  it("of a budget that says nothing yet is a page all the same", () => {
    expect(countPages(made("budget", ["ar"], { scope: year }))).toBe(1);
  });

  it("says what is missing in words, and shows an amount that is still open as open", () => {
    const document = made("budget", ["fr"], {
      scope: year,
      "line.fees": { side: "income", label: { typed: "Ventes" }, centimes: 100_000, place: 1 },
      "line.rent": { side: "expense", label: { typed: "Loyer" }, centimes: 150_050, place: 1 },
      "line.new": { side: "expense", label: { typed: "Transport" }, centimes: null, place: 2 },
      "line.none": { side: "expense", label: { typed: "Foires" }, centimes: 0, place: 3 },
    });
    if (document.form !== "budget") throw new Error("no budget");
    const [{ expense, balance } = document.editions[0]!] = document.editions;
    expect(expense.rows).toEqual([
      { label: "Loyer", amount: "1\u202F500,50\u00A0DH", open: false },
      { label: "Transport", amount: "à compléter", open: true },
    ]);
    expect(balance).toMatchObject({
      state: "short",
      amount: "\u2212500,50\u00A0DH",
      sentence: "Il manque 500,50\u00A0DH pour équilibrer.",
    });
  });
});

describe("a report to share", () => {
  it("has shares that make a hundred", () => {
    expect(hundred([1, 1, 1], 3)).toEqual([34, 33, 33]);
    expect(hundred([999, 1], 1000)).toEqual([100, 0]);
    expect(hundred([], 0)).toEqual([]);
  });

  it.each(languages)("is at most six hundred characters, whole lines, in %s", (language) => {
    const { pages, version } = pageWith("report", {
      ...cells.report,
      thanks: { text: "Merci ".repeat(50).trim(), quoted: false, agreed: false },
    });
    const text = reportText(making, pages, version, language);
    expect(text.length).toBeLessThanOrEqual(shareMost);
    expect(text).toContain("120 enfants suivis");
    expect(text).not.toMatch(/page-files|pages-lines/u);
  });

  it("of objectives names each with who and by when", () => {
    const { pages, version } = pageWith("objectives", cells.objectives);
    const [head, first] = objectivesText(making, pages, version, "fr").split("\n");
    expect(head).toBe("Coopérative Tighanimine · Nos objectifs 2027");
    expect(first).toBe(
      "1. Ouvrir une page Facebook au nom de l'association (La secrétaire · mercredi 31 mars 2027)",
    );
  });
});
