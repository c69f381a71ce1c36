import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { smallBook } from "../small-book.ts";
import type { Planted } from "../plant.ts";

const rubric = "flows/rubric.yaml";
const calendar = "flows/calendar.yaml";
const moments = "flows/moments.yaml";
const scored = "flows/other.yaml";

function real(path: string): string {
  return readFileSync(new URL(`../../../../../${path}`, import.meta.url), "utf8");
}

/** The small book with the real rubric and calendar, and a flow that asks all questions. */
const book: Readonly<Record<string, string>> = {
  ...smallBook,
  [rubric]: real(rubric),
  [calendar]: real(calendar),
  [moments]: real(moments),
  [scored]: `flow: other\nversion: 1.0.0\nsteps:\n${asks()}  - id: end\n    end: flow\n`,
  "locales/other.yaml": `q:\n${row(2)}  name:\n${row(4)}${["0", "1", "2", "3", "4"].map((level) => `  "${level}":\n${row(4, level)}`).join("")}`,
};

function asks(): string {
  const { questions, express } = parse(real(rubric)) as {
    readonly questions: object;
    readonly express: { readonly questions: object };
  };
  const step = (id: string, choices: string): string =>
    `  - id: ${id}\n    ask: other.q\n    choices: [${choices}]\n    score: true\n`;
  return [
    ...Object.keys(questions).map((id) => step(id, '"0", "1", "2", "3", "4"')),
    ...Object.keys(express.questions).map((id) => step(id, '"1", "2", "3"')),
  ].join("");
}

function row(indent: number, words = "mot"): string {
  return ["fr", "ar", "ary", "ary-Latn", "en"]
    .map((code) => `${" ".repeat(indent)}${code}: "${words}"\n`)
    .join("");
}

function inRules(file: string, from: string, to: string, suggests: string): Planted {
  return { edits: [{ in: file, from, to }], book, suggests };
}

export const rulePlants: Readonly<Record<string, readonly Planted[]>> = {
  "rubric-mistake": [
    inRules(rubric, "  coop: { GOV: 10, WEB: 14", "  ▸coop: { GOV: 11, WEB: 14", "sum to 100"),
    inRules(
      rubric,
      "GOV1: { dimension: GOV, weight: 2, role: gate }",
      "GOV1: { dimension: GOV, weight: 2, role: ▸gat }",
      "correct questions.GOV1.role",
    ),
    inRules(rubric, "A01: { when: [[GOV1", "▸A01: { when: [[GOV9", "correct actions.A01"),
    inRules(rubric, "E1: { anchor: GOV1, ", "E1: ▸{ ", "correct express.questions.E1.anchor"),
    inRules(rubric, "earlyStop: {", "earlyStop: { ▸least: 1,", 'remove "least"'),
  ],
  "calendar-mistake": [
    inRules(calendar, "zone: Africa/Casablanca", "zone: ▸Africa/Casablanka", "correct zone"),
    inRules(calendar, "by: 20:30", "by: ▸20h30", "correct promise.by"),
  ],
  "moments-mistake": [
    inRules(
      moments,
      "class: reminder\n  from: start\n  at: -1d",
      "class: ▸promise\n  from: start\n  at: -1d",
      "correct",
    ),
  ],
  "unknown-question": [inRules(scored, "id: GOV3", "id: ▸GOV33", 'did you mean "GOV3"?')],
  "unasked-question": [
    {
      edits: [
        {
          in: scored,
          from: '  - id: GOV3\n    ask: other.q\n    choices: ["0", "1", "2", "3", "4"]\n    score: true\n',
          to: "",
        },
        { in: rubric, from: "  GOV3: {", to: "  ▸GOV3: {" },
      ],
      book,
      suggests: "id: GOV3",
    },
    {
      edits: [
        {
          in: scored,
          from: '  - id: E5\n    ask: other.q\n    choices: ["1", "2", "3"]\n    score: true\n',
          to: "",
        },
        { in: rubric, from: "    E5: {", to: "    ▸E5: {" },
      ],
      book,
      suggests: "id: E5",
    },
  ],
  "wrong-levels": [
    inRules(
      scored,
      'id: E2\n    ask: other.q\n    choices: ["1", "2", "3"]',
      'id: E2\n    ask: other.q\n    ▸choices: ["0", "1", "2"]',
      'choices: ["1", "2", "3"]',
    ),
  ],
};
