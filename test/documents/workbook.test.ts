import { read, type CellObject, type WorkBook } from "xlsx";
import { describe, expect, it } from "vitest";
import type { Document } from "../../src/core/documents/document.ts";
import type { Json } from "../../src/core/json.ts";
import { languages, type Language } from "../../src/core/language/languages.ts";
import { linesOf, totals } from "../../src/core/pages/budget.ts";
import { budgetWorkbook, monthlyWorkbook } from "../../src/core/pages/files/workbooks.ts";
import { structures, type Structure } from "../../src/core/pages/proposals.ts";
import { renderDocument } from "../../src/documents/render.ts";
import { linesFor, making, pageWith } from "../core/pages/sample.ts";

const scope = { kind: "year", year: 2027 };

function page(structure: Structure, more: Record<string, Json> = {}) {
  return pageWith("budget", { scope, ...linesFor(structure), ...more });
}

async function opened(document: Document): Promise<WorkBook> {
  const { bytes, type } = await renderDocument(document);
  expect(type).toContain("spreadsheetml");
  return read(bytes, { cellFormula: true, cellNF: true });
}

function cell(book: WorkBook, sheet: string, at: string): CellObject | undefined {
  // A sheet holds cells by their names.
  return book.Sheets[sheet]?.[at] as CellObject | undefined;
}

/** The rows of a column that hold something, by what stands in the first column. */
function row(book: WorkBook, sheet: string, words: string): number {
  for (let at = 1; at < 200; at += 1) if (cell(book, sheet, `A${at}`)?.v === words) return at;
  throw new Error(`${words} is not there`);
}

describe("a budget as a workbook", () => {
  it.each(structures)("of a %s has formulas that come to our totals", async (structure) => {
    const { pages, version } = page(structure);
    const book = await opened(budgetWorkbook(making, pages, version, "fr"));
    const sums = totals(linesOf(version));
    for (const [words, centimes] of [
      ["Total des recettes", sums.income],
      ["Total des dépenses", sums.expense],
      ["Différence", sums.balance],
    ] as const) {
      const found = cell(book, "Budget", `B${row(book, "Budget", words)}`);
      // What a phone shows, which computes nothing.
      expect(found?.v).toBe(centimes / 100);
      expect(found?.f).toBeDefined();
    }
    // And what a program computes: the formula adds exactly the lines.
    const total = cell(book, "Budget", `B${row(book, "Budget", "Total des recettes")}`);
    const [, from, to] = /^SUM\(B(\d+):B(\d+)\)$/u.exec(total?.f ?? "") ?? [];
    let sum = 0;
    for (let at = Number(from); at <= Number(to); at += 1)
      sum += Math.round(Number(cell(book, "Budget", `B${at}`)?.v ?? 0) * 100);
    expect(sum).toBe(sums.income);
  });

  it("keeps words as words, whatever they look like", async () => {
    const evil = ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3"];
    const lines = evil.map((typed, at): [string, Json] => [
      `line.evil${at}`,
      { side: "expense", label: { typed }, centimes: 100, place: 100 + at },
    ]);
    const { pages, version } = page("coop", Object.fromEntries(lines));
    const book = await opened(budgetWorkbook(making, pages, version, "fr"));
    for (const words of evil) {
      const found = cell(book, "Budget", `A${row(book, "Budget", words)}`);
      expect(found).toMatchObject({ t: "s", v: words });
      expect(found?.f).toBeUndefined();
      expect(found?.z).toBe("@");
    }
  });

  it.each(languages)("reads from the right where its language does: %s", async (language) => {
    const { pages, version } = page("association");
    const book = await opened(budgetWorkbook(making, pages, version, language));
    const isRight = language === "ar" || language === "ary";
    expect(book.Workbook?.Views?.[0]?.RTL ?? false).toBe(isRight);
    expect(JSON.stringify(book.Sheets)).not.toMatch(/page-files|pages-lines/u);
  });

  it("is the same file for the same budget", async () => {
    const { pages, version } = page("AE");
    const bytes = async () =>
      (await renderDocument(budgetWorkbook(making, pages, version, "ar"))).bytes;
    expect(await bytes()).toEqual(await bytes());
  });
});

describe("twelve months as a workbook", () => {
  const languagesRead: readonly Language[] = ["fr", "ar"];

  it.each(languagesRead)("has the year and its months with our lines, in %s", async (language) => {
    const { pages, version } = page("mutuelle");
    const document = monthlyWorkbook(making, pages, version, language, 2030);
    const book = await opened(document);
    if (document.form !== "monthly-workbook") throw new Error("no workbook");
    expect(document.year).toBe(2027);
    expect(book.SheetNames).toEqual([document.sheets.year, ...document.sheets.months]);
    for (const { label } of [...document.income.lines, ...document.expense.lines])
      expect(row(book, document.sheets.year, label)).toBeGreaterThan(5);
  });

  it("carries what is left from month to month, and counts each line in its column", async () => {
    const { pages, version } = page("association");
    const book = await opened(monthlyWorkbook(making, pages, version, "fr", 2027));
    const total = row(book, "janvier", "Total");
    expect(cell(book, "janvier", `D${total}`)?.f).toBe(`SUM(D6:D${total - 1})`);
    expect(cell(book, "janvier", `E${total}`)?.f).toBe(`SUM(E6:E${total - 1})`);
    expect(cell(book, "janvier", `D${total + 1}`)?.f).toBe(`D3+D${total}-E${total}`);
    expect(cell(book, "mars", "D3")?.f).toBe(`'février'!D${total + 1}`);
    const rent = row(book, "Année 2027", "Loyer et local");
    const last = total - 1;
    expect(cell(book, "Année 2027", `D${rent}`)?.f).toBe(
      `SUMPRODUCT(--('mars'!$C$6:$C$${last}=$A${rent}),'mars'!$E$6:$E$${last})`,
    );
    const fees = row(book, "Année 2027", "Cotisations des membres");
    expect(cell(book, "Année 2027", `B${fees}`)?.f).toContain("$D$6");
    const all = row(book, "Année 2027", "Total des dépenses");
    expect(cell(book, "Année 2027", `M${all}`)?.f).toBe(`'décembre'!E${total}`);
    expect(cell(book, "Année 2027", `N${all}`)).toMatchObject({ f: `SUM(B${all}:M${all})`, v: 0 });
  });

  it("has room to write in also where they have no line yet", async () => {
    const { pages, version } = pageWith("budget", { scope: { kind: "project", name: "Puits" } });
    const book = await opened(monthlyWorkbook(making, pages, version, "fr", 2028));
    expect(book.SheetNames).toHaveLength(13);
    expect(book.SheetNames[0]).toBe("Année 2028");
  });
});
