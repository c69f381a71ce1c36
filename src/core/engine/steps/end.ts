import { z } from "zod";
import type { StepType } from "../play.ts";
import { label } from "./parts.ts";

const schema = z.strictObject({
  id: label.id,
  end: z
    .enum(["flow", "session"])
    .describe("`flow` returns to whatever called it; `session` ends the whole conversation."),
});
type End = z.infer<typeof schema>;

/** Ends the flow, or everything. */
export const end = {
  schema,
  enter(step) {
    return { kind: "end", all: step.end === "session" };
  },
} satisfies StepType<End>;
