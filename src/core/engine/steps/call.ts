import { z } from "zod";
import type { StepType } from "../play.ts";
import { label } from "./parts.ts";

const schema = z.strictObject({
  ...label,
  call: z.string().describe("The flow to play; this one goes on when it ends."),
});
type Call = z.infer<typeof schema>;

/** Plays another flow, then goes on. A flow that is under way already is returned to instead. */
export const call = {
  schema,
  enter(step, play) {
    return { kind: "call", flow: step.call, after: play.next(step) };
  },
} satisfies StepType<Call>;
