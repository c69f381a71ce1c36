import {
  array,
  assert,
  constant,
  integer,
  nat,
  oneof,
  property,
  tuple,
  type Arbitrary,
} from "fast-check";
import { describe, expect, test } from "vitest";
import {
  advanceCell,
  cellsOf,
  comparablePoints,
  emptyCell,
  type Cell,
  type CellAnswer,
  type CellEvent,
} from "../../../src/core/diagnostic/comparison.ts";
import { score } from "../../../src/core/diagnostic/score.ts";
import { day } from "../../../src/core/instant.ts";
import { caseB, nobody, rubric, unknown, withAnswers } from "./cases.ts";

const monday = Date.UTC(2026, 10, 23);
const week = 7 * day;

/** Plays events a day apart; `refresh` jumps to the next Monday. */
function play(events: readonly CellEvent[], from: Cell = emptyCell, start = monday) {
  let cell = from;
  let now = start;
  const answers: CellAnswer[] = [];
  for (const event of events) {
    if (event.kind === "refresh") now += week;
    const turn = advanceCell(cell, event, now);
    cell = turn.cell;
    if (turn.answer !== null) answers.push(turn.answer);
  }
  return { cell, answers, now };
}

const join = (organization: string, points: number): CellEvent => ({
  kind: "join",
  organization,
  points,
});
const leave = (organization: string): CellEvent => ({ kind: "withdraw", organization });
const refresh: CellEvent = { kind: "refresh" };
const ask: CellEvent = { kind: "ask", organization: "asker", points: 50 };
const joins = (count: number) =>
  Array.from({ length: count }, (_, index) => join(`o${index}`, index * 4));

describe("a comparison cell", () => {
  test("shows nothing under ten organizations besides the asker", () => {
    expect(play([...joins(9), refresh, ask]).answers).toEqual([{ kind: "not-enough" }]);
    expect(play([...joins(9), join("asker", 50), refresh, ask]).answers).toEqual([
      { kind: "not-enough" },
    ]);
    expect(play([...joins(10), refresh, ask]).answers[0]?.kind).toBe("shown");
    expect(play([...joins(10), join("asker", 50), refresh, ask]).answers[0]?.kind).toBe("shown");
  });

  test("shows the median and quartiles rounded to 5, without the asker", () => {
    // 0, 4, …, 36: quartiles at 9, 18 and 27 by linear interpolation.
    const { answers } = play([...joins(10), join("asker", 100), refresh, ask]);
    expect(answers).toEqual([{ kind: "shown", lower: 10, median: 20, upper: 25, ahead: null }]);
  });

  test("rounds halves up", () => {
    const same = Array.from({ length: 10 }, (_, index) => join(`o${index}`, index < 5 ? 22 : 23));
    expect(play([...same, refresh, ask]).answers).toEqual([
      { kind: "shown", lower: 20, median: 25, upper: 25, ahead: null },
    ]);
  });

  test.each([
    [0, null],
    [1, 1],
    [5, 1],
    [50, 7],
    [70, 9],
    [100, null],
  ])("says how many of ten are behind %i points, from 1 to 9 only", (points, ahead) => {
    const { answers } = play([
      ...joins(20),
      refresh,
      { kind: "ask", organization: "asker", points },
    ]);
    expect(answers[0]).toMatchObject({ ahead });
  });

  test("counts only the strictly lower ones", () => {
    const equal = Array.from({ length: 20 }, (_, index) => join(`o${index}`, index < 10 ? 40 : 50));
    expect(play([...equal, refresh, ask]).answers[0]).toMatchObject({ ahead: 5 });
  });

  test("stays frozen until three organizations were added or removed", () => {
    const { cell, answers } = play([...joins(10), refresh, ask]);
    const two = play([join("x", 100), join("y", 100), refresh, ask], cell, monday + week);
    expect(two.answers).toEqual(answers);
    const three = play([join("z", 100), refresh, ask], two.cell, two.now);
    expect(three.answers).not.toEqual(answers);
  });

  test("changes with a new diagnosis only at its next refresh", () => {
    const { cell, answers } = play([...joins(10), refresh, ask]);
    const better: CellEvent[] = Array.from({ length: 10 }, (_, index) => ({
      kind: "replace",
      organization: `o${index}`,
      points: 90,
    }));
    const later = play([...better, refresh, refresh, ask], cell, monday + week);
    expect(later.answers).toEqual(answers);
    const grown = play(
      [join("x", 90), join("y", 90), join("z", 90), refresh, ask],
      later.cell,
      later.now,
    );
    expect(grown.answers[0]).toMatchObject({ lower: 90, median: 90, upper: 90 });
  });

  test("refreshes at most once a week", () => {
    const { cell, now } = play([...joins(5), refresh]);
    const more = play(joins(12), cell, now).cell;
    expect(advanceCell(more, refresh, now + day).cell).toBe(more);
    expect(advanceCell(more, refresh, now + week).cell.frozen?.at).toBe(now + week);
  });

  test("is hidden after a withdrawal until it may be refreshed", () => {
    const { cell, now } = play([...joins(14), refresh]);
    const left = play([leave("o3"), ask, refresh, ask], cell, now);
    expect(left.answers).toEqual([{ kind: "not-enough" }, { kind: "not-enough" }]);
    const back = play([join("o3", 12), ask], left.cell, left.now);
    expect(back.answers).toEqual([{ kind: "not-enough" }]);
    const more = play([leave("o4"), leave("o5"), ask, refresh, ask], left.cell, left.now);
    expect(more.answers.map((answer) => answer.kind)).toEqual(["not-enough", "shown"]);
    expect(Object.keys(more.cell.frozen?.points ?? {})).not.toContain("o3");
  });

  test("is not hidden when the next week will take the withdrawal away", () => {
    const { cell, now } = play([...joins(14), refresh]);
    const turn = play([join("x", 1), join("y", 1), leave("o3"), ask, refresh, ask], cell, now);
    expect(turn.answers.map((answer) => answer.kind)).toEqual(["shown", "shown"]);
    expect(Object.keys(turn.cell.frozen?.points ?? {})).not.toContain("o3");
  });

  test("does not come back with the same organizations after it shrank", () => {
    const { cell, now } = play([...joins(10), refresh]);
    const shrunk = play([leave("o1"), leave("o2"), leave("o3"), refresh], cell, now);
    const same = [join("o1", 4), join("o2", 8), join("o3", 99), refresh, ask];
    const back = play(same, shrunk.cell, shrunk.now);
    expect(back.answers).toEqual([{ kind: "not-enough" }]);
    const grown = play(
      [join("x", 1), join("y", 1), join("z", 1), refresh, ask],
      back.cell,
      back.now,
    );
    expect(grown.answers[0]?.kind).toBe("shown");
  });
});

