import { z } from "zod";
import { actions } from "../actions/index.ts";
import type { StepType } from "../play.ts";
import { label, withArgs } from "./parts.ts";

const schema = z.strictObject({
  ...label,
  // The actions reach the steps too, so their names are looked up at first use only.
  do: z
    .lazy(() => z.enum(Object.keys(actions)))
    .describe("The action; what it gives is kept in variables of the same names."),
  with: withArgs,
});
type Do = z.infer<typeof schema>;

/** Performs a named action and keeps what it gives. */
export const perform = {
  schema,
  enter(step, play) {
    return play.perform(step.do, step.with) ?? play.next(step);
  },
} satisfies StepType<Do>;
