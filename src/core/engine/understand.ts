import { choose, type Choosable, type Chosen } from "../language/choose.ts";
import { fold } from "../language/fold.ts";
import { exactLabel, type LabelMatch } from "../language/labels.ts";
import { render } from "../language/sentences.ts";
import type { Offer } from "./draft.ts";
import { doubtful, offers } from "./offers.ts";
import type { Play } from "./play.ts";
import { sharedArgs } from "./shared-args.ts";
import type { Asking } from "./steps/ask.ts";

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

/** What typed words mean for a question: one of its answers, none, or one of two. */
export type Understood =
  | { readonly kind: "option"; readonly id: string }
  | { readonly kind: "dont-know" }
  | { readonly kind: "between"; readonly offers: readonly [Offer, Offer] }
  | { readonly kind: "none" };

/** Finds the answer that words mean among those shown. */
export function understand(
  step: Asking,
  play: Play,
  shown: readonly Offer[],
  text: string,
): Understood {
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
  const pair = pairs.find((ids) => ids.every((id) => answers.some((one) => one.id === id)));
  if (pair === undefined) return { kind: "none" };
  const chosen = choose({ language: play.state.language, kind: "yesno", options: [] }, text);
  if (chosen.kind !== "yes" && chosen.kind !== "no") return { kind: "none" };
  return { kind: "option", id: pair[chosen.kind === "yes" ? 0 : 1] };
}

/** Answers that a yes and a no stand for. */
const pairs = [
  ["yes", "no"],
  ["comes", "cannot"],
  ["yes", "not-yet"],
  ["done", "not-yet"],
] as const;

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