describe("who belongs to the comparison", () => {
  test("an organization belongs to the cell of its type and size, then of its type", () => {
    expect(cellsOf(nobody)).toEqual(["association 6-15", "association"]);
    expect(cellsOf({ ...nobody, stage: "creation" })).toEqual([]);
  });

  test("only full diagnoses with a level bring points, the shown ones", () => {
    const result = score(rubric, nobody, "complet", caseB.answers);
    expect(comparablePoints(nobody, "complet", result)).toBe(55);
    expect(comparablePoints(nobody, "tout", result)).toBe(55);
    expect(comparablePoints(nobody, "court", result)).toBeNull();
    expect(comparablePoints({ ...nobody, stage: "creation" }, "complet", result)).toBeNull();
    const doubtful = withAnswers(caseB.answers, unknown(...Object.keys(caseB.answers.full)));
    expect(
      comparablePoints(nobody, "complet", score(rubric, nobody, "complet", doubtful)),
    ).toBeNull();
  });
});

const organization = nat(24).map((number) => `o${number}`);
const points = integer({ min: 0, max: 100 });
const event: Arbitrary<CellEvent> = oneof(
  { weight: 5, arbitrary: tuple(organization, points).map(([one, value]) => join(one, value)) },
  {
    weight: 2,
    arbitrary: tuple(organization, points).map(([one, value]): CellEvent => ({
      kind: "replace",
      organization: one,
      points: value,
    })),
  },
  { weight: 2, arbitrary: organization.map(leave) },
  { weight: 3, arbitrary: constant(refresh) },
);

describe("no sequence of snapshots", () => {
  test("reveals the score of one organization", () => {
    let snapshots = 0;
    assert(
      property(array(event, { minLength: 40, maxLength: 160 }), (events) => {
        let cell = emptyCell;
        let now = monday;
        let seen: { members: string[]; answer: CellAnswer } | null = null;
        let sinceRefresh: CellAnswer | null = null;
        for (const one of events) {
          if (one.kind === "refresh") now += week;
          const before = cell;
          cell = advanceCell(cell, one, now).cell;
          const { answer } = advanceCell(cell, ask, now);
          if (cell.frozen !== before.frozen) sinceRefresh = null;
          if (answer?.kind !== "shown") continue;

          // Between two refreshes the same is said, whoever joins or has a new diagnosis.
          if (sinceRefresh !== null) expect(answer).toEqual(sinceRefresh);
          sinceRefresh = answer;

          const members = Object.keys(cell.frozen?.points ?? {});
          expect(members.length).toBeGreaterThanOrEqual(10);
          for (const value of [answer.lower, answer.median, answer.upper])
            expect(value % 5).toBe(0);
          expect(members.length >= 20 || answer.ahead === null).toBe(true);

          // Two snapshots that follow each other differ by three organizations at least.
          if (seen !== null && cell.frozen !== before.frozen) {
            const { members: last } = seen;
            const added = members.filter((id) => !last.includes(id)).length;
            const removed = last.filter((id) => !members.includes(id)).length;
            expect(added + removed).toBeGreaterThanOrEqual(3);
          }
          seen = { members, answer };
          snapshots += 1;

          // Even to someone who knows all the others, a snapshot leaves several scores possible.
          const [target = ""] = members;
          const own = cell.frozen?.points[target] ?? 0;
          const possible = [own - 2, own - 1, own, own + 1, own + 2].filter((value) => {
            const frozen = { at: now, points: { ...cell.frozen?.points, [target]: value } };
            const other = advanceCell({ ...cell, frozen }, ask, now).answer;
            return JSON.stringify(other) === JSON.stringify(answer);
          });
          expect(possible.length).toBeGreaterThanOrEqual(2);
        }
      }),
      { numRuns: 1_000, seed: 5 },
    );
    expect(snapshots).toBeGreaterThan(1_000);
  });
});
