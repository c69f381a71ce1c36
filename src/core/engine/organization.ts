import type { Instant } from "../instant.ts";
import type { Json } from "../json.ts";
import { noPages, type Pages } from "../pages/pages.ts";

/** A fact with the moment it was said and by whom ("" for this very contact). */
export type Entry = readonly [value: Json, at: Instant, by: string];

/** One finished diagnostic, with all that is needed to explain it and compute it again. */
export interface Result {
  readonly at: Instant;
  readonly rubric: string;
  readonly variant: "court" | "complet" | "tout";
  /** The values of the profile and of every answer, by their names. */
  readonly values: Readonly<Record<string, Json>>;
  /** Where each question's value came from, and its level. */
  readonly settled: Readonly<Record<string, readonly [origin: string, level: number | null]>>;
}

/**
 * The subject of a diagnostic, as one of its members knows it.
 *
 * The organization's own mailbox holds the truth; each member keeps a copy and tells of its changes.
 */
export interface Organization {
  readonly id: string;
  readonly values: Readonly<Record<string, Entry>>;
  readonly members: number;
  /** Oldest first; the last three. */
  readonly results: readonly Result[];
  /** The pages they made to show; left out before the first one. */
  readonly pages?: Pages;
}

/** The pages of an organization, also of one that has none or is not there yet. */
export function pagesOf(organization: Pick<Organization, "pages"> | null): Pages {
  return organization?.pages ?? noPages;
}

export const resultsKept = 3;

/** The later of two entries; equal moments are decided by who said it, so that all copies agree. */
export function later(one: Entry | undefined, other: Entry): Entry {
  if (one === undefined) return other;
  if (one[1] !== other[1]) return one[1] > other[1] ? one : other;
  return one[2] > other[2] ? one : other;
}

/** Joins two copies of an organization's facts: nothing said is lost, the later answer wins. */
export function merge(
  mine: Organization["values"],
  theirs: Organization["values"],
): Organization["values"] {
  const merged: Record<string, Entry> = { ...mine };
  for (const [name, entry] of Object.entries(theirs)) merged[name] = later(mine[name], entry);
  return merged;
}

/** A value, or undefined when it was never said or taken back. */
export function valueOf(organization: Organization | null, name: string): Json | undefined {
  const value = organization?.values[name]?.[0];
  return value === null ? undefined : value;
}
