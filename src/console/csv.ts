import { writeSpreadsheet } from "../core/webinar/import/table.ts";
import type { Answer } from "./visit.ts";

/** A table as a file for spreadsheets. */
export function csv(name: string, rows: readonly (readonly string[])[]): Answer {
  return { kind: "file", name: `${name}.csv`, type: "text/csv", text: writeSpreadsheet(rows) };
}
