import { plant, type Planted } from "../plant.ts";

const welcome = "flows/welcome.yaml";
const other = "flows/other.yaml";

export const pathPlants: Readonly<Record<string, readonly Planted[]>> = {
  "unknown-step": [
    plant(welcome, "{ id: coop, to: tell }", "{ id: coop, to: ▸tel }", 'did you mean "tell"?'),
    plant(welcome, "to: again }", "to: ▸agian }", 'did you mean "again"?'),
    plant(welcome, "else: which", "else: ▸wich", 'did you mean "which"?'),
    plant(welcome, "[type, tell]", "[type, ▸tel]", 'did you mean "tell"?'),
    plant(welcome, "late: bye", "late: ▸by", 'did you mean "bye"?'),
    plant(welcome, "refused: bye", "refused: ▸byes", 'did you mean "bye"?'),
    plant(welcome, "say: small.bye\n", "say: small.bye\n    to: ▸edn\n", 'did you mean "end"?'),
    plant(welcome, "\nsteps:", "\ncommands: { back: ▸agian }\nsteps:", 'did you mean "again"?'),
  ],
  "unreachable-step": [
    plant(
      other,
      "  - id: end\n",
      "    to: end\n\n  - id: ▸left-over\n    say: other.sure\n\n  - id: end\n",
      "to: left-over",
    ),
    plant(
      other,
      '["yes", "no"]',
      '[{ id: "yes", to: end }, { id: "no", to: end }]\n    doubt: "no"\n\n  - id: ▸never\n    ask: other.sure\n    choices: ["yes", "no"]',
      "to: never",
    ),
  ],
  "no-end": [plant(other, "id: end\n    end: flow", "id: ▸end\n    say: other.sure", "end: flow")],
  "endless-path": [
    plant(
      other,
      '    doubt: "no"\n\n  - id: end\n    end: flow\n',
      '    doubt: "no"\n\n  - id: back\n    set: {}\n    to: sure\n',
      "end: flow",
      [5, 9],
    ),
    plant(
      welcome,
      "  - id: again\n    set: { page: page + 1.0 }\n",
      "  - id: ▸again\n    set: { page: page + 1.0 }\n    to: trap\n\n  - id: trap\n    ask: small.tell\n    text: 20\n    to: again\n\n  - id: on\n    set: { page: page }\n",
      "end: flow",
    ),
  ],
  "loop-without-input": [
    plant(
      welcome,
      "  - id: again\n    set: { page: page + 1.0 }\n",
      "  - id: ▸again\n    set: { page: page + 1.0 }\n\n  - id: more\n    branch:\n      - { when: page < 3.0, to: again }\n    else: place\n",
      "put a question",
    ),
  ],
  "unknown-flow": [plant(welcome, "call: other", "call: ▸othre", 'did you mean "other"?')],
  "missing-flow": [
    {
      edits: [],
      program: { starts: { welcome: [], lost: [] } },
      at: { file: "flows/lost.yaml", line: 1, column: 1 },
      suggests: "write flows/lost.yaml",
    },
  ],
  "uncalled-flow": [
    {
      edits: [
        {
          in: "flows/alone.yaml",
          to: "flow: ▸alone\nversion: 1.0.0\nsteps:\n  - { id: end, end: flow }\n",
        },
      ],
      suggests: "call: alone",
    },
  ],
};
