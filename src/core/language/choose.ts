import { fold } from "./fold.ts";
import { bothSaid } from "./both.ts";
import { exactLabel, matchLabel, nearLabel, type LabelMatch } from "./labels.ts";
import type { Language } from "./languages.ts";
import { announcedIn, meantIn } from "./meant.ts";
import { numberSaid, type Range } from "./numbers.ts";
import { labelsThatSay, offersTwo, polarityOf } from "./polarity.ts";
import { rangeSaid } from "./ranges.ts";
import { nearPhrase, read, type Role, type Segment } from "./read.ts";

/** A question as far as understanding its answer needs it. */
export interface Choosable {
  /** The language of the conversation: it decides where words of two languages look alike. */
  readonly language: Language;
  readonly kind: "yesno" | "number1to5" | "number0to5" | "list";
  /**
   * For `list`, the choices in the order shown. For the number kinds, the labels of the levels, if
   * they have any. For `yesno`, the yes and the no button, if shown: then 1 and 2 answer too.
   */
  readonly options: readonly Option[];
}

export interface Option {
  /** The title first, then description, short label and labels in other languages. */
  readonly labels: readonly string[];
  /** Further words that mean this option. */
  readonly words?: readonly string[];
}

/** What was chosen. Indexes count from 0; `none` means: ask again. */
export type Chosen =
  | { readonly kind: "option"; readonly index: number }
  | { readonly kind: "yes" }
  | { readonly kind: "no" }
  | { readonly kind: "dont-know" }
  | { readonly kind: "ambiguous"; readonly candidates: readonly [number, number] }
  | { readonly kind: "none" };

/**
 * What a typed text answers to a question, in any of the five languages and in a mix of them.
 *
 * Looks, in this order, for a label typed exactly, "I don't know", digits and number words, yes and
 * no where the question expects them, and a label nearly typed. Never guesses: a wrong answer
 * accepted is worse than asking again. In a list and from 1 to 5, 0 means "I don't know".
 */
export function choose(question: Choosable, text: string): Chosen {
  const folded = fold(text.trim().slice(0, longest));
  const exact = exactLabel(question.options, folded);
  if (exact !== null) return question.kind === "yesno" ? yesOrNoAt(exact) : chosen(exact);
  const stars = question.kind === "list" ? 0 : starsIn(folded);
  if (stars > 0) return chooseIn(question, read(String(stars), question.language) ?? []);
  const segments = read(folded, question.language);
  if (segments === null) return chooseInStory(question, folded);
  const said = chooseIn(question, segments);
  if (answers(said)) return said;
  const meant = meantIn(segments, (part) => answers(chooseIn(question, part)));
  if (meant !== null) return chooseIn(question, meant);
  return said.kind === "none" && segments.length > 12 ? chooseInStory(question, folded) : said;
}

/** How many stars a message of stars alone shows; 0 for any other message. */
function starsIn(folded: string): number {
  return /^(?:[⭐🌟★*]\s*)+$/u.test(folded) ? (folded.match(/[⭐🌟★*]/gu)?.length ?? 0) : 0;
}

function answers({ kind }: Chosen): boolean {
  return kind === "option" || kind === "yes" || kind === "no" || kind === "dont-know";
}

/** Of a long message only what announces an answer counts, and only when all of it agrees. */
function chooseInStory(question: Choosable, folded: string): Chosen {
  const parts = announcedIn(folded.slice(0, longest), question.kind === "list")
    .map((part) => chooseIn(question, read(part, question.language) ?? []))
    .filter(answers);
  const [first, ...more] = parts;
  if (first === undefined || first.kind === "dont-know") return none;
  const same = (other: Chosen) =>
    other.kind === first.kind &&
    (first.kind !== "option" || other.kind !== "option" || other.index === first.index);
  return more.every(same) ? first : none;
}

function chooseIn(question: Choosable, segments: readonly Segment[]): Chosen {
  if (segments.length === 0) return none;
  const near = question.kind === "yesno" ? null : nearLabel(question, segments);
  if (near !== null) return unlessNumbered(question, segments, near);
  if (saysDontKnow(segments)) return dontKnowChosen(question);
  return question.kind === "yesno"
    ? chooseYesOrNo(question, segments)
    : chooseOption(question, segments);
}

/** Characters looked at: an answer is shorter, and the work stays bounded. */
const longest = 1024;

const none: Chosen = { kind: "none" };

function chosen(match: LabelMatch): Chosen {
  return match.kind === "option" ? { kind: "option", index: match.index } : match;
}

function yesOrNoAt(match: LabelMatch): Chosen {
  if (match.kind !== "option") return none;
  return match.index === 0 ? { kind: "yes" } : match.index === 1 ? { kind: "no" } : none;
}

function dontKnowChosen(question: Choosable): Chosen {
  const [index, ...others] = labelsThatSay("dont-know", question);
  return index !== undefined && others.length === 0 && question.kind !== "yesno"
    ? { kind: "option", index }
    : { kind: "dont-know" };
}

