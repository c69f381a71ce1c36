import type { Instant } from "../instant.ts";
import type { Json } from "../json.ts";

/** The pages an organization can show. */
export const pageKinds = ["objectives", "budget", "report", "presentation"] as const;
export type PageKind = (typeof pageKinds)[number];

/**
 * One thing written on a page, with the moment and by whom ("" for this very contact).
 * null: it was taken back.
 */
export type Cell = readonly [value: Json, at: Instant, by: string];
export type Cells = Readonly<Record<string, Cell>>;

/** A page as it was for one year or one project. */
export interface Version {
  readonly id: string;
  readonly page: PageKind;
  /** When it was begun. */
  readonly at: Instant;
  /** By the names of `cells.ts`. */
  readonly cells: Cells;
}

/**
 * All pages of one organization. Every copy of it may be joined with every other (`mergePages`), in any
 * order, and the latest word on each thing wins: so colleagues work on one page at once.
 */
export interface Pages {
  /** What every page says of the organization: its name, since when, where, how to reach it. */
  readonly about: Cells;
  readonly versions: Readonly<Record<string, Version>>;
}

export const noPages: Pages = { about: {}, versions: {} };

/** How many versions of one page are kept: the oldest leaves for an eleventh. */
export const versionsKept = 10;

/** The versions of a page, the newest first, without those that were thrown away. */
export function versionsOf(pages: Pages, page: PageKind): readonly Version[] {
  return Object.values(pages.versions)
    .filter((version) => version.page === page && !isDropped(version))
    .toSorted(newerFirst);
}

/** The version one goes on with; null when the page was never begun. */
export function newestOf(pages: Pages, page: PageKind): Version | null {
  return versionsOf(pages, page)[0] ?? null;
}

/** What a cell says; undefined when it was never said or taken back. */
export function cellOf(cells: Cells, name: string): Json | undefined {
  const value = cells[name]?.[0];
  return value === null ? undefined : value;
}

export function isDropped({ cells }: Pick<Version, "cells">): boolean {
  return cells["dropped"]?.[0] === true;
}

/** When its file was last made for somebody; null before. */
export function shownAt({ cells }: Pick<Version, "cells">): Instant | null {
  const at = cellOf(cells, "shown");
  return typeof at === "number" ? at : null;
}

/** Joins two copies: nothing said is lost, the later word wins. */
export function mergePages(mine: Pages, theirs: Pages): Pages {
  const versions: Record<string, Version> = { ...mine.versions };
  for (const [id, version] of Object.entries(theirs.versions)) {
    const own = versions[id];
    versions[id] =
      own === undefined ? version : { ...own, cells: mergeCells(own.cells, version.cells) };
  }
  return tidied({ about: mergeCells(mine.about, theirs.about), versions });
}

export function mergeCells(mine: Cells, theirs: Cells): Cells {
  const merged: Record<string, Cell> = { ...mine };
  for (const [name, cell] of Object.entries(theirs)) merged[name] = laterCell(mine[name], cell);
  return merged;
}

/** The later of two; equal moments are decided by who said it, so that all copies agree. */
export function laterCell(one: Cell | undefined, other: Cell): Cell {
  if (one === undefined) return other;
  if (one[1] !== other[1]) return one[1] > other[1] ? one : other;
  return one[2] > other[2] ? one : other;
}

/** Of a version thrown away only that fact is kept, and of each page its latest versions. */
export function tidied(pages: Pages): Pages {
  const kept = pageKinds.flatMap((page) =>
    Object.values(pages.versions)
      .filter((version) => version.page === page)
      .toSorted(newerFirst)
      .slice(0, versionsKept),
  );
  return {
    about: pages.about,
    versions: Object.fromEntries(
      kept.map((version) => {
        const dropped = version.cells["dropped"];
        const bare = dropped?.[0] === true ? { ...version, cells: { dropped } } : version;
        return [version.id, bare];
      }),
    ),
  };
}

/**
 * What one member alone wrote goes with them; `at` and `by` are those of who takes it away. What a page
 * is about stays while others wrote on it; a page that only they wrote is thrown away.
 */
export function withoutAuthor(pages: Pages, author: string, at: Instant, by: string): Pages {
  const less = (cells: Cells): Cells =>
    Object.fromEntries(
      Object.entries(cells).map(([name, cell]): [string, Cell] =>
        cell[2] !== author
          ? [name, cell]
          : [name, ofThePage.has(name) ? [cell[0], cell[1], by] : [null, at, by]],
      ),
    );
  const versions = Object.entries(pages.versions).map(([id, version]): [string, Version] => {
    const cells = less(version.cells);
    const empty = Object.keys(cells).every(
      (name) => ofThePage.has(name) || cellOf(cells, name) === undefined,
    );
    return [id, { ...version, cells: empty ? { dropped: [true, at, by] } : cells }];
  });
  return { about: less(pages.about), versions: Object.fromEntries(versions) };
}

/** What says nothing of its own. */
const ofThePage: ReadonlySet<string> = new Set(["scope", "shown", "dropped"]);

function newerFirst(one: Version, other: Version): number {
  return other.at - one.at || (other.id > one.id ? 1 : -1);
}
