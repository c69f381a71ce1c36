import { describe, expect, test } from "vitest";
import type { Answers, Profile } from "../../../src/core/diagnostic/answers.ts";
import { nextQuestion, progress } from "../../../src/core/diagnostic/next-question.ts";
import { orderDimensions, orderQuestions } from "../../../src/core/diagnostic/order.ts";
import { settle } from "../../../src/core/diagnostic/settle.ts";
import { converse, levelOf, levels, nobody, rubric, unknown, withAnswers } from "./cases.ts";

const none: Answers = { full: {}, express: {} };
const twos = levels("222 2222 2222 2222 222 2222 222 222");
const shop: Profile = { ...nobody, type: "coop", sells: true };
const shopTwos = levels("222 2222 2222 2222 222 2222 222 222", true);

function originsOf(profile: Profile, answers: Answers, variant: "complet" | "tout" = "complet") {
  const settlement = settle(rubric, profile, variant, answers);
  return (id: string) => settlement[id]?.origin;
}

function at(changes: Readonly<Record<string, number>>, from = twos): Answers {
  const changed = Object.entries(changes).map(([id, level]) => [id, { level: levelOf(level) }]);
  return withAnswers(from, Object.fromEntries(changed));
}

describe("the order", () => {
  test.each([
    ["visible", "COM WEB FIN COL TRA GOV CMP SEC"],
    ["moyens", "COL COM WEB FIN TRA GOV CMP SEC"],
    ["argent", "FIN COM WEB COL TRA GOV CMP SEC"],
    ["compte", "TRA COM WEB FIN COL GOV CMP SEC"],
    ["equipe", "CMP COM WEB FIN COL TRA GOV SEC"],
    ["proteger", "SEC COM WEB FIN COL TRA GOV CMP"],
  ] as const)("puts the priority %s first", (priority, order) => {
    expect(orderDimensions(rubric, { ...nobody, priority }).join(" ")).toBe(order);
  });

  test("asks the gate, then the probe, then the rest of each dimension", () => {
    const ids = orderQuestions(rubric, nobody).map((question) => question.id);
    expect(ids.join(" ")).toBe(
      "COM1 COM3 COM2 COM4 WEB1 WEB4 WEB2 WEB3 FIN1 FIN3 FIN2 FIN4 COL1 COL4 COL2 COL3 " +
        "TRA1 TRA3 TRA2 GOV1 GOV2 GOV3 CMP1 CMP2 CMP3 SEC1 SEC2 SEC3",
    );
  });

  test("asks the express questions from E1 to E8 whatever the priority", () => {
    const { asked } = converse({ ...nobody, priority: "proteger" }, "court", none);
    expect(asked).toEqual(["E1", "E2", "E3", "E4", "E5", "E6", "E7", "E8"]);
  });

  test("gives the sales questions to cooperatives, the self-employed and associations that sell", () => {
    const hasSales = (profile: Profile) =>
      orderQuestions(rubric, profile).some((question) => question.id === "COL1v");
    expect(hasSales({ ...nobody, type: "coop" })).toBe(true);
    expect(hasSales({ ...nobody, type: "AE" })).toBe(true);
    expect(hasSales(nobody)).toBe(false);
    expect(hasSales({ ...nobody, sells: true })).toBe(true);
    expect(hasSales({ ...nobody, type: "fondation", sells: true })).toBe(false);
  });
});

