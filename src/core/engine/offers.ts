import { z } from "zod";
import { offeredLevels } from "../diagnostic/order.ts";
import type { Json } from "../json.ts";
import { childKey, hasSentence, type Phrase } from "../language/sentences.ts";
import { expressAnswersOf } from "./actions/answers.ts";
import type { Offer } from "./draft.ts";
import type { Play } from "./play.ts";
import type { Asking } from "./steps/ask.ts";

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

/** Taps bring back any id a client likes: where one may not doubt, « Je ne sais pas » is no answer. */
export function mayDoubt(step: Asking, id: string): boolean {
  return id === doubtful && step.doubt !== "no";
}

/** Whether the question ever offered this answer, under whatever conditions. */
export function everOffered(step: Asking, id: string): boolean {
  return mayDoubt(step, id) || listedIn(step).some((one) => one.id === id);
}

/** An answer before it has words and a digit. */
export interface Available {
  readonly id: string;
  readonly label: Phrase;
  readonly about?: Phrase | undefined;
  readonly to?: string | undefined;
}

/** The answers of a question that may be given now, without the doubtful one. */
export function available(step: Asking, play: Play): readonly Available[] {
  if (step.choicesFrom !== undefined) return made(play.value(step.choicesFrom));
  const open = listedIn(step).filter(({ when }) => when === undefined || play.holds(when));
  const levels =
    step.score === true ? offeredLevels(play.book.rubric, step.id, expressAnswersOf(play)) : null;
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
