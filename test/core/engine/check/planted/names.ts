import { smallBook } from "../small-book.ts";
import { plant, type Planted } from "../plant.ts";

const welcome = "flows/welcome.yaml";
const other = "flows/other.yaml";

export const namePlants: Readonly<Record<string, readonly Planted[]>> = {
  "flow-name": [plant(other, "flow: other", "flow: ▸others", "write `flow: other`")],
  "bad-version": [
    plant(other, "version: 1.0.0", "version: ▸1.0", "1.0.0"),
    plant(other, "version: 1.0.0", "version: ▸v1", "1.0.0"),
  ],
  "duplicate-flow-version": [
    {
      edits: [
        { in: "flows/welcome@old.yaml", to: (smallBook[welcome] ?? "").replace("1.0.0", "▸1.0.0") },
      ],
      suggests: "raise the version",
    },
  ],
  "bad-step-id": [plant(other, "id: sure", "id: ▸sûr", "ask-again")],
  "duplicate-step": [plant(welcome, "id: tell", "id: ▸type", '"type-again"')],
  "bad-variable-name": [
    plant(welcome, "  valid: bool\n", "  valid: bool\n  ▸Level-Name: string\n", "levelName"),
    plant(other, "flow: other", 'flow: ▸"an other"', "my-flow"),
  ],
  "renamed-unknown": [
    plant(welcome, "{ greet: hello }", "{ greet: ▸helo }", 'did you mean "hello"?'),
  ],
  "renamed-alive": [plant(welcome, "{ greet: hello }", "{ ▸tell: hello }", "never used again")],
};
