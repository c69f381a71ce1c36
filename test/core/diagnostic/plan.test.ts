import { describe, expect, test } from "vitest";
import type { Answers, Profile } from "../../../src/core/diagnostic/answers.ts";
import { plan } from "../../../src/core/diagnostic/plan.ts";
import { settle } from "../../../src/core/diagnostic/settle.ts";
import { caseA, caseC, levels, nobody, rubric, unknown, withAnswers } from "./cases.ts";

const fours = "444 4444 4444 4444 444 4444 444 444";

function planFor(profile: Profile, answers: Answers, variant: "court" | "tout" = "tout") {
  return plan(rubric, profile, settle(rubric, profile, variant, answers));
}

function idsFor(profile: Profile, answers: Answers): string {
  return planFor(profile, answers)
    .actions.map((one) => one.id)
    .join(" ");
}

function set(changes: Readonly<Record<string, 0 | 1 | 2 | 3 | 4>>, sales = false): Answers {
  const changed = Object.entries(changes).map(([id, level]) => [id, { level }] as const);
  return withAnswers(levels(fours, sales), Object.fromEntries(changed));
}

describe("the plan", () => {
  test("is empty and « déjà bien » at the top, with no level left to aim for", () => {
    expect(planFor(nobody, levels(fours))).toEqual({
      actions: [],
      alreadyGood: true,
      next: null,
      verify: [],
    });
  });

  test("is « déjà bien » when only other dimensions call for something, and offers a next level", () => {
    const result = planFor(nobody, set({ COM3: 3, GOV1: 0 }));
    expect(result.actions.map((one) => one.id)).toEqual(["A01"]);
    expect(result.alreadyGood).toBe(true);
    expect(result.next).toEqual({ question: "COM3", level: 4 });
  });

  test("does not call « déjà bien » what nobody knows", () => {
    const answers = withAnswers(levels(fours), unknown("COM1", "COM2", "COM3", "COM4"));
    const result = planFor(nobody, answers);
    expect(result.alreadyGood).toBe(false);
    expect(result.verify).toEqual(["COM1", "COM3", "COM2", "COM4"]);
    expect(result.actions).toEqual([]);
  });

  test("says which answer pulled each action, the gate when the value was guessed", () => {
    const answers: Answers = { full: { CMP1: { level: 1 }, CMP2: { level: 0 } }, express: {} };
    const settlement = settle(rubric, nobody, "complet", answers);
    const reasons = plan(rubric, nobody, settlement).actions.map((one) => [one.id, one.because]);
    expect(Object.fromEntries(reasons)).toEqual({ A33: "CMP1", A34: "CMP2" });
    const one = plan(rubric, nobody, {
      CMP1: { origin: "asked", level: 3, points: 75 },
      CMP3: { origin: "estimated", level: 0, points: 12.5 },
    });
    expect(one.actions.map((action) => [action.id, action.because])).toEqual([["A35", "CMP1"]]);
  });

  test("computes the priority of the brief", () => {
    const priorityOf = (profile: Profile, answers: Answers, id: string) =>
      planFor(profile, answers).actions.find((one) => one.id === id)?.priority;
    expect(priorityOf(nobody, set({ GOV1: 0 }), "A01")).toBe(80);
    expect(priorityOf(nobody, set({ COM3: 1 }), "A13")).toBe(96);
    expect(priorityOf(nobody, set({ SEC1: 0 }), "A37")).toBe(115);
    expect(priorityOf(nobody, set({ FIN3: 1 }), "A19")).toBe(56.9);
    expect(priorityOf({ ...nobody, type: "mutuelle" }, set({ GOV1: 0 }), "A01")).toBe(92);
    expect(priorityOf({ ...nobody, type: "mutuelle" }, set({ SEC1: 0 }), "A37")).toBe(130);
  });

  test("reserves the best security action when one is urgent, and no more unless declared", () => {
    const answers = levels("000 0000 0000 0000 000 0000 000 000");
    const security = (profile: Profile) =>
      planFor(profile, answers).actions.filter((one) => one.dimension === "SEC").length;
    expect(security(nobody)).toBe(1);
    expect(security({ ...nobody, priority: "proteger" })).toBe(3);
  });

  test("keeps its places: three quick, two in the month, two in the quarter, six in all", () => {
    for (const priority of ["visible", "argent", "compte", "equipe"] as const) {
      const { actions } = planFor(
        { ...nobody, priority },
        levels("111 2111 2111 1211 111 1211 111 111"),
      );
      const own = actions.filter((one) => one.id !== "A05" && one.id !== "A21" && one.id !== "A25");
      expect(own.filter((one) => one.days <= 14).length).toBeLessThanOrEqual(3);
      expect(own.filter((one) => one.days > 14 && one.days <= 30).length).toBeLessThanOrEqual(2);
      expect(own.filter((one) => one.days > 30).length).toBeLessThanOrEqual(2);
      expect(actions.length).toBeLessThanOrEqual(7);
    }
  });

  test("adds the domain name before the site, outside any limit", () => {
    const answers = set({ WEB1: 0, GOV1: 0, GOV2: 0, SEC1: 0, COM3: 0 });
    const ids = idsFor(nobody, answers);
    expect(ids).toContain("A06");
    expect(ids).toContain("A05");
  });

  test("adds the file of donors before a collection and the report before a project", () => {
    const funding: Profile = { ...nobody, priority: "moyens" };
    const ids = idsFor(funding, set({ COL2: 2, COL3: 2, TRA1: 2 }));
    expect(ids.split(" ").toSorted()).toEqual(["A21", "A25", "A27", "A28"]);
    expect(idsFor(funding, set({ COL2: 3, COL3: 2, TRA1: 3 }))).toBe("A27 A28");
  });

  test("lets the weakest action leave when the prerequisites make eight", () => {
    const funding: Profile = { ...nobody, priority: "moyens" };
    // Two quick, two in the month, both collections; then the file of donors and the report.
    const answers = set({ COL2: 2, COL3: 2, COL4: 0, TRA1: 2, GOV1: 0, CMP1: 0, SEC1: 0 });
    const { actions } = planFor(funding, answers);
    expect(actions.map((one) => one.id).join(" ")).toBe("A37 A01 A31 A33 A25 A21 A27");
  });

  test("reads the sales question in the place of COL3 for a platform, and nowhere else", () => {
    const ids = idsFor(caseA.profile, set({ COL2v: 0, COL3v: 1 }, true));
    expect(ids).toBe("A32 A28");
  });

  test("never offers a mutuelle a platform, nor a cooperative a collection of gifts", () => {
    const mutual: Profile = { ...nobody, type: "mutuelle", priority: "moyens" };
    expect(idsFor(mutual, set({ COL2: 0, COL3: 2 }))).toBe("");
    expect(idsFor({ ...nobody, type: "coop" }, set({ COL3v: 2 }, true))).toBe("A28");
  });

  test("shows more effort for a site to those who only have phones, without moving it", () => {
    const onPhones = planFor({ ...nobody, equipment: "phones" }, set({ WEB1: 0 })).actions;
    const onComputers = planFor(nobody, set({ WEB1: 0 })).actions;
    expect(onPhones.find((one) => one.id === "A06")?.effort).toBe(4);
    expect(onComputers.find((one) => one.id === "A06")?.effort).toBe(3);
    expect(onPhones.map((one) => one.priority)).toEqual(onComputers.map((one) => one.priority));
  });

  test("keeps the places of locked actions, open or not", () => {
    const settlement = settle(rubric, caseC.profile, "tout", caseC.answers);
    const closed = plan(rubric, caseC.profile, settlement);
    const open = plan(rubric, caseC.profile, settlement, {
      kind: "open",
      by: "platform",
      offers: "donation",
    });
    expect(open.actions).toEqual(closed.actions.map((one) => ({ ...one, locked: false })));
  });

  test("after the short variant reads the anchors at 0, 2 and 3, and nothing else", () => {
    const express = { E1: 1, E2: 2, E3: 3, E4: 3, E5: 3, E6: 3, E7: 3, E8: "dont-know" } as const;
    const result = planFor(nobody, { full: {}, express }, "court");
    expect(result.actions.map((one) => [one.id, one.because])).toEqual([
      ["A01", "E1"],
      ["A07", "E2"],
      ["A15", "E3"],
      ["A24", "E5"],
    ]);
    expect(result.verify).toEqual(["E8"]);
  });
});
