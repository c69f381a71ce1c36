import type { Document } from "../../documents/document.ts";
import type { Language } from "../../language/languages.ts";
import { monthNames } from "./months.ts";
import { linesOf } from "../budget.ts";
import type { Side } from "../cells.ts";
import type { Pages, Version } from "../pages.ts";
import { scopeOf } from "../report.ts";
import { headOf, wordsFor, type Making, type Words } from "./shown.ts";

/** The budget as a workbook that computes, in one language. */
export function budgetWorkbook(
  making: Making,
  pages: Pages,
  version: Version,
  language: Language,
): Document {
  const words = wordsFor(making, language);
  const { say } = words;
  return {
    form: "budget-workbook",
    ...headOf(making, words, pages, version),
    income: sideOf(words, version, "income"),
    expense: sideOf(words, version, "expense"),
    sheet: say("workbook.budget"),
    columns: {
      line: say("line"),
      planned: say("workbook.planned"),
      real: say("workbook.real"),
      gap: say("workbook.gap"),
    },
    balance: say("balance"),
  };
}

/** Twelve months of receipts and expenses with the lines of their budget. `year`: for a project. */
export function monthlyWorkbook(
  making: Making,
  pages: Pages,
  version: Version,
  language: Language,
  year: number,
): Document {
  const words = wordsFor(making, language);
  const { say } = words;
  const scope = scopeOf(version);
  const own = scope?.kind === "year" ? scope.year : year;
  return {
    form: "monthly-workbook",
    ...headOf(making, words, pages, version),
    income: sideOf(words, version, "income"),
    expense: sideOf(words, version, "expense"),
    year: own,
    sheets: { year: `${say("workbook.year")} ${own}`, months: [...monthNames[language]] },
    columns: {
      date: say("workbook.date"),
      what: say("workbook.what"),
      line: say("workbook.kind"),
      in: say("workbook.in"),
      out: say("workbook.out"),
      how: say("workbook.how"),
      receipt: say("workbook.receipt"),
    },
    words: {
      total: say("workbook.total"),
      carried: say("workbook.carried"),
      left: say("workbook.left"),
      balance: say("balance"),
    },
  };
}

/** A line they said they do not have is not in the way of those they have. */
function sideOf({ say, label }: Words, version: Version, side: Side) {
  const lines = linesOf(version)
    .filter((line) => line.side === side && line.centimes !== 0)
    .map((line) => ({ label: label(line.label), centimes: line.centimes }));
  return { heading: say(side), lines, total: say(`total-${side}`) };
}