describe("implication", () => {
  test.each([
    ["WEB1", 1, "WEB2"],
    ["COM1", 0, "COM2"],
    ["FIN1", 0, "FIN4"],
    ["COL1", 0, "COL2"],
    ["FIN3", 0, "COL4"],
  ] as const)("%s at most %i makes %s zero, also over an answer", (source, most, target) => {
    const settlement = settle(rubric, nobody, "tout", at({ [source]: most }));
    expect(settlement[target]).toEqual({ origin: "implied", level: 0, points: 0 });
    expect(originsOf(nobody, at({ [source]: most + 1 }))(target)).toBe("asked");
    expect(originsOf(nobody, withAnswers(twos, unknown(source)))(target)).toBe("asked");
  });

  test("COL1v at zero makes COL2v zero", () => {
    expect(originsOf(shop, at({ COL1v: 0 }, shopTwos))("COL2v")).toBe("implied");
  });

  test("infers nothing about COL4 when the account is asked about later", () => {
    const funding: Profile = { ...nobody, priority: "moyens" };
    expect(originsOf(funding, at({ FIN3: 0 }))("COL4")).toBe("asked");
  });

  test("an implied probe counts for the early stop", () => {
    const answers = at({ FIN3: 0, COL1: 1 });
    const { asked } = converse(nobody, "complet", answers);
    expect(asked.filter((id) => id.startsWith("COL"))).toEqual(["COL1"]);
    const settlement = settle(
      rubric,
      nobody,
      "complet",
      converse(nobody, "complet", answers).answers,
    );
    expect(settlement["COL3"]).toEqual({ origin: "estimated", level: 0, points: 12.5 });
  });
});

describe("early stop", () => {
  const pairs: readonly (readonly [number, number])[] = [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ];
  test.each(pairs)("gate %i and probe %i stand for the rest", (gate, probe) => {
    const person = at({ GOV1: gate, GOV2: probe });
    const { answers, asked } = converse(nobody, "complet", person);
    expect(asked).not.toContain("GOV3");
    expect(settle(rubric, nobody, "complet", answers)["GOV3"]).toEqual({
      origin: "estimated",
      level: levelOf(Math.floor((gate + probe) / 2)),
      points: 12.5 * (gate + probe),
    });
  });

  test("needs both levels, low and known", () => {
    for (const person of [
      at({ GOV1: 0, GOV2: 2 }),
      at({ GOV1: 2, GOV2: 0 }),
      withAnswers(at({ GOV1: 0 }), unknown("GOV2")),
      withAnswers(at({ GOV2: 0 }), unknown("GOV1")),
    ]) {
      expect(converse(nobody, "complet", person).asked).toContain("GOV3");
    }
  });

  test("does not happen when the probe does not apply", () => {
    const self: Profile = { ...nobody, type: "AE" };
    expect(converse(self, "complet", at({ GOV1: 0 }, shopTwos)).asked).toContain("GOV3");
    const person = withAnswers(at({ WEB1: 0 }), { WEB4: "not-applicable" });
    const { answers, asked } = converse(nobody, "complet", person);
    expect(asked).toContain("WEB3");
    expect(originsOf(nobody, answers)("WEB2")).toBe("implied");
    expect(originsOf(nobody, answers)("WEB4")).toBe("na");
  });

  test("does not happen with « Répondre à tout »", () => {
    const person = at({ GOV1: 0, GOV2: 0, SEC1: 0, SEC2: 0 });
    expect(converse(nobody, "tout", person).asked).toHaveLength(28);
  });

  test("follows a corrected answer, and keeps what was really answered", () => {
    const { answers } = converse(nobody, "complet", at({ COM1: 1, COM3: 1 }));
    expect(originsOf(nobody, answers)("COM4")).toBe("estimated");
    const reopened = withAnswers(answers, { COM1: { level: 3 } });
    expect(nextQuestion(rubric, nobody, "complet", reopened)?.id).toBe("COM2");
    const closed = withAnswers(reopened, { COM2: { level: 4 }, COM1: { level: 1 } });
    expect(nextQuestion(rubric, nobody, "complet", closed)).toBeNull();
    expect(originsOf(nobody, closed)("COM2")).toBe("asked");
    expect(originsOf(nobody, closed)("COM4")).toBe("estimated");
  });
});

