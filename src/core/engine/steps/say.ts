import { z } from "zod";
import type { StepType } from "../play.ts";
import { file, label, withArgs } from "./parts.ts";

const schema = z.strictObject({
  ...label,
  say: z.string().describe("The key of the sentence."),
  with: withArgs,
  file,
  apart: z.literal(true).optional().describe("A message of its own, not joined to what follows."),
});
type Say = z.infer<typeof schema>;

/** Says one sentence and moves on; it travels in one message with what follows. */
export const say = {
  schema,
  enter(step, play) {
    play.attach(step.file);
    play.say(step.say, play.args(step.with));
    if (step.apart) play.endMessage();
    return play.next(step);
  },
} satisfies StepType<Say>;
