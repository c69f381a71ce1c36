import type { Again, Answer, Answers, ExpressAnswer, Level, Profile, Variant } from "./answers.ts";
import { offeredLevels } from "./order.ts";
import type { Rubric } from "./rubric.ts";
import { standings } from "./settle.ts";

/**
 * The question to ask now. `levels` are the ones to offer, numbered again from 1, null for all five
 * (and always for the express questions, which have three buttons). `previous` is what was answered
 * at the last diagnosis, to confirm or change, null when there is nothing to show.
 */
export interface NextQuestion {
  readonly id: string;
  readonly levels: readonly Level[] | null;
  readonly previous: Answer | ExpressAnswer | null;
}

/**
 * The first question without a value, null when the diagnosis is complete (brief § 2.3, 2.5, 2.12).
 *
 * `again` is given for a second diagnosis only: it changes the order and turns early stops off.
 */
export function nextQuestion(
  rubric: Rubric,
  profile: Profile,
  variant: Variant,
  answers: Answers,
  again?: Again,
): NextQuestion | null {
  const open = standings(rubric, profile, variant, answers, again).find(
    (standing) => standing.settled === null,
  );
  if (open === undefined) return null;
  return {
    id: open.id,
    levels: variant === "court" ? null : offeredLevels(rubric, open.id, answers.express),
    previous: again?.shown[open.id] ?? null,
  };
}

/**
 * « Question 7 sur environ 20 »: `position` is that of the question `id`, or of the one to ask now (of
 * the last one, at the end); `about` is what was asked and what is still to be asked as far as is known now.
 */
export function progress(
  rubric: Rubric,
  profile: Profile,
  variant: Variant,
  answers: Answers,
  again?: Again,
  id?: string,
): { readonly position: number; readonly about: number } {
  const given: Readonly<Record<string, unknown>> =
    variant === "court" ? answers.express : answers.full;
  const counted = standings(rubric, profile, variant, answers, again).filter(
    (one) =>
      one.settled === null || (one.settled.origin !== "implied" && given[one.id] !== undefined),
  );
  const asked = counted.filter(({ settled }) => settled !== null).length;
  const earlier = counted.findIndex((one) => one.id === id && one.settled !== null);
  const next = Math.min(asked + 1, counted.length);
  return { position: earlier === -1 ? next : earlier + 1, about: counted.length };
}
