import { z } from "zod";
import type { StepType } from "../play.ts";
import { label } from "./parts.ts";

const schema = z.strictObject({
  id: label.id,
  branch: z
    .array(z.strictObject({ when: z.string().describe("A CEL condition."), to: z.string() }))
    .min(1)
    .describe("The first condition that holds decides."),
  else: z.string().describe("Where to go when none holds."),
});
type Branch = z.infer<typeof schema>;

/** Goes where the first true condition leads. */
export const branch = {
  schema,
  enter(step, play) {
    const taken = step.branch.find((arm) => play.holds(arm.when));
    return { kind: "go", step: taken?.to ?? step.else };
  },
} satisfies StepType<Branch>;
