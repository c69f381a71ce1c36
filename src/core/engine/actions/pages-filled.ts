import { filled } from "../../pages/budget.ts";
import { lineSchema } from "../../pages/cells.ts";
import { cellOf, type Version } from "../../pages/pages.ts";

/** Whether anything was said on a page: what it is about and lines without amounts are only the form. */
export function filledCells({ cells, at }: Version): boolean {
  return filled(cells).some((name) => {
    if (name === "scope") return (cells[name]?.[1] ?? 0) > at || scopeIsSaid(cells);
    const line = lineSchema.safeParse(cellOf(cells, name));
    return !line.success || line.data.centimes !== null || line.data.before !== undefined;
  });
}

/** A budget for which they said what it is about is begun. */
function scopeIsSaid(cells: Version["cells"]): boolean {
  return Object.keys(cells).some((name) => name.startsWith("line."));
}
