import type { Again, Answers, Dimension, Level, Profile } from "./answers.ts";
import type { Question, Rubric } from "./rubric.ts";

const roles = ["gate", "probe", "follow-up"] as const;

/** The dimensions in the order of the conversation: the declared priority first (brief § 2.5). */
export function orderDimensions(rubric: Rubric, profile: Profile): Dimension[] {
  const declared = rubric.priorities[profile.priority];
  return [
    ...rubric.dimensions.filter((dimension) => declared.includes(dimension)),
    ...rubric.dimensions.filter((dimension) => !declared.includes(dimension)),
  ];
}

/** Whether the organization gets the questions on sales instead of those on collections. */
export function hasSalesQuestions(rubric: Rubric, profile: Profile): boolean {
  const { always, mayChoose } = rubric.sales;
  return always.includes(profile.type) || (mayChoose.includes(profile.type) && profile.sells);
}

/** The 28 questions of this organization, in the order of the conversation, also those that do not apply. */
export function orderQuestions(
  rubric: Rubric,
  profile: Profile,
  again?: Again,
): readonly Question[] {
  const sales = hasSalesQuestions(rubric, profile);
  const key = `${profile.priority} ${sales}`;
  let orders = ordered.get(rubric);
  if (orders === undefined) ordered.set(rubric, (orders = new Map()));
  let questions = orders.get(key);
  if (questions === undefined) orders.set(key, (questions = inOrder(rubric, profile, sales)));
  return putFirst(questions, again);
}

/** The order follows from the priority and from who sells: a dozen orders, each made once. */
const ordered = new WeakMap<Rubric, Map<string, readonly Question[]>>();

function inOrder(rubric: Rubric, profile: Profile, sales: boolean): readonly Question[] {
  const replaced = new Set(
    rubric.questions.flatMap((question) => (question.replaces && sales ? [question.replaces] : [])),
  );
  const own = rubric.questions.filter(
    (question) => (question.replaces === undefined || sales) && !replaced.has(question.id),
  );
  const order = orderDimensions(rubric, profile);
  const rank = ({ dimension, role }: Question) =>
    order.indexOf(dimension) * roles.length + roles.indexOf(role);
  return own.toSorted((a, b) => rank(a) - rank(b));
}

/** What was guessed or unknown last time comes first, each part in its own order (brief § 2.12). */
export function putFirst<Item extends { readonly id: string }>(
  items: readonly Item[],
  again: Again | undefined,
): readonly Item[] {
  if (again === undefined) return items;
  const first = new Set(again.first);
  return [
    ...items.filter((item) => first.has(item.id)),
    ...items.filter((item) => !first.has(item.id)),
  ];
}

/** Whether the profile alone takes the question away (brief § 2.5, rule 3). */
export function isOutside(question: Question, profile: Profile): boolean {
  return question.na.types.includes(profile.type) || question.na.stages.includes(profile.stage);
}

/** The levels an express answer leaves open, in order, null for all five (brief § 2.3). */
export function offeredLevels(
  rubric: Rubric,
  id: string,
  given: Answers["express"],
): readonly Level[] | null {
  const express = rubric.express.questions.find((question) => question.anchor === id);
  const button = express && given[express.id];
  if (express === undefined || button === undefined || button === "dont-know") return null;
  return express.narrows[button - 1] ?? null;
}
