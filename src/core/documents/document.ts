import { z } from "zod";
import { budget } from "./budget.ts";
import { certificate } from "./certificate.ts";
import { objectives } from "./objectives.ts";
import { presentation } from "./presentation.ts";
import { report } from "./report.ts";
import { resultPicture } from "./result-picture.ts";
import { resultReport } from "./result-report.ts";
import { budgetWorkbook, monthlyWorkbook } from "./workbooks.ts";

/**
 * Every form of file that we make for people. To add one: its page here with all that it shows, a line
 * in this list, and what draws it in `src/documents`.
 */
export const forms = {
  certificate,
  "result-picture": resultPicture,
  "result-report": resultReport,
  objectives,
  budget,
  report,
  presentation,
  "budget-workbook": budgetWorkbook,
  "monthly-workbook": monthlyWorkbook,
} as const;

export type DocumentForm = keyof typeof forms;

/** The names of the forms, for whoever needs them as words. */
export const documentForms = Object.keys(forms) as [DocumentForm, ...DocumentForm[]];

export const documentSchema = z.discriminatedUnion("form", [
  certificate.schema,
  resultPicture.schema,
  resultReport.schema,
  objectives.schema,
  budget.schema,
  report.schema,
  presentation.schema,
  budgetWorkbook.schema,
  monthlyWorkbook.schema,
]);

/**
 * What a file shows, in the words of its language: numbers, dates and lines are sentences already, so
 * that whatever draws it decides nothing.
 */
export type Document = z.infer<typeof documentSchema>;

/** What becomes of each kind of file: its media type, and how its name ends. */
export const media = {
  pdf: "application/pdf",
  png: "image/png",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const;

/** How the name of a form's file ends. */
export type Ending = keyof typeof media;

export function endingOf({ form }: Pick<Document, "form">): Ending {
  return forms[form].ending;
}

export function mediaTypeOf(document: Pick<Document, "form">): string {
  return media[endingOf(document)];
}
