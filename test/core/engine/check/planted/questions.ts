import { plant, type Planted } from "../plant.ts";

const welcome = "flows/welcome.yaml";
const other = "flows/other.yaml";

export const questionPlants: Readonly<Record<string, readonly Planted[]>> = {
  "ask-without-answers": [
    plant(welcome, "ask: small.tell\n    text: 200\n", "ask: ▸small.tell\n", "`text: 500`"),
  ],
  "competing-answers": [
    plant(
      welcome,
      "    choicesFrom: choices\n",
      "    ▸choicesFrom: choices\n    choices: [one]\n",
      "keep one",
    ),
  ],
  "duplicate-choice": [
    plant(other, '["yes", "no"]', '["yes", "no", ▸"yes"]', "another id"),
    plant(
      welcome,
      "      - association\n",
      "      - association\n      - { id: ▸association }\n",
      "another id",
    ),
  ],
  "reserved-choice": [plant(other, '["yes", "no"]', '["yes", ▸dont-know]', "doubt: choice")],
  "too-many-choices": [
    plant(
      other,
      'choices: ["yes", "no"]',
      '▸choices: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"]',
      "split",
    ),
    plant(
      other,
      'choices: ["yes", "no"]\n    doubt: "no"',
      '▸choices: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]\n    doubt: choice',
      "doubt: typed",
    ),
  ],
};
