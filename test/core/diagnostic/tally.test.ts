import { array, assert, constantFrom, property } from "fast-check";
import { describe, expect, it } from "vitest";
import {
  countIn,
  dropOffs,
  levelsOf,
  readTally,
  type TallyMail,
} from "../../../src/core/diagnostic/tally.ts";

const finished: TallyMail = { kind: "finished", type: "coop", levels: { GOV: 2, WEB: 1 } };
const left: TallyMail = { kind: "left", at: "diagnostic.WEB1" };
const of = (all: readonly TallyMail[]) => all.reduce(countIn, readTally(null));
const times = (count: number, one: TallyMail) => Array.from({ length: count }, () => one);

describe("the tally of diagnoses", () => {
  it("shows nothing of fewer than ten, neither levels nor where they were left", () => {
    const nine = of(times(9, finished)).shown;
    expect(levelsOf(nine, "GOV")).toBeNull();
    const ten = of(times(10, finished)).shown;
    expect(levelsOf(ten, "GOV")).toEqual([0, 10, 0, 0, 0]);
    expect(levelsOf(ten, "SEC")).toBeNull();
    expect(dropOffs(of([...times(10, finished), ...times(9, left)]).shown)).toEqual([]);
    expect(dropOffs(of(times(12, left)).shown)).toEqual([
      { question: "diagnostic.WEB1", count: 10 },
    ]);
  });

  it("moves on by three at least, so that no two looks differ by one structure", () => {
    const mail = constantFrom(finished, left);
    assert(
      property(array(mail, { maxLength: 60 }), (all) => {
        let tally = readTally(null);
        for (const one of all) {
          const next = countIn(tally, one);
          const size = (one_: typeof next) => (one_.shown?.finished ?? 0) + (one_.shown?.left ?? 0);
          const step = size(next) - size(tally);
          expect(step === 0 || step >= 3).toBe(true);
          tally = next;
        }
      }),
    );
  });
});
