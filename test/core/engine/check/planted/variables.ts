import { plant, type Planted } from "../plant.ts";

const welcome = "flows/welcome.yaml";

export const variablePlants: Readonly<Record<string, readonly Planted[]>> = {
  "unknown-set": [
    plant(welcome, "{ page: page + 1.0 }", "{ ▸pgae: page + 1.0 }", 'did you mean "page"?'),
    plant(welcome, "{ page: page + 1.0 }", "{ ▸org.P2: name }", 'did you mean "org.P1"?'),
    plant(
      welcome,
      "{ page: page + 1.0 }",
      "{ ▸contact.consnt: name }",
      'did you mean "contact.consent"?',
    ),
  ],
  "set-type": [plant(welcome, "{ page: page + 1.0 }", "{ page: ▸name }", "give a double")],
  "unknown-keep": [
    plant(welcome, "keep: name", "keep: ▸nmae", 'did you mean "name"?'),
    plant(welcome, "keep: org.P1", "keep: ▸org.P2", 'did you mean "org.P1"?'),
  ],
  "keep-type": [
    plant(welcome, "keep: org.P1", "keep: ▸org.members", "declare `org.members: string`"),
    plant(welcome, "keep: name", "keep: ▸page", "declare `page: string`"),
  ],
  "pick-variable": [
    plant(welcome, "pick: question", "pick: ▸questoin", 'did you mean "question"?'),
    plant(welcome, "pick: question", "pick: ▸page", "declare `page: string`"),
  ],
  "choices-variable": [
    plant(welcome, "choicesFrom: choices", "choicesFrom: ▸chioces", 'did you mean "choices"?'),
  ],
  "file-variable": [
    plant(welcome, "say: small.bye\n", "say: small.bye\n    file: ▸choices\n", "declare"),
  ],
  "unmade-file": [
    {
      edits: [
        { in: welcome, from: "  valid: bool\n", to: "  valid: bool\n  printed: file\n" },
        { in: welcome, from: "say: small.bye\n", to: "say: small.bye\n    file: ▸printed\n" },
      ],
      suggests: 'let an action make "printed" before',
    },
  ],
  "unused-variable": [
    plant(welcome, "  valid: bool\n", "  valid: bool\n  ▸spare: string\n", "remove it"),
  ],
  "unset-variable": [
    plant(
      welcome,
      "say: small.hello\n    with: { who: '\"Rafiq\"' }",
      "say: ▸small.bye",
      'set "name" before',
    ),
  ],
};
