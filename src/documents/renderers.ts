import type { Document, DocumentForm } from "../core/documents/document.ts";
import { setPage } from "./typesetting.ts";

type Of<Form extends DocumentForm> = Extract<Document, { readonly form: Form }>;

/** Draws one form: the same document always gives the same bytes. */
type Renderer<Form extends DocumentForm> = (document: Of<Form>) => Promise<Uint8Array> | Uint8Array;

/** Who draws each form: leave one out and this does not compile. Libraries are loaded as they are needed. */
export const renderers: { readonly [Form in DocumentForm]: Renderer<Form> } = {
  certificate: setPage,
  "result-picture": setPage,
  "result-report": setPage,
  objectives: setPage,
  budget: setPage,
  report: setPage,
  presentation: setPage,
  "budget-workbook": async (document) => (await import("./workbook.ts")).writeBudget(document),
  "monthly-workbook": async (document) => (await import("./workbook.ts")).writeMonths(document),
};
