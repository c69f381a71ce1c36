import { z } from "zod";
import { inLanguage, line } from "./words.ts";

/** A line of a budget in a workbook: the amount is a number there, in centimes; null when not said. */
const sheetLine = z.strictObject({ label: line, centimes: z.int().min(0).nullable() });

/** What both workbooks say, in one language. The name of a sheet has at most 31 characters. */
const common = {
  language: inLanguage,
  heading: line,
  organization: line,
  footer: line,
  income: z.strictObject({ heading: line, lines: z.array(sheetLine).max(100), total: line }),
  expense: z.strictObject({ heading: line, lines: z.array(sheetLine).max(100), total: line }),
} as const;

/** The budget as a workbook that computes: planned, real and the difference. */
export const budgetWorkbook = {
  ending: "xlsx",
  schema: z.strictObject({
    form: z.literal("budget-workbook"),
    ...common,
    sheet: line,
    columns: z.strictObject({ line, planned: line, real: line, gap: line }),
    balance: line,
  }),
} as const;

/** Twelve months to write receipts and expenses in, with a page for the year. */
export const monthlyWorkbook = {
  ending: "xlsx",
  schema: z.strictObject({
    form: z.literal("monthly-workbook"),
    ...common,
    year: z.int().min(1950).max(2200),
    /** The names of the sheets: the year, then January to December. */
    sheets: z.strictObject({ year: line, months: z.array(line).length(12) }),
    columns: z.strictObject({
      date: line,
      what: line,
      line,
      in: line,
      out: line,
      how: line,
      receipt: line,
    }),
    words: z.strictObject({ total: line, carried: line, left: line, balance: line }),
  }),
} as const;
