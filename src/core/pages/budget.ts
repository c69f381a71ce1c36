import { lineSchema, type LineValue, type Side } from "./cells.ts";
import { cellOf, type Cells, type Version } from "./pages.ts";

/** A line with the id it has on its page: its cell is `line.<id>`. */
export interface Line extends LineValue {
  readonly id: string;
}

/** The lines of a budget or a report, income first, each side in its order. */
export function linesOf({ cells }: Pick<Version, "cells">): readonly Line[] {
  const lines = Object.keys(cells).flatMap((name): Line[] => {
    if (!name.startsWith("line.")) return [];
    const read = lineSchema.safeParse(cellOf(cells, name));
    return read.success ? [{ id: name.slice("line.".length), ...read.data }] : [];
  });
  return lines.toSorted(inOrder);
}

function inOrder(one: Line, other: Line): number {
  if (one.side !== other.side) return one.side === "income" ? -1 : 1;
  return one.place - other.place || (one.id < other.id ? -1 : 1);
}

/** In whole centimes. `balance` is income less expense and may be below zero. */
export interface Totals {
  readonly income: number;
  readonly expense: number;
  readonly balance: number;
  /** Lines whose amount is not said yet: they count for nothing. */
  readonly open: number;
}

export function totals(lines: readonly LineValue[]): Totals {
  const sum = (side: Side): number =>
    lines.reduce((sum, line) => (line.side === side ? sum + (line.centimes ?? 0) : sum), 0);
  const [income, expense] = [sum("income"), sum("expense")];
  const open = lines.filter((line) => line.centimes === null).length;
  return { income, expense, balance: income - expense, open };
}

/**
 * How a budget stands, for whoever puts it into words.
 *
 * `empty`: no amount yet. `only`: one side alone has amounts. `short`: more is spent than comes in, by
 * `centimes`, and of 100 that are spent `covered` come in. `over`: so much is left.
 */
export type Balance =
  | { readonly kind: "empty" }
  | { readonly kind: "only"; readonly side: Side; readonly centimes: number }
  | { readonly kind: "balanced" }
  | { readonly kind: "short"; readonly centimes: number; readonly covered: number }
  | { readonly kind: "over"; readonly centimes: number };

export function explainBalance({ income, expense, balance }: Totals): Balance {
  if (income === 0 && expense === 0) return { kind: "empty" };
  if (expense === 0) return { kind: "only", side: "income", centimes: income };
  if (income === 0) return { kind: "only", side: "expense", centimes: expense };
  if (balance === 0) return { kind: "balanced" };
  if (balance > 0) return { kind: "over", centimes: balance };
  return {
    kind: "short",
    centimes: -balance,
    // Never 100 while something is missing.
    covered: Math.floor((income * 100) / expense),
  };
}

/** Where a line of their own stands: below all others of its side, and below those we propose. */
export function nextPlace(lines: readonly Line[], side: Side): number {
  const places = lines.filter((line) => line.side === side).map(({ place }) => place);
  return Math.max(99, ...places) + 1;
}

/** The lines of last time as the next one begins with them: `kept` with their amounts, or asked anew. */
export function carriedLines(
  version: Version,
  amounts: "kept" | "asked",
): Record<string, LineValue> {
  return Object.fromEntries(
    linesOf(version).map(({ id, before: _before, ...line }) => [
      `line.${id}`,
      {
        ...line,
        centimes: amounts === "kept" ? line.centimes : null,
        ...(line.centimes === null ? {} : { before: line.centimes }),
      },
    ]),
  );
}

/** Every cell that holds something, for one who copies a page. */
export function filled(cells: Cells): readonly string[] {
  return Object.keys(cells).filter((name) => cellOf(cells, name) !== undefined);
}
