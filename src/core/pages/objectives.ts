import { daySchema, most, progresses, type Progress } from "./cells.ts";
import { cellOf, type Version } from "./pages.ts";

/** One of up to three objectives; what is not said yet is null. */
export interface Objective {
  /** 1 to 3: its cells are `1.what`, `1.who`, `1.when`, `1.seen` and `1.progress`. */
  readonly n: number;
  readonly what: string;
  /** A role or a first name. */
  readonly who: string | null;
  /** The day by which it is done: « 2027-03-31 ». */
  readonly when: string | null;
  /** How everybody will see that it is done. */
  readonly seen: string | null;
  readonly progress: Progress;
}

/** The objectives that have at least a `what`, in their order. */
export function objectivesOf({ cells }: Pick<Version, "cells">): readonly Objective[] {
  return Array.from({ length: most.objectives }, (_, at) => at + 1).flatMap((n) => {
    const said = (field: string): string | null => {
      const value = cellOf(cells, `${n}.${field}`);
      return typeof value === "string" ? value : null;
    };
    const what = said("what");
    if (what === null) return [];
    const day = daySchema.safeParse(said("when"));
    const progress = progresses.find((one) => one === said("progress")) ?? "not-yet";
    const when = day.success ? day.data : null;
    return [{ n, what, who: said("who"), when, seen: said("seen"), progress }];
  });
}

/** The number the next objective has; null when there are three. */
export function nextObjective(version: Pick<Version, "cells">): number | null {
  const taken = objectivesOf(version).map(({ n }) => n);
  return [1, 2, 3].find((n) => !taken.includes(n)) ?? null;
}
