import { day, type Instant } from "../instant.ts";
import type { Profile, Variant } from "./answers.ts";
import { shown, type Score } from "./score.ts";

type Points = Readonly<Record<string, number>>;

/**
 * One cell of the anonymous comparison (brief § 2.13): the organizations of a type and size that agreed.
 *
 * `live` is who belongs to it now, with the shown points of their latest diagnosis; `frozen` what is
 * shown until the next refresh; `lastShown` who was in the last snapshot large enough to be shown.
 */
export interface Cell {
  readonly live: Points;
  readonly frozen: { readonly at: Instant; readonly points: Points } | null;
  readonly hidden: boolean;
  readonly lastShown: readonly string[];
}

export const emptyCell: Cell = { live: {}, frozen: null, hidden: false, lastShown: [] };

/** `points` are the shown integers. `refresh` is sent once a week; sent more often it does nothing. */
export type CellEvent =
  | { readonly kind: "join"; readonly organization: string; readonly points: number }
  | { readonly kind: "replace"; readonly organization: string; readonly points: number }
  | { readonly kind: "withdraw"; readonly organization: string }
  | { readonly kind: "refresh" }
  | { readonly kind: "ask"; readonly organization: string; readonly points: number };

/**
 * What the asker is told. Statistics are rounded to 5; `ahead` is « plus avancé qu'environ 6 structures
 * sur 10 », from 1 to 9, null when it may not be said.
 */
export type CellAnswer =
  | { readonly kind: "not-enough" }
  | {
      readonly kind: "shown";
      readonly lower: number;
      readonly median: number;
      readonly upper: number;
      readonly ahead: number | null;
    };

const fewest = 10;
const fewestForRank = 20;
const fewestChanges = 3;

/**
 * Plays one event of a cell. `answer` is null unless something was asked.
 *
 * Whoever holds the cells asks the narrow one first, then the wide one (see `cellsOf`).
 */
export function advanceCell(
  cell: Cell,
  event: CellEvent,
  now: Instant,
): { readonly cell: Cell; readonly answer: CellAnswer | null } {
  if (event.kind === "ask") {
    return { cell, answer: compare(cell, event.organization, event.points) };
  }
  return { cell: change(cell, event, now), answer: null };
}

/** The cells to ask, the narrow one first; none for a structure « en création ». */
export function cellsOf(profile: Profile): readonly string[] {
  if (profile.stage === "creation") return [];
  return [`${profile.type} ${profile.size}`, profile.type];
}

/** The points a diagnosis brings to its cells, null when it brings none: only full ones with a level do. */
export function comparablePoints(profile: Profile, variant: Variant, score: Score): number | null {
  if (variant === "court" || profile.stage === "creation" || score.level === null) return null;
  return shown(score.overall.points);
}

function change(cell: Cell, event: Exclude<CellEvent, { kind: "ask" }>, now: Instant): Cell {
  if (event.kind === "refresh") return refresh(cell, now);
  const changed = event.kind === "withdraw" ? leave(cell, event.organization) : enter(cell, event);
  return hideIfStuck(changed);
}

function enter(cell: Cell, event: { kind: string; organization: string; points: number }): Cell {
  const belongs = Object.hasOwn(cell.live, event.organization);
  if (event.kind === "replace" && !belongs) return cell;
  return { ...cell, live: { ...cell.live, [event.organization]: event.points } };
}

function leave(cell: Cell, organization: string): Cell {
  const { [organization]: _left, ...live } = cell.live;
  return { ...cell, live };
}

/** A snapshot that still holds someone who withdrew is hidden, unless the next week replaces it. */
function hideIfStuck(cell: Cell): Cell {
  const frozen = Object.keys(cell.frozen?.points ?? {});
  const withdrawn = frozen.some((organization) => !Object.hasOwn(cell.live, organization));
  return withdrawn && !mayRefresh(cell) ? { ...cell, hidden: true } : cell;
}

function refresh(cell: Cell, now: Instant): Cell {
  if (cell.frozen !== null && weekOf(cell.frozen.at) >= weekOf(now)) return cell;
  if (!mayRefresh(cell)) return cell;
  const members = Object.keys(cell.live);
  return {
    live: cell.live,
    frozen: { at: now, points: cell.live },
    hidden: false,
    lastShown: members.length >= fewest ? members : cell.lastShown,
  };
}

/**
 * A cell that was large enough changes only with three organizations at once, so that nobody's score
 * can be read from the difference. One that shrank meanwhile comes back under the same condition,
 * counted from the last snapshot that could be shown.
 */
function mayRefresh(cell: Cell): boolean {
  const frozen = Object.keys(cell.frozen?.points ?? {});
  const live = Object.keys(cell.live);
  if (frozen.length >= fewest) return countChanges(frozen, live) >= fewestChanges;
  return live.length < fewest || countChanges(cell.lastShown, live) >= fewestChanges;
}

function countChanges(before: readonly string[], after: readonly string[]): number {
  const added = after.filter((organization) => !before.includes(organization));
  const removed = before.filter((organization) => !after.includes(organization));
  return added.length + removed.length;
}

/** Weeks begin on Monday, 00:00 UTC: a run that is an hour late does not delay all the next ones. */
function weekOf(at: Instant): number {
  return Math.floor((at / day + 3) / 7);
}

function compare(cell: Cell, asker: string, points: number): CellAnswer {
  const others = Object.entries(cell.frozen?.points ?? {})
    .filter(([organization]) => organization !== asker)
    .map(([, one]) => one)
    .toSorted((a, b) => a - b);
  if (cell.hidden || others.length < fewest) return { kind: "not-enough" };
  return {
    kind: "shown",
    lower: roundToFive(quantile(others, 0.25)),
    median: roundToFive(quantile(others, 0.5)),
    upper: roundToFive(quantile(others, 0.75)),
    ahead: countAhead(others, points),
  };
}

function countAhead(others: readonly number[], points: number): number | null {
  if (others.length < fewestForRank) return null;
  const lower = others.filter((one) => one < points).length;
  const ahead = Math.floor((10 * lower) / others.length + 0.5);
  return ahead >= 1 && ahead <= 9 ? ahead : null;
}

/** Linear interpolation between the ranks of a sorted list. */
function quantile(sorted: readonly number[], part: number): number {
  const rank = (sorted.length - 1) * part;
  const low = sorted[Math.floor(rank)] ?? 0;
  const high = sorted[Math.ceil(rank)] ?? low;
  return low + (high - low) * (rank - Math.floor(rank));
}

function roundToFive(points: number): number {
  return Math.floor(points / 5 + 0.5) * 5;
}
