import { z } from "zod";
import type { StepType } from "../play.ts";
import { label } from "./parts.ts";

const schema = z.strictObject({
  ...label,
  set: z
    .record(z.string(), z.string())
    .describe("Names (a variable of the flow, `org.x` or `contact.x`) and CEL expressions."),
});
type Set = z.infer<typeof schema>;

/** Keeps values. */
export const set = {
  schema,
  enter(step, play) {
    for (const [name, expression] of Object.entries(step.set)) {
      play.keep(name, play.value(expression));
    }
    return play.next(step);
  },
} satisfies StepType<Set>;
