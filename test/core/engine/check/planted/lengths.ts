import { smallBook, smallProgram } from "../small-book.ts";
import { plant, type Planted } from "../plant.ts";

const small = "locales/small.yaml";
const other = "locales/other.yaml";
const more = ["a", "b", "c", "d"];

/** The question of the other flow with four answers, so that the wider limit holds. */
const list: Readonly<Record<string, string>> = {
  ...smallBook,
  "flows/other.yaml": (smallBook["flows/other.yaml"] ?? "").replace(
    '["yes", "no"]',
    "[a, b, c, d]",
  ),
  [other]: `sure:\n  fr: Sûr ?\n${more.map((id) => `  ${id}:\n    fr: Choix ${id}\n    ar: اختيار ${id}\n`).join("")}`,
};

export const lengthPlants: Readonly<Record<string, readonly Planted[]>> = {
  "label-too-long": [
    plant(other, "    fr: Oui\n", "    fr: ▸Oui, bien sûr, allons\n", "at most 20"),
    {
      edits: [{ in: other, from: "fr: Choix a", to: "fr: ▸Un choix de 25 caractères" }],
      book: list,
      suggests: "at most 24",
    },
    // Two invisible isolates stand around Latin words in Arabic.
    plant(other, "    ar: نعم\n", "    ar: ▸نعم على تطبيق WhatsApp\n", "at most 20"),
  ],
  "short-label-too-long": [
    plant(
      other,
      "    fr: Oui\n",
      "    fr: Oui, bien sûr, allons\n    short:\n      fr: ▸Oui, bien sûr, allons-y\n",
      "shorten",
    ),
  ],
  "about-too-long": [
    plant(small, "      fr: Loi 112-12\n", `      fr: ▸${"Loi ".repeat(18)}112\n`, "shorten"),
  ],
  "open-too-long": [
    {
      edits: [
        {
          in: "locales/system.yaml",
          to: "choose:\n  fr: ▸Choisissez dans la liste\n  ar: اختاروا\n  en: Choose\n",
        },
      ],
      program: {
        spoken: () =>
          new Map([...smallProgram.spoken(null), ["system.choose", { with: [], optional: false }]]),
      },
      suggests: "shorten",
    },
  ],
  "equal-labels": [
    {
      edits: [
        { in: other, from: "    en: Yes\n", to: "    en: no\n" },
        { in: "flows/other.yaml", from: '["yes", "no"]', to: '["yes", ▸"no"]' },
      ],
      suggests: "how they differ",
    },
  ],
  "question-too-long": [
    {
      edits: [
        { in: small, from: "fr: Quel est votre nom ?", to: `fr: ${"Votre nom ? ".repeat(90)}` },
        { in: "flows/welcome.yaml", from: "ask: small.tell", to: "ask: ▸small.tell" },
      ],
      suggests: "shorten",
    },
  ],
  "message-too-long": [
    {
      edits: [
        { in: small, from: "fr: Merci {name}.", to: `fr: Merci {name}${", merci".repeat(70)}.` },
        { in: "flows/welcome.yaml", from: "say: small.bye", to: "say: ▸small.bye" },
      ],
      suggests: "480",
    },
    {
      edits: [
        {
          in: small,
          from: "  fr: Quel est votre nom ?\n",
          to: `  hint:\n    fr: ${"Le prénom suffit. ".repeat(30)}\n    ar: الاسم\n  fr: Quel est votre nom ?\n`,
        },
        { in: "flows/welcome.yaml", from: "ask: small.tell", to: "ask: ▸small.tell" },
      ],
      suggests: "480",
    },
  ],
};
