import { readFileSync } from "node:fs";
import {
  dimensions,
  type Again,
  type Answer,
  type Answers,
  type Dimension,
  type Level,
  type Profile,
  type Variant,
} from "../../../src/core/diagnostic/answers.ts";
import { nextQuestion } from "../../../src/core/diagnostic/next-question.ts";
import { parseRubric } from "../../../src/core/diagnostic/rubric.ts";

export const rubricText = readFileSync(
  new URL("../../../flows/rubric.yaml", import.meta.url),
  "utf8",
);
export const rubric = parseRubric(rubricText);

export const nobody: Profile = {
  type: "association",
  stage: "established",
  size: "6-15",
  place: "town",
  equipment: "pcs",
  role: "direction",
  priority: "visible",
  sells: false,
};

export interface Case {
  readonly profile: Profile;
  readonly answers: Answers;
}

/** The reference cases of brief § 2.7, levels in the order GOV, WEB, COM, FIN, TRA, COL, CMP, SEC. */
export const caseA: Case = {
  profile: {
    ...nobody,
    type: "coop",
    size: "16-50",
    place: "rural",
    equipment: "phones",
    priority: "moyens",
    sells: true,
  },
  answers: levels("021 0011 2121 1121 121 2111 101 000", true),
};
export const caseB: Case = {
  profile: nobody,
  answers: levels("233 2230 3222 3332 232 2212 222 212"),
};
export const caseC: Case = {
  profile: { ...nobody, type: "fondation", size: "16-50", priority: "moyens" },
  answers: levels("334 4343 4334 4443 343 3323 333 232"),
};

/** Answers from digits, one group a dimension, in the order of the table of brief § 2.7. */
export function levels(digits: string, sales = false): Answers {
  const full: Record<string, Answer> = {};
  digits.split(" ").forEach((group, place) => {
    const dimension = dimensions[place] ?? "GOV";
    group.split("").forEach((digit, index) => {
      full[idOf(dimension, index + 1, sales)] = { level: levelOf(Number(digit)) };
    });
  });
  return { full, express: {} };
}

/** The same answers with some replaced. */
export function withAnswers(answers: Answers, changed: Readonly<Record<string, Answer>>): Answers {
  return { ...answers, full: { ...answers.full, ...changed } };
}

export function unknown(...ids: readonly string[]): Record<string, Answer> {
  return Object.fromEntries(ids.map((id) => [id, "dont-know"]));
}

export function levelOf(number: number): Level {
  const known: readonly Level[] = [0, 1, 2, 3, 4];
  return known[number] ?? 4;
}

/** Answers only what is asked, from a person who has an answer to everything. */
export function converse(
  profile: Profile,
  variant: Variant,
  person: Answers,
  given: Answers = { full: {}, express: {} },
  again?: Again,
): { readonly answers: Answers; readonly asked: readonly string[] } {
  let answers = given;
  const asked: string[] = [];
  for (;;) {
    const next = nextQuestion(rubric, profile, variant, answers, again);
    if (next === null) return { answers, asked };
    asked.push(next.id);
    const { full, express } = answers;
    answers =
      variant === "court"
        ? { full, express: { ...express, [next.id]: person.express[next.id] ?? "dont-know" } }
        : { express, full: { ...full, [next.id]: person.full[next.id] ?? "dont-know" } };
  }
}

function idOf(dimension: Dimension, number: number, sales: boolean): string {
  return `${dimension}${number}${sales && dimension === "COL" && number < 4 ? "v" : ""}`;
}
