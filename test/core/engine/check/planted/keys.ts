import { plant, type Planted } from "../plant.ts";

const welcome = "flows/welcome.yaml";
const name = `  name:
    fr: Type
    ar: النوع
    ary: النوع
    ary-Latn: naw3
    en: Type
`;

export const keyPlants: Readonly<Record<string, readonly Planted[]>> = {
  "unknown-sentence": [
    plant(welcome, "say: small.bye", "say: ▸small.by", 'did you mean "small.bye"?'),
    plant(
      welcome,
      "    text: 200\n",
      "    text: 200\n    before: [▸small.helo]\n",
      'did you mean "small.hello"?',
    ),
    plant(
      welcome,
      "    text: 200\n",
      "    text: 200\n    footer: ▸nowhere.at-all\n",
      "add it to locales/nowhere.yaml",
    ),
    plant(
      welcome,
      "{ id: coop, to: tell }",
      "{ id: coop, to: tell, label: ▸small.type.copo }",
      'did you mean "small.type.coop"?',
    ),
  ],
  "choice-without-label": [
    plant(
      welcome,
      "      - association\n",
      "      - association\n      - ▸mutuelle\n",
      "add it to locales/small.yaml",
    ),
    plant(welcome, "{ id: coop, to: tell }", "{ id: ▸other, to: tell }", "`label`"),
  ],
  "missing-sentence": [
    {
      edits: [],
      program: { spoken: () => new Map([["words.again", { with: [], optional: false }]]) },
      at: { file: "locales/words.yaml", line: 1, column: 1 },
      suggests: "add `again`",
    },
  ],
  "unnamed-question": [
    {
      edits: [
        { in: "locales/small.yaml", from: name, to: "" },
        { in: welcome, from: "ask: small.type", to: "ask: ▸small.type" },
      ],
      suggests: "add `name:`",
    },
  ],
  "unused-sentence": [
    plant(
      "locales/small.yaml",
      "tell:\n",
      "▸spare:\n  fr: Rien\n  ar: لا شيء\ntell:\n",
      "remove it",
    ),
  ],
};
