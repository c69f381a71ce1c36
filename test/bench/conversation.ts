import { advance } from "../../src/core/engine/advance.ts";
import type { Flowbook } from "../../src/core/engine/book.ts";
import { blankState, type State } from "../../src/core/engine/state.ts";
import type { Input } from "../../src/core/engine/turn.ts";
import type { Content } from "../../src/core/inbound.ts";
import { second, type Instant } from "../../src/core/instant.ts";
import type { Language } from "../../src/core/language/languages.ts";
import type { Choice, Message } from "../../src/core/message.ts";

/** How a person answers: by buttons, with the label as it is written, or nearly as it is written. */
export const manners = ["tapped", "typed", "misspelled"] as const;
export type Manner = (typeof manners)[number];

/** What a person did and when, from the first word to the result. */
export interface Conversation {
  readonly inputs: readonly { readonly input: Input; readonly now: Instant }[];
  /** Answers that were not understood and were tapped instead. */
  readonly misunderstood: number;
  readonly last: State;
}

/** A working day in the morning. */
export const start = Date.UTC(2026, 10, 25, 9);

const betweenTurns = 20 * second;
const turnsAtMost = 150;

/** How much is asked: the express diagnostic, or every question. */
export type Variant = "court" | "tout";

/** Plays a diagnostic once and keeps what the person did. */
export function recordConversation(
  book: Flowbook,
  language: Language,
  manner: Manner,
  variant: Variant = "tout",
): Conversation {
  const inputs: Conversation["inputs"][number][] = [];
  let misunderstood = 0;
  let state: State = blankState;
  let shown: Message | undefined;
  let content: Content = { kind: "text", text: "salam" };
  let stepBefore = "";
  for (;;) {
    const now = start + inputs.length * betweenTurns;
    const seed = inputs.length.toString(16).padStart(64, "0");
    const input: Input = { kind: "heard", content, quoted: null, seed };
    const turn = advance(book, state, input, now);
    inputs.push({ input, now });
    state = turn.state;
    shown = turn.said.at(-1)?.message ?? shown;
    const top = state.session?.frames.at(-1);
    const step = `${top?.flow} ${top?.step}`;
    if (top === undefined || top.flow === "result") return { inputs, misunderstood, last: state };
    if (inputs.length > turnsAtMost) throw new Error(`${step} does not come to an end`);
    const choice = choose(shown, top.step, { ...wanted, language, variant }, inputs.length);
    // Asked the same again: the words were not understood, a button always is.
    const again = step === stepBefore;
    if (again) misunderstood += 1;
    content = again ? tap(choice) : say(choice, manner);
    stepBefore = step;
  }
}

/** Plays a recorded conversation again and answers how many turns that took. */
export function replay(book: Flowbook, { inputs }: Conversation): number {
  let state: State = blankState;
  for (const { input, now } of inputs) state = advance(book, state, input, now).state;
  return inputs.length;
}

const wanted: Readonly<Record<string, string>> = {
  consent: "yes",
  P1: "association",
};

/** High and low levels in turn, so that no question is implied or guessed. */
function choose(
  shown: Message | undefined,
  step: string,
  named: Readonly<Record<string, string>>,
  turn: number,
): Choice {
  const choices = shown?.choices ?? [];
  const choice =
    choices.find((one) => one.id.endsWith(`:${named[step]}`)) ??
    choices[Math.min(2, choices.length - 1)];
  if (choice === undefined) throw new Error(`${step} offers nothing at turn ${turn}`);
  return choice;
}

function say(choice: Choice, manner: Manner): Content {
  switch (manner) {
    case "tapped":
      return tap(choice);
    case "typed":
      return { kind: "text", text: choice.label };
    case "misspelled":
      return { kind: "text", text: misspell(choice.label) };
  }
}

function tap({ id, label }: Choice): Content {
  return { kind: "tap", id, label };
}

/** The longest word loses a letter in its middle. */
function misspell(label: string): string {
  const [longest = ""] = (label.match(/\p{L}+/gu) ?? []).toSorted(
    (one, other) => other.length - one.length,
  );
  if (longest.length < 5) return label;
  const middle = Math.floor(longest.length / 2);
  return label.replace(longest, longest.slice(0, middle) + longest.slice(middle + 1));
}
