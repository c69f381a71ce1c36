import { z } from "zod";
import { pageHead } from "./objectives.ts";
import { line, words } from "./words.ts";

const row = z.strictObject({
  label: line,
  amount: line,
  /** « 45 % » */
  share: line,
  /** The same in steps of a hundred. */
  percent: z.int().min(0).max(100),
});

const edition = z.strictObject({
  ...pageHead,
  /** Received, spent, left. */
  sums: z.array(z.strictObject({ label: line, amount: line })).max(3),
  uses: z.strictObject({ heading: line, rows: z.array(row).max(12) }),
  sources: z.strictObject({ heading: line, rows: z.array(row).max(12) }),
  results: z.strictObject({
    heading: line,
    rows: z.array(z.strictObject({ figure: line, what: line })).max(3),
  }),
  hard: z.strictObject({ heading: line, text: words }).nullable(),
  thanks: z.strictObject({ heading: line, text: words }).nullable(),
});

/** One page for donors and members: it tells, and asks for nothing (brief § 2.9). */
export const report = {
  ending: "pdf",
  schema: z.strictObject({
    form: z.literal("report"),
    editions: z.array(edition).min(1).max(2),
  }),
} as const;
