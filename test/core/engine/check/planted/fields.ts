import { plant, type Planted } from "../plant.ts";

const welcome = "flows/welcome.yaml";
const other = "flows/other.yaml";

export const fieldPlants: Readonly<Record<string, readonly Planted[]>> = {
  "unknown-field": [
    plant(welcome, "    keep: name\n", "    ▸keeep: name\n", 'did you mean "keep"?'),
    plant(welcome, "{ id: coop, to: tell }", "{ id: coop, ▸too: tell }", 'did you mean "to"?'),
    plant(other, "steps:\n", "▸variabels: {}\nsteps:\n", 'did you mean "variables"?'),
    plant("flows/facts.yaml", "org:\n", "▸organization: {}\norg:\n", "one of contact, org"),
  ],
  "missing-field": [
    {
      edits: [
        { in: welcome, from: "  - id: waiting\n", to: "  - ▸id: waiting\n" },
        { in: welcome, from: "    late: bye\n", to: "" },
      ],
      suggests: "add `late:`",
    },
    plant(other, "version: 1.0.0\n", "", "add `version:`", [1, 1]),
    plant(welcome, "    else: which\n", "", "add `else:`", [23, 5]),
  ],
  "unknown-value": [
    plant(other, "end: flow", "end: ▸folw", 'did you mean "flow"?'),
    plant(welcome, "  name: string\n", "  name: ▸text\n", "one of string, double, bool, dyn"),
    plant("flows/facts.yaml", "members: double", "members: ▸doubel", 'did you mean "double"?'),
  ],
  "wrong-type": [
    plant(other, '["yes", "no"]', '["yes", ▸2]', 'between quotes: "2"'),
    plant(welcome, "minutes: 2", "minutes: ▸two", '"minutes"'),
    plant(other, "ask: other.sure", "ask: ▸[other.sure]", '"ask"'),
  ],
  "out-of-range": [
    plant(welcome, "minutes: 2", "minutes: ▸5000", "at most 1440"),
    plant(welcome, "text: 200", "text: ▸0", "more than 0"),
    plant(other, '["yes", "no"]', "▸[]", "at least 1"),
  ],
  "unmarked-step": [
    plant(other, "    ask: other.sure\n", "    ▸aks: other.sure\n", 'did you mean "ask"?'),
    plant(other, "  - id: end\n    end: flow\n", "  - ▸id: end\n", "add one of say, ask"),
  ],
  "two-step-types": [
    plant(
      welcome,
      "    say: small.bye\n",
      "    say: small.bye\n    ▸call: other\n",
      'one with "say"',
    ),
  ],
};
