import { z } from "zod";
import { offeredLevels } from "../../diagnostic/order.ts";
import type { Json } from "../../json.ts";
import { fold } from "../../language/fold.ts";
import { choose, type Choosable, type Chosen } from "../../language/choose.ts";
import { exactLabel, type LabelMatch } from "../../language/labels.ts";
import { childKey, hasSentence, render, type Phrase } from "../../language/sentences.ts";
import { answersOf, placeOf } from "../actions/answers.ts";
import type { Offer } from "../draft.ts";
import type { Move, Play, StepType } from "../play.ts";
import { sharedArgs } from "../shared-args.ts";
import { label, withArgs } from "./parts.ts";

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
    if (step.text !== undefined) return words(step, play, text);
    return read(step, play, text);
  },
} satisfies StepType<Asking>;

/** The answer kept for « Je ne sais pas ». */
export const doubtful = "dont-know";

/** Every answer the question offers now, in order, the doubtful one last. */
export function offers(step: Asking, play: Play): readonly Offer[] {
  const listed: Offer[] = [];
  for (const one of available(step, play)) listed.push(offer(play, one, String(listed.length + 1)));
  if (step.doubt === "choice") {
    const own = `${step.ask}.${doubtful}`;
    const say = hasSentence(play.book.sentences, own) ? own : "system.dont-know";
    listed.push(offer(play, { id: doubtful, label: { say } }, "0"));
  }
  return listed;
}

/** Takes an answer: keeps it and goes where it leads. `misunderstood` when it is not one of the step's. */
export function answer(step: Asking, play: Play, id: string): Move {
  const known = available(step, play).find((one) => one.id === id);
  if (known === undefined && id !== doubtful) return { kind: "misunderstood" };
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

/** The choice that words mean for a question, whether it is pending or not; null when none. */
export function choiceIn(step: Asking, play: Play, text: string): string | null {
  const understood = understand(step, play, offers(step, play), text);
  if (understood.kind === "option") return understood.id;
  return understood.kind === "dont-know" && step.doubt !== "no" ? doubtful : null;
}

/** Whether words are exactly the label of one of the question's answers, in any language. */
export function isLabel(step: Asking, play: Play, text: string): boolean {
  const options = offers(step, play).map((one) => ({ labels: labelsOf(play, one) }));
  const exact = exactLabel(options, fold(text));
  return exact !== null && exact.kind !== "none";
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

interface Available {
  readonly id: string;
  readonly label: Phrase;
  readonly about?: Phrase | undefined;
  readonly to?: string | undefined;
}

function available(step: Asking, play: Play): readonly Available[] {
  if (step.choicesFrom !== undefined) return made(play.value(step.choicesFrom));
  const open = listedIn(step).filter(({ when }) => when === undefined || play.holds(when));
  const levels =
    step.score === true ? offeredLevels(play.book.rubric, step.id, answersOf(play)) : null;
  if (levels === null) return open;
  return open.filter(({ id }) => !/^\d$/u.test(id) || levels.some((level) => String(level) === id));
}

interface Listed extends Available {
  readonly when?: string | undefined;
}

const listed = new WeakMap<Asking, readonly Listed[]>();

/** The choices as the flow lists them, each with the key of its label: the same in every turn. */
function listedIn(step: Asking): readonly Listed[] {
  let choices = listed.get(step);
  if (choices === undefined) {
    choices = (step.choices ?? []).map((one) => {
      const { id, label: key, when, to } = typeof one === "string" ? { id: one } : one;
      return { id, label: { say: key ?? `${step.ask}.${id}` }, when, to };
    });
    listed.set(step, choices);
  }
  return choices;
}

const madeChoices = z.array(
  z.object({ id: z.string(), label: z.unknown(), about: z.unknown().optional() }),
);

function made(value: Json): readonly Available[] {
  // The label was built as a phrase by the action that made the choices.
  return madeChoices.parse(value ?? []).map(({ id, label, about }) => ({
    id,
    label: label as Phrase,
    about: about as Phrase | undefined,
  }));
}

function offer(play: Play, { id, label: phrase, about }: Available, digit: string): Offer {
  const child = (name: string): Phrase | null => {
    if (typeof phrase !== "object" || !("say" in phrase)) return null;
    const key = childKey(play.book.sentences, phrase.say, name);
    return key === null ? null : { say: key };
  };
  return { id, label: phrase, short: child("short"), about: about ?? child("about"), digit };
}

function words(step: Asking, play: Play, text: string): Move {
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

type Understood =
  | { readonly kind: "option"; readonly id: string }
  | { readonly kind: "dont-know" }
  | { readonly kind: "between"; readonly offers: readonly [Offer, Offer] }
  | { readonly kind: "none" };

function understand(step: Asking, play: Play, shown: readonly Offer[], text: string): Understood {
  const answers = shown.filter(({ id }) => id !== doubtful);
  const copied = titleIn(play, answers, text);
  if (copied?.kind === "option") return settle(copied, answers);
  const choosable: Choosable = {
    language: play.state.language,
    kind:
      step.score === true &&
      answers.length === 5 &&
      answers.every(({ id }, at) => id === String(at))
        ? "number1to5"
        : "list",
    options: answers.map((one) => ({ labels: labelsOf(play, one) })),
  };
  const understood = settle(choose(choosable, text), answers);
  return understood.kind === "none" ? yesOrNo(play, answers, text) : understood;
}

/** Most people copy what they see: the labels in other languages are only looked at for the rest. */
function titleIn(play: Play, shown: readonly Offer[], text: string): LabelMatch | null {
  const { sentences } = play.book;
  const { language } = play.state;
  const titles = shown.map((one) => ({ labels: [render(sentences, one.label, language)] }));
  return exactLabel(titles, fold(text));
}

/** A question with a yes and a no among its answers takes the words for them in any language. */
function yesOrNo(play: Play, answers: readonly Offer[], text: string): Understood {
  if (!["yes", "no"].every((id) => answers.some((one) => one.id === id))) return { kind: "none" };
  const chosen = choose({ language: play.state.language, kind: "yesno", options: [] }, text);
  return chosen.kind === "yes" || chosen.kind === "no"
    ? { kind: "option", id: chosen.kind }
    : { kind: "none" };
}

/** The label with what stands under it, in the contact's language first, then in the others. */
function labelsOf(play: Play, { label: phrase, short, about }: Offer): readonly string[] {
  const { sentences, languages } = play.book;
  const shared = sharedArgs(play.state);
  const mine = [phrase, about, short].filter((one) => one !== null);
  const others = languages.filter((language) => language !== play.state.language);
  return [
    ...mine.map((one) => render(sentences, one, play.state.language, shared)),
    ...others.map((language) => render(sentences, phrase, language, shared)),
  ];
}

function settle(chosen: Chosen, answers: readonly Offer[]): Understood {
  switch (chosen.kind) {
    case "option": {
      const option = answers[chosen.index];
      return option === undefined ? { kind: "none" } : { kind: "option", id: option.id };
    }
    case "ambiguous": {
      const [one, other] = chosen.candidates.map((index) => answers[index]);
      return one === undefined || other === undefined
        ? { kind: "none" }
        : { kind: "between", offers: [one, other] };
    }
    case "dont-know":
      return { kind: "dont-know" };
    case "yes":
    case "no":
    case "none":
      return { kind: "none" };
  }
}
