import { z } from "zod";
import type { Action } from "../../actions/action.ts";
import type { Family } from "../mistake.ts";
import { didYouMean } from "../nearest.ts";
import type { Program } from "../program.ts";
import type { ReadFlow } from "../read-flow.ts";
import type { Reading } from "../reading.ts";
import { keyPlaceOf, placeIn, placeOf, type Path } from "../source.ts";

/** What flows `do` and wait for: what goes in, what comes out. */
export const actionMistakes = {
  "unknown-action": {
    severity: "error",
    *find({ flows, issues, program }) {
      const misspelled = issues.filter(({ path, issue }) => issue.code === "invalid_value" && path[2] === "do");
      const names = Object.keys(program.actions);
      for (const { source, path } of misspelled) {
        const name = source.text.slice(...offsets(source.root, path));
        yield unknown(placeOf(source, path), name, names);
      }
      for (const { source, step, path } of flows.flatMap(doingsOf)) {
        if (step.do in program.actions) continue;
        yield unknown(placeOf(source, [...path, "do"]), step.do, names);
      }
    },
  },
} satisfies Family;
