import { z } from "zod";
import type { Json } from "../../json.ts";
import { childKey } from "../../language/sentences.ts";
import { fold } from "../../language/fold.ts";
import { placeOf } from "../actions/answers.ts";
import type { Offer } from "../draft.ts";
import { available, doubtful, mayDoubt, offers } from "../offers.ts";
import type { Move, Play, StepType } from "../play.ts";
import { choiceIn, isLabel, understand } from "../understand.ts";
import { file, label, withArgs } from "./parts.ts";
import { readers, type Reader } from "./reads.ts";

const choice = z.union([
  z.string(),
  z.strictObject({
    id: z.string().describe("Kept as the answer; never reused for something else."),
    label: z
      .string()
      .optional()
      .describe("Key of its label; the question's key and the id when left out."),
    when: z.string().optional().describe("CEL: offered only then."),
    to: z.string().optional().describe("Where this answer leads."),
  }),
]);

const schema = z.strictObject({
  ...label,
  ask: z
    .string()
    .describe("Key of the question. Its children: `hint`, `name`, and a label for each choice."),
  instead: z
    .array(z.strictObject({ when: z.string(), ask: z.string() }))
    .optional()
    .describe("Other words for the same question, the first whose condition holds."),
  before: z.array(z.string()).optional().describe("Keys of sentences above the question."),
  footer: z.string().optional().describe("Key of a sentence under the question."),
  with: withArgs,
  file,
  choices: z.array(choice).min(1).max(10).optional().describe("The answers offered; at most ten."),
  choicesFrom: z
    .string()
    .optional()
    .describe("A variable holding the answers offered, made by an action."),
  text: z
    .number()
    .int()
    .positive()
    .max(500)
    .optional()
    .describe("Any words are an answer, up to this length."),
  reads: z
    .enum(Object.keys(readers) as [Reader, ...Reader[]])
    .optional()
    .describe("With `text`: words are an answer only when they read as this."),
  keep: z
    .string()
    .optional()
    .describe("Where the answer is kept: a variable, `org.x` or `contact.x`."),
  doubt: z
    .enum(["choice", "typed", "no"])
    .default("typed")
    .describe("« Je ne sais pas »: offered as a choice, accepted when typed, or no answer here."),
  score: z
    .literal(true)
    .optional()
    .describe("A question of the rubric: the id is the question's, a choice its level."),
});
export type Asking = z.infer<typeof schema>;

/** Asks one question and keeps the answer. */
export const ask = {
  schema,
  enter: (step, play) => put(step, play, offers(step, play)),
  receive(step, play, input) {
    if (input.kind === "chosen") return answer(step, play, input.choice);
    if (input.kind !== "heard" || input.content.kind !== "text") return { kind: "ignore" };
    const text = input.content.text.trim();
    if (step.text !== undefined) {
      const picked = pickedIn(step, play, text);
      return picked === null ? words(step, play, text) : answer(step, play, picked);
    }
    return read(step, play, text);
  },
} satisfies StepType<Asking>;

/** Takes an answer: keeps it and goes where it leads. `misunderstood` when it is not one of the step's. */
export function answer(step: Asking, play: Play, id: string): Move {
  const known = available(step, play).find((one) => one.id === id);
  if (known === undefined && !mayDoubt(step, id)) return { kind: "misunderstood" };
  keepAnswer(step, play, step.score === true && /^\d$/u.test(id) ? Number(id) : id);
  return known?.to === undefined ? play.next(step) : { kind: "go", step: known.to };
}

export function keepAnswer(step: Asking, play: Play, value: Json): void {
  const name = step.keep ?? (step.score === true ? `org.${step.id}` : null);
  if (name !== null) play.keep(name, value);
  play.setFrame({
    ...play.top,
    trail: [...play.top.trail.filter((id) => id !== step.id), step.id],
  });
}

/** The organization's fact that a question keeps; null when it keeps none. */
export function keptAs(step: Asking): string | null {
  if (step.keep?.startsWith("org.")) return step.keep.slice(4);
  return step.score === true ? step.id : null;
}

/** The key of the question in its words for this organization. */
export function wording(step: Asking, play: Play): string {
  return step.instead?.find((one) => play.holds(one.when))?.ask ?? step.ask;
}

function put(step: Asking, play: Play, shown: readonly Offer[]): Move {
  // Nothing to choose from: there is no question.
  if (step.choicesFrom !== undefined && shown.length === 0) return { kind: "end", all: false };
  const args = { ...play.args(step.with), ...(step.score === true ? placeOf(play, step.id) : {}) };
  const { sentences } = play.book;
  play.attach(step.file);
  for (const key of step.before ?? []) play.say(key, args);
  play.draft.say(wording(step, play), args);
  const hint = childKey(sentences, step.ask, "hint");
  if (hint !== null) play.draft.say(hint, args, true);
  if (step.footer !== undefined) play.draft.say(step.footer, args);
  if (shown.length === 0) {
    play.endMessage();
    return { kind: "wait", offered: null };
  }
  play.draft.offer(shown, { say: "system.choose" });
  return { kind: "wait", offered: shown.map(({ id }) => id) };
}

/** Where words are expected and answers shown too: the one whose label or number was typed. */
function pickedIn(step: Asking, play: Play, text: string): string | null {
  if (step.choices === undefined && step.choicesFrom === undefined) return null;
  const shown = offers(step, play);
  const numbered = shown.find(({ digit }) => digit === fold(text));
  if (numbered !== undefined) return numbered.id;
  return isLabel(step, play, text) ? choiceIn(step, play, text) : null;
}

function words(step: Asking, play: Play, text: string): Move {
  if (step.reads !== undefined && !readers[step.reads](text, play))
    return { kind: "misunderstood" };
  if (text === "" || text.length > (step.text ?? 0)) return { kind: "misunderstood" };
  keepAnswer(step, play, text);
  return play.next(step);
}

/** Finds the answer in typed words: among what was shown, else among all that the question has. */
function read(step: Asking, play: Play, text: string): Move {
  const all = offers(step, play);
  const ids = play.state.session?.pending?.offered;
  const shown = ids === undefined || ids === null ? all : all.filter(({ id }) => ids.includes(id));
  const first = understand(step, play, shown, text);
  const understood =
    first.kind === "none" && shown.length < all.length ? understand(step, play, all, text) : first;
  switch (understood.kind) {
    case "option":
      return answer(step, play, understood.id);
    case "dont-know":
      return step.doubt === "no" ? { kind: "misunderstood" } : answer(step, play, doubtful);
    case "between": {
      const [one, other] = understood.offers;
      const renumbered = [one, other].map((each, at) => ({ ...each, digit: String(at + 1) }));
      play.say("system.between", { first: one.label, second: other.label });
      play.draft.offer(renumbered, { say: "system.choose" });
      return { kind: "wait", offered: renumbered.map(({ id }) => id) };
    }
    case "none":
      return { kind: "misunderstood" };
  }
}
