import { z } from "zod";
import { pageHead } from "./objectives.ts";
import { line, words } from "./words.ts";

const row = z.strictObject({ label: line, amount: line });

/** One side of a budget; `amount` is "" where it is not said yet. */
const side = z.strictObject({
  heading: line,
  rows: z.array(row.extend({ open: z.boolean() })).max(100),
  total: row,
});

const edition = z.strictObject({
  ...pageHead,
  /** The head of the column of amounts: « Montant (DH) ». */
  amount: line,
  income: side,
  expense: side,
  balance: row.extend({ sentence: words, state: z.enum(["even", "over", "short", "open"]) }),
  /** Where it is signed: the day, and who signs. */
  signed: z.array(line).max(3),
});

/**
 * The budget of a year or a project. In two languages it is one table: the labels of both stand on
 * either side of the same amounts.
 */
export const budget = {
  ending: "pdf",
  schema: z.strictObject({
    form: z.literal("budget"),
    editions: z.array(edition).min(1).max(2),
  }),
} as const;