/** The whole message, or a message about not knowing whether ("je ne sais pas si ..."). */
function saysDontKnow(segments: readonly Segment[]): boolean {
  const is = (role: Role) => segments.some((segment) => segment.roles.has(role));
  if (segments.every((segment) => segment.roles.has("question-mark"))) return true;
  const at = segments.findIndex((segment) => segment.roles.has("dont-know"));
  if (at === -1)
    return !is("yes") && !is("no") && !is("number") && nearPhrase(segments) === "dont-know";
  if (segments.some((s) => s.firm && (s.roles.has("yes") || s.roles.has("number")))) return false;
  if (segments.some((s) => s.roles.has("ordinal") && s.firm)) return false;
  if (segments.some((s) => s.firm && s.roles.has("no") && s !== segments[at]) && at > 1)
    return false;
  const whether = segments[at + 1]?.words[0] ?? "";
  if (
    /^(?:si|if|whether|wach|wash|ila|واش|هل|ان|اذا|الا|what|how|ce|exactement|quoi|شنو|chno)$/u.test(
      whether,
    )
  )
    return true;
  return segments.filter((segment) => segment.roles.size === 0).length <= 2;
}

function chooseYesOrNo(question: Choosable, segments: readonly Segment[]): Chosen {
  if (question.options.length >= 2) {
    const said = numberSaid(segments, { first: 1, last: 2, total: 2 });
    if (said.kind === "one" && said.value === 0) return { kind: "dont-know" };
    if (said.kind === "one")
      return yesOrNoAt({ kind: "option", index: said.value - 1, sure: true });
  }
  const polarity = polarityOf(segments) ?? nearPolarity(segments);
  if (polarity !== null) return { kind: polarity };
  // "ah la": said both, the words are no label any more.
  const says = (role: Role) => segments.some((segment) => segment.roles.has(role));
  if (question.options.length < 2 || offersTwo(segments) || (says("yes") && says("no")))
    return none;
  return yesOrNoAt(matchLabel(question, segments));
}

function nearPolarity(segments: readonly Segment[]): "yes" | "no" | null {
  const known: readonly Role[] = ["yes", "no", "hedges", "questions", "question-mark", "number"];
  if (segments.some((segment) => known.some((role) => segment.roles.has(role)))) return null;
  const near = nearPhrase(segments);
  return near === "dont-know" ? null : near;
}

/** "Le deux" is nearly "Les deux", and also the second: only the person knows. */
function unlessNumbered(question: Choosable, segments: readonly Segment[], near: number): Chosen {
  const range = rangeOf(question);
  const said = numberSaid(segments, range);
  const index = said.kind === "one" ? said.value - range.first : near;
  if (index === near || index < 0) return { kind: "option", index: near };
  return { kind: "ambiguous", candidates: [Math.min(index, near), Math.max(index, near)] };
}

function chooseOption(question: Choosable, segments: readonly Segment[]): Chosen {
  const index = question.kind === "list" ? listed(question, segments) : null;
  if (index !== null) return { kind: "option", index };
  const range = rangeOf(question);
  const said = numberSaid(segments, range);
  if (said.kind === "one") return numbered(question, range, said.value, segments);
  const polarity = polarityOf(segments);
  const polar = polarity === null || said.kind !== "nothing" ? none : polarized(question, polarity);
  if (polar.kind !== "none" && segments.every(onlyAnswers)) return polar;
  const label = matchLabel(question, segments);
  if (said.kind === "two") {
    if (label.kind === "option") return chosen(label);
    return {
      kind: "ambiguous",
      candidates: [said.values[0] - range.first, said.values[1] - range.first],
    };
  }
  if (said.kind === "outside") return label.kind === "option" && label.sure ? chosen(label) : none;
  return label.kind === "none" && polar.kind === "option" ? polar : chosen(label);
}

/** What only a list takes: an amount that one of its ranges holds, or both of two. */
function listed(question: Choosable, segments: readonly Segment[]): number | null {
  return rangeSaid(question.options, segments) ?? bothSaid(question.options, segments);
}

/** The option whose label says yes, or says no, when there is only one. */
function polarized(question: Choosable, polarity: "yes" | "no"): Chosen {
  const [one, two, ...more] = labelsThatSay(polarity, question);
  if (one === undefined || more.length > 0) return none;
  return two === undefined
    ? { kind: "option", index: one }
    : { kind: "ambiguous", candidates: [one, two] };
}

function onlyAnswers(segment: Segment): boolean {
  return (["yes", "no", "polite", "hello", "pleasantry"] as const).some((role) =>
    segment.roles.has(role),
  );
}

function rangeOf(question: Choosable): Range {
  if (question.kind === "number0to5") return { first: 0, last: 5, total: 5 };
  if (question.kind === "number1to5") return { first: 1, last: 5, total: 5 };
  return { first: 1, last: question.options.length, total: question.options.length };
}

/** "2) Coopérative" agrees with itself; "2 association" does not. */
function numbered(
  question: Choosable,
  range: Range,
  value: number,
  segments: readonly Segment[],
): Chosen {
  if (value < range.first) return { kind: "dont-know" };
  const index = value - range.first;
  const rest = segments.filter(
    (s) => !["number", "ordinal", "last"].some((role) => s.roles.has(role as Role)),
  );
  const firm = rest.filter((s) => s.firm && (s.roles.has("yes") || s.roles.has("no")));
  const polarity = polarityOf(firm);
  const polar = polarity === null ? none : polarized(question, polarity);
  const named = rest.some((s) => s.roles.size === 0) ? matchLabel(question, rest) : none;
  const beside = named.kind === "option" ? named : polar;
  if (beside.kind === "option" && beside.index !== index)
    return {
      kind: "ambiguous",
      candidates: [Math.min(index, beside.index), Math.max(index, beside.index)],
    };
  return { kind: "option", index };
}
