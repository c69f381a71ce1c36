import { z } from "zod";
import type { StepType } from "../play.ts";
import { label } from "./parts.ts";

const schema = z.strictObject({
  id: label.id,
  pick: z.string().describe("A variable holding the id of the step to go to."),
  among: z
    .union([z.literal("scored"), z.array(z.string()).min(1)])
    .describe("The steps it may name; `scored` means every question that scores."),
  else: z.string().describe("Where to go when it names none."),
});
type Pick = z.infer<typeof schema>;

/** Goes to the step that a variable names. */
export const pick = {
  schema,
  enter(step, play) {
    const named = play.value(step.pick);
    return {
      kind: "go",
      step: typeof named === "string" && play.mayPick(step.among, named) ? named : step.else,
    };
  },
} satisfies StepType<Pick>;
