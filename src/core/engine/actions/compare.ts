import { z } from "zod";
import { cellsOf, comparablePoints } from "../../diagnostic/comparison.ts";
import type { Profile } from "../../diagnostic/answers.ts";
import { scoreSettlement } from "../../diagnostic/score.ts";
import { settleDiagnosis } from "../../diagnostic/rediagnosis.ts";
import { ownerId } from "../../shard.ts";
import type { Play } from "../play.ts";
import type { Action } from "./action.ts";
import { diagnosisOf } from "./answers.ts";

const nothing = z.strictObject({});
type Nothing = z.infer<typeof nothing>;

/** The mailbox of a cell of the anonymous comparison. */
export function cellOwner(cell: string): string {
  return ownerId("s", cell.replace(" ", "."));
}

/**
 * Brings the organization's points to its cells, takes them from those it no longer belongs to, and
 * from all when there are none.
 */
export function tellCells(play: Play, profile: Profile, points: number | null): void {
  const { id } = play.organization();
  const now = points === null ? [] : cellsOf(profile);
  const before = z.array(z.string()).catch([]).parse(play.orgValue("cells"));
  for (const cell of before.filter((one) => !now.includes(one))) {
    play.post(cellOwner(cell), { kind: "withdraw", organization: id });
  }
  for (const cell of now) {
    play.post(cellOwner(cell), { kind: "join", organization: id, points });
  }
  play.keep("org.cells", now);
}

/** Takes the organization out of every cell. */
export function leaveCells(play: Play): void {
  const organization = play.state.organization;
  if (organization === null || play.orgValue("compare") !== "yes") return;
  for (const cell of z.array(z.string()).catch([]).parse(play.orgValue("cells"))) {
    play.post(cellOwner(cell), { kind: "withdraw", organization: organization.id });
  }
}

/** A separate agreement, off by default (brief § 2.13). */
export const agreeToCompare = {
  about: "The organization's score joins the anonymous comparison.",
  takes: nothing,
  gives: {},
  perform(_, play) {
    play.keep("org.compare", "yes");
    const last = lastFull(play);
    if (last !== null) tellCells(play, last.profile, last.points);
    return { gives: {} };
  },
} satisfies Action<Nothing>;

export const stopComparing = {
  about: "The organization's score leaves the anonymous comparison.",
  takes: nothing,
  gives: {},
  perform(_, play) {
    leaveCells(play);
    play.keep("org.cells", null);
    play.keep("org.compare", "no");
    return { gives: {} };
  },
} satisfies Action<Nothing>;

export const askComparison = {
  about: "Asks the cell of this type and size; the answer comes as the event `compared` or `none`.",
  takes: nothing,
  gives: {},
  perform(_, play) {
    const last = lastFull(play);
    const cells = last === null ? [] : cellsOf(last.profile);
    const [first] = cells;
    if (last === null || last.points === null || first === undefined) {
      return { gives: {}, move: { kind: "go", step: "too-few" } };
    }
    play.post(cellOwner(first), {
      kind: "ask",
      organization: play.organization().id,
      points: last.points,
      wider: cells.slice(1),
    });
    return { gives: {} };
  },
} satisfies Action<Nothing>;

/** The latest full diagnosis: only those are compared. */
function lastFull(
  play: Play,
): { readonly profile: Profile; readonly points: number | null } | null {
  const result = play.state.organization?.results.findLast(({ variant }) => variant !== "court");
  if (result === undefined) return null;
  const diagnosis = diagnosisOf(play.book, result);
  const settlement = settleDiagnosis(play.book.rubric, diagnosis);
  const score = scoreSettlement(play.book.rubric, diagnosis.profile, settlement);
  return {
    profile: diagnosis.profile,
    points: comparablePoints(diagnosis.profile, diagnosis.variant, score),
  };
}
