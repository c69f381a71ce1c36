import type { Json } from "../json.ts";
import { carriedLines, filled } from "./budget.ts";
import { objectivesOf } from "./objectives.ts";
import { cellOf, type PageKind, type Version } from "./pages.ts";
import { scopeOf } from "./report.ts";
import type { Scope } from "./cells.ts";

/**
 * What the version after this one begins with: the `cells` of its `open` operation.
 *
 * A budget keeps its lines with their amounts, a report its lines without them, objectives those that
 * are not done, a presentation everything. Results and thanks were of their year and stay there.
 */
export function nextVersion(version: Version, scope: Scope): Record<string, Json> {
  return { ...json(carry[version.page](version)), ...(isScoped(version.page) ? { scope } : {}) };
}

/** The same a year later; a project has no next year and gives `null`. */
export function nextYear(version: Version): Record<string, Json> | null {
  const scope = scopeOf(version);
  if (scope?.kind !== "year") return null;
  return nextVersion(version, { kind: "year", year: scope.year + 1 });
}

function isScoped(page: PageKind): boolean {
  return page !== "presentation";
}

const carry: Readonly<Record<PageKind, (version: Version) => object>> = {
  objectives: carryObjectives,
  budget: (version) => carriedLines(version, "kept"),
  report: (version) => carriedLines(version, "asked"),
  presentation: ({ cells }) =>
    Object.fromEntries(
      filled(cells)
        .filter((name) => /^(?:what|for|does\.\d|result)$/u.test(name))
        .map((name) => [name, cellOf(cells, name)]),
    ),
};

/** Those not done move up, with a day to be said anew. */
function carryObjectives(version: Version): object {
  const open = objectivesOf(version).filter(({ progress }) => progress !== "done");
  return Object.fromEntries(
    open.flatMap(({ what, who, seen }, at) =>
      Object.entries({ what, who, seen })
        .filter(([, value]) => value !== null)
        .map(([field, value]) => [`${at + 1}.${field}`, value]),
    ),
  );
}

/** Cells hold plain data. */
function json(cells: object): Record<string, Json> {
  return cells as Record<string, Json>;
}
