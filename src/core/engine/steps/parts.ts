import { z } from "zod";

const stepId = z.string().regex(/^[A-Za-z][A-Za-z0-9-]*$/u);

/** What every step has: its id, and where it leads when not to the step below. */
export const label = {
  id: stepId.describe("Unique in its flow; never reused for something else."),
  to: z.string().optional().describe("The step that follows; the one below when left out."),
};

/** Variables for a sentence: each a CEL expression over the flow's variables, `org` and `contact`. */
/** A file that an action made; the message goes without when there is none. */
export const file = z
  .string()
  .optional()
  .describe("A variable of type `file`, sent along; null sends the words alone.");

export const withArgs = z
  .record(z.string(), z.string())
  .optional()
  .describe("Variables of the sentence: CEL expressions.");
