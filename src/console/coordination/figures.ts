import { type Case } from "../../core/cases/case.ts";
import { organizationTypes, type OrganizationType } from "../../core/diagnostic/answers.ts";
import { advanceCell, type Cell } from "../../core/diagnostic/comparison.ts";
import { readTally, type Counted } from "../../core/diagnostic/tally.ts";
import { cellOwner } from "../../core/engine/actions/compare.ts";
import { tallyOwner } from "../../core/engine/owners/tally.ts";
import { day, type Instant } from "../../core/instant.ts";
import type { Store } from "../../store/store.ts";
import { knownCases, loadCase } from "../cases/desk.ts";

const lookedBack = 90 * day;

/** How the team does with cases (brief § 6.5). Shares are of what they can be counted in; null: nothing yet. */
export interface CaseFigures {
  readonly cases: number;
  readonly open: number;
  readonly kept: Share;
  /** Median in ms. */
  readonly first: number | null;
  readonly solved: Share;
  readonly score: { readonly average: number; readonly of: number } | null;
  readonly reopened: Share;
}

export type Share = { readonly part: number; readonly of: number } | null;

/** A case with its id. */
export interface Filed {
  readonly id: string;
  readonly file: Case;
}

/** Cases opened lately, as far as their text is still kept. */
export async function recentCases(store: Store, now: Instant): Promise<readonly Filed[]> {
  const found: Filed[] = [];
  for (const id of await knownCases(store)) {
    const file = await loadCase(store, id);
    if (file !== null && now - file.opened < lookedBack) found.push({ id, file });
  }
  return found.toSorted((one, other) => one.file.opened - other.file.opened);
}

export function figuresOf(cases: readonly Filed[], now: Instant): CaseFigures {
  const files = cases.map(({ file }) => file);
  const closed = files.filter(({ phase }) => phase === "closed");
  const due = files.filter(
    ({ answered, promised, late }) =>
      answered !== null || late > 0 || (promised !== null && promised < now),
  );
  const waits = files
    .flatMap(({ answered, opened }) => (answered === null ? [] : [answered - opened]))
    .toSorted((one, other) => one - other);
  const helped = closed.filter(
    ({ closed: end }) => !["abuse", "duplicate", "user_stopped"].includes(end?.how.code ?? ""),
  );
  const scores = files.flatMap(({ score }) => (score === null ? [] : [score]));
  const ended = files.filter(({ phase, reopened }) => phase === "closed" || reopened > 0);
  return {
    cases: files.length,
    open: files.length - closed.length,
    kept: share(due, ({ late, answered }) => late === 0 && answered !== null),
    first: waits[Math.floor((waits.length - 1) / 2)] ?? null,
    solved: share(helped, ({ closed: end }) =>
      ["solved", "solved_with_plan"].includes(end?.how.code ?? ""),
    ),
    score:
      scores.length === 0
        ? null
        : {
            average: scores.reduce((sum, one) => sum + one, 0) / scores.length,
            of: scores.length,
          },
    reopened: share(ended, ({ reopened }) => reopened > 0),
  };
}

function share(files: readonly Case[], counts: (file: Case) => boolean): Share {
  return files.length === 0 ? null : { part: files.filter(counts).length, of: files.length };
}

/** The points of the organizations of a type that agreed to be compared; null: too few to be shown. */
export interface TypeFigures {
  readonly type: OrganizationType;
  readonly shown: {
    readonly lower: number;
    readonly median: number;
    readonly upper: number;
  } | null;
}

/** What the comparison itself would say to somebody who is in none of its cells: never of fewer than ten. */
export async function figuresByType(store: Store, now: Instant): Promise<readonly TypeFigures[]> {
  return await Promise.all(
    organizationTypes.map(async (type): Promise<TypeFigures> => {
      // Written by the owner of cells alone.
      const cell = ((await store.stateOf(cellOwner(type)))?.state ??
        null) as unknown as Cell | null;
      if (cell === null || cell.live === undefined) return { type, shown: null };
      const asked = { kind: "ask", organization: "", points: 0 } as const;
      const { answer } = advanceCell(cell, asked, now);
      return { type, shown: answer?.kind === "shown" ? answer : null };
    }),
  );
}

/** What is shown of the tally of diagnoses; null while they are fewer than ten. */
export async function loadCounted(store: Store): Promise<Counted | null> {
  return readTally((await store.stateOf(tallyOwner))?.state ?? null).shown;
}