describe("what does not apply", () => {
  test.each([
    [{ type: "AE", size: "1-5" }, "GOV2 TRA2 CMP3"],
    [{ type: "AE", size: "51+" }, "GOV2 TRA2 CMP3"],
    [{ type: "mutuelle" }, "COL3"],
    [{ stage: "creation" }, "FIN3 COL3 TRA2"],
    [{ stage: "creation", type: "coop" }, "FIN3 TRA2"],
    [{ stage: "new" }, "TRA2"],
    [{}, ""],
  ] as const)("%o is never asked %s", (changes, ids) => {
    const profile: Profile = { ...nobody, ...changes };
    const settlement = settle(rubric, profile, "tout", none);
    const out = Object.keys(settlement).filter((id) => settlement[id]?.origin === "na");
    expect(new Set(out)).toEqual(new Set(ids.split(" ").filter(Boolean)));
    expect(converse(profile, "tout", none).asked).toHaveLength(28 - out.length);
  });

  test("is accepted as an answer on WEB4 only", () => {
    const answers = withAnswers(twos, { WEB4: "not-applicable", WEB3: "not-applicable" });
    expect(originsOf(nobody, answers)("WEB4")).toBe("na");
    expect(originsOf(nobody, answers)("WEB3")).toBe("unknown");
  });
});

describe("after the express questions", () => {
  const narrowed = [
    ["E1", "GOV1", "01", "12", "34"],
    ["E2", "WEB1", "01", "12", "34"],
    ["E3", "COM1", "01", "23", "34"],
    ["E5", "TRA1", "01", "12", "34"],
    ["E6", "COL4", "01", "12", "34"],
    ["E7", "CMP1", "01", "12", "34"],
    ["E8", "SEC1", "012", "23", "34"],
  ] as const;
  test.each(narrowed)("%s narrows %s to %s, %s or %s", (id, anchor, ...offered) => {
    for (const [place, digits] of offered.entries()) {
      const express = { [id]: ([1, 2, 3] as const)[place] ?? 1 };
      const { [anchor]: _open, ...full } = twos.full;
      const next = nextQuestion(rubric, nobody, "complet", { full, express });
      expect(next).toEqual({ id: anchor, levels: digits.split("").map(Number), previous: null });
    }
  });

  test("sets the tracking of money to zero unasked after « Pas vraiment »", () => {
    const { answers, asked } = converse(nobody, "complet", twos, { full: {}, express: { E4: 1 } });
    expect(asked).not.toContain("FIN1");
    const settlement = settle(rubric, nobody, "complet", answers);
    expect(settlement["FIN1"]).toEqual({ origin: "express", level: 0, points: 0 });
    expect(settlement["FIN4"]?.origin).toBe("implied");
  });

  test("narrows the tracking of money after the other buttons", () => {
    const { FIN1: _open, ...full } = twos.full;
    const offered = (button: 2 | 3 | "dont-know") =>
      nextQuestion(rubric, nobody, "complet", { full, express: { E4: button } })?.levels;
    expect([offered(2), offered(3), offered("dont-know")]).toEqual([[1, 2], [3, 4], null]);
  });

  test("an implied zero wins over an express answer", () => {
    const { COL4: _open, ...full } = at({ FIN3: 0 }).full;
    const answers: Answers = { full, express: { E6: 3 } };
    expect(originsOf(nobody, answers)("COL4")).toBe("implied");
    expect(nextQuestion(rubric, nobody, "complet", answers)).toBeNull();
  });

  test("an express zero with a low probe stops the dimension early", () => {
    const person = at({ FIN3: 1 });
    const { asked } = converse(nobody, "complet", person, { full: {}, express: { E4: 1 } });
    expect(asked.filter((id) => id.startsWith("FIN"))).toEqual(["FIN3"]);
  });
});

describe("progress", () => {
  test("begins at 1 of all the questions and ends at those that were asked", () => {
    expect(progress(rubric, nobody, "complet", none)).toEqual({ position: 1, about: 28 });
    expect(progress(rubric, nobody, "court", none)).toEqual({ position: 1, about: 8 });
    const { answers, asked } = converse(nobody, "complet", at({ GOV1: 0, GOV2: 0, WEB1: 0 }));
    expect(asked).toHaveLength(26);
    expect(progress(rubric, nobody, "complet", answers)).toEqual({ position: 26, about: 26 });
  });

  test("shrinks as questions are skipped", () => {
    const started: Answers = { full: { COM1: { level: 0 }, COM3: { level: 0 } }, express: {} };
    expect(progress(rubric, nobody, "complet", started)).toEqual({ position: 3, about: 26 });
  });
});
