import { z } from "zod";
import { minute } from "../../instant.ts";
import type { StepType } from "../play.ts";
import { label } from "./parts.ts";

const schema = z.strictObject({
  id: label.id,
  wait: z.record(z.string(), z.string()).describe("Events, and the step each leads to."),
  matching: z
    .string()
    .optional()
    .describe("A variable that the event must bring with the value it has here."),
  minutes: z.number().positive().max(1_440).describe("How long at most."),
  late: z.string().describe("Where to go when nothing came."),
});
type Wait = z.infer<typeof schema>;

/** Waits for an answer from elsewhere; people who write meanwhile hear that it is on its way. */
export const wait = {
  schema,
  enter(step, play) {
    play.setTimer("late", play.now + step.minutes * minute, { kind: "late", move: play.move });
    return { kind: "wait", offered: null };
  },
  receive(step, play, input) {
    if (input.kind === "timer") return { kind: "go", step: step.late };
    if (input.kind === "mail" && input.mail.kind === "event") {
      const to = step.wait[input.mail.event];
      if (to === undefined) return { kind: "ignore" };
      const { matching } = step;
      if (matching !== undefined && input.mail.values[matching] !== play.value(matching)) {
        return { kind: "ignore" };
      }
      play.cancelTimer("late");
      for (const [name, value] of Object.entries(input.mail.values)) play.keep(name, value);
      return { kind: "go", step: to };
    }
    if (input.kind === "heard") play.say("system.moment");
    return { kind: "stay" };
  },
} satisfies StepType<Wait>;
