import { describe, expect, test } from "vitest";
import { dimensions, organizationTypes, priorities } from "../../../src/core/diagnostic/answers.ts";
import { orderQuestions } from "../../../src/core/diagnostic/order.ts";
import { parseRubric, services } from "../../../src/core/diagnostic/rubric.ts";
import { Fault } from "../../../src/core/fault.ts";
import { nobody, rubric, rubricText } from "./cases.ts";

describe("the rubric", () => {
  test.each(organizationTypes)("weighs 100 in all for the type %s", (type) => {
    const sum = dimensions.reduce((total, one) => total + rubric.weights[type][one], 0);
    expect(sum).toBe(100);
  });

  test.each(organizationTypes)("has 28 questions, each once, for the type %s", (type) => {
    for (const priority of priorities) {
      for (const sells of [true, false]) {
        const questions = orderQuestions(rubric, { ...nobody, type, priority, sells });
        expect(questions).toHaveLength(28);
        expect(new Set(questions.map((one) => one.id)).size).toBe(28);
      }
    }
  });

  test("has eight express questions and forty actions over the eight services", () => {
    expect(rubric.express.questions.map((one) => one.id)).toEqual(
      "12345678".split("").map((digit) => `E${digit}`),
    );
    const numbers = rubric.actions.map((one) => Number(one.id.slice(1)));
    expect(numbers).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    expect(new Set(rubric.actions.map((one) => one.service))).toEqual(new Set(services));
  });

  test("weighs its questions as the brief does", () => {
    const weights = (dimension: string) =>
      rubric.questions
        .filter((one) => one.dimension === dimension && one.replaces === undefined)
        .map((one) => one.weight)
        .join("");
    expect(dimensions.map(weights)).toEqual([
      "221",
      "3222",
      "2221",
      "3221",
      "322",
      "2221",
      "222",
      "322",
    ]);
  });

  test("is refused with all its mistakes at once", () => {
    const broken = rubricText
      .replace("COL: 12, CMP: 10", "COL: 13, CMP: 10")
      .replace("by: FIN1", "by: FIN9")
      .replace("anchor: CMP1", "anchor: CMP9")
      .replace("after: A25", "after: A99")
      .replace('[[GOV1, "<=", 1]]', '[[GOV1, ">=", 1]]');
    expect(() => parseRubric(broken)).toThrow(Fault);
    expect(() => parseRubric(broken)).toThrow(/book\/invalid.*association.*FIN4.*CMP9.*A01.*A27/s);
  });

  test("is refused when a field is misspelled", () => {
    expect(() => parseRubric(rubricText.replace("earlyStop:", "earlyStops:"))).toThrow(/earlyStop/);
  });
});
