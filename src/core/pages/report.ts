import {
  figureSchema,
  scopeSchema,
  thanksSchema,
  type Figure,
  type Scope,
  type Thanks,
} from "./cells.ts";
import { linesOf, totals, type Line, type Totals } from "./budget.ts";
import { cellOf, type Version } from "./pages.ts";

/** A one-page report: what came in, what it was spent on, three results, a thank-you. */
export interface Report {
  readonly scope: Scope | null;
  readonly lines: readonly Line[];
  readonly totals: Totals;
  readonly figures: readonly Figure[];
  /** What was difficult, in one line; null when they did not say. */
  readonly hard: string | null;
  /** Null unless it may be shown: what somebody said only with their consent. */
  readonly thanks: string | null;
}

export function reportOf(version: Version): Report {
  const { cells } = version;
  const lines = linesOf(version);
  const hard = cellOf(cells, "hard");
  return {
    scope: scopeOf(version),
    lines,
    totals: totals(lines),
    figures: [1, 2, 3].flatMap((n) => {
      const read = figureSchema.safeParse(cellOf(cells, `result.${n}`));
      return read.success ? [read.data] : [];
    }),
    hard: typeof hard === "string" ? hard : null,
    thanks: shownThanks(thanksOf(version)),
  };
}

/** What the page is about; null when it was not said. */
export function scopeOf({ cells }: Pick<Version, "cells">): Scope | null {
  const read = scopeSchema.safeParse(cellOf(cells, "scope"));
  return read.success ? read.data : null;
}

/** The thanks as they were written, shown or not. */
export function thanksOf({ cells }: Pick<Version, "cells">): Thanks | null {
  const read = thanksSchema.safeParse(cellOf(cells, "thanks"));
  return read.success ? read.data : null;
}

function shownThanks(thanks: Thanks | null): string | null {
  if (thanks === null) return null;
  return thanks.quoted && !thanks.agreed ? null : thanks.text;
}
