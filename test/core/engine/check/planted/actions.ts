import { plant, type Planted } from "../plant.ts";

const welcome = "flows/welcome.yaml";

export const actionPlants: Readonly<Record<string, readonly Planted[]>> = {
  "unknown-action": [
    plant(welcome, "do: find-answer", "do: ▸find-answers", 'did you mean "find-answer"?'),
  ],
  "missing-argument": [
    plant(
      welcome,
      "do: find-answer\n    with: { about: about, page: page }",
      "do: ▸find-answer\n    with: { about: about }",
      "add `with: { page: … }`",
    ),
  ],
  "extra-argument": [
    plant(
      welcome,
      "{ about: about, page: page }",
      "{ about: about, page: page, ▸pag: page }",
      'did you mean "page"?',
    ),
  ],
  "argument-type": [
    plant(welcome, "page: page }\n\n", "page: ▸about }\n\n", "give a number"),
    plant(welcome, "typed: name", "typed: ▸page", "give a string"),
  ],
  "undeclared-gift": [
    {
      edits: [
        { in: welcome, from: "  valid: bool\n", to: "" },
        { in: welcome, from: "redeem-invitation", to: "▸redeem-invitation" },
      ],
      suggests: "add `valid: bool`",
    },
  ],
  "gift-type": [
    {
      edits: [
        { in: welcome, from: "valid: bool", to: "valid: string" },
        { in: welcome, from: "redeem-invitation", to: "▸redeem-invitation" },
      ],
      suggests: "declare `valid: bool`",
    },
  ],
  "missing-landing": [
    plant(
      welcome,
      "  - id: bye\n",
      "  - id: cells\n    do: ▸ask-comparison\n\n  - id: bye\n",
      "id: too-few",
    ),
  ],
  "unknown-event": [plant(welcome, "{ joined: bye", "{ ▸joind: bye", 'did you mean "joined"?')],
};
