import type {
  Again,
  Answers,
  Dimension,
  Level,
  Profile,
  Settled,
  Settlement,
  Variant,
} from "./answers.ts";
import { isOutside, offeredLevels, orderQuestions, putFirst } from "./order.ts";
import type { Question, Rubric } from "./rubric.ts";

/**
 * Where one question stands. `settled` is null while it is still to be asked;
 * `levels` are those to offer, null for all.
 */
export interface Standing {
  readonly id: string;
  readonly dimension: Dimension;
  readonly weight: number;
  readonly levels: readonly Level[] | null;
  readonly settled: Settled | null;
}

const notApplicable: Settled = { origin: "na", level: null, points: null };

/**
 * The value of every question of the variant, by id, in the order of the conversation.
 *
 * `court` has the ids of the express questions, with the level of the anchor each button stands for.
 * A question nobody has answered yet counts as unknown.
 */
export function settle(
  rubric: Rubric,
  profile: Profile,
  variant: Variant,
  answers: Answers,
  again?: Again,
): Settlement {
  return Object.fromEntries(
    standings(rubric, profile, variant, answers, again).map((standing) => [
      standing.id,
      standing.settled ?? unknown(rubric),
    ]),
  );
}

/**
 * Where every question of the variant stands, in the order of the conversation (brief § 2.5).
 *
 * It follows from the answers alone, so that correcting one closes or opens the others by itself.
 * One turn asks several times: the last standings of these very answers are kept.
 */
export function standings(
  rubric: Rubric,
  profile: Profile,
  variant: Variant,
  answers: Answers,
  again?: Again,
): readonly Standing[] {
  const asked = [rubric, profile, variant, again] as const;
  const known = kept.get(answers);
  if (known !== undefined && asked.every((one, at) => one === known.asked[at])) return known.given;
  const given =
    variant === "court"
      ? expressStandings(rubric, answers, again)
      : bankStandings(rubric, profile, variant, answers, again);
  kept.set(answers, { asked, given });
  return given;
}

interface Kept {
  readonly asked: readonly [Rubric, Profile, Variant, Again | undefined];
  readonly given: readonly Standing[];
}

const kept = new WeakMap<Answers, Kept>();

function expressStandings(rubric: Rubric, answers: Answers, again?: Again): Standing[] {
  const dimensionOf = new Map(rubric.questions.map((one) => [one.id, one.dimension]));
  return putFirst(rubric.express.questions, again).flatMap(({ id, anchor }) => {
    const dimension = dimensionOf.get(anchor);
    if (dimension === undefined) return [];
    return [{ id, dimension, weight: 1, levels: null, settled: settleExpress(id) }];
  });

  function settleExpress(id: string): Settled | null {
    const button = answers.express[id];
    if (button === undefined) return null;
    if (button === "dont-know") return unknown(rubric);
    const level = rubric.express.levels[button - 1] ?? null;
    return { origin: "express", level, points: rubric.express.points[button - 1] ?? null };
  }
}

function bankStandings(
  rubric: Rubric,
  profile: Profile,
  variant: Variant,
  answers: Answers,
  again?: Again,
): Standing[] {
  const questions = orderQuestions(rubric, profile, again);
  const places = new Map(questions.map((question, place) => [question.id, place]));
  const byId = new Map(questions.map((question) => [question.id, question]));
  const done = new Map<string, Settled | null>();
  return questions.map((question) => ({
    id: question.id,
    dimension: question.dimension,
    weight: question.weight,
    levels: offeredLevels(rubric, question.id, answers),
    settled: settleQuestion(question),
  }));

  function settleQuestion(question: Question): Settled | null {
    const before = done.get(question.id);
    if (before !== undefined) return before;
    const settled = decide(question);
    done.set(question.id, settled);
    return settled;
  }

  function decide(question: Question): Settled | null {
    if (isOutside(question, profile)) return notApplicable;
    if (isImplied(question)) return { origin: "implied", level: 0, points: 0 };
    const answer = answers.full[question.id];
    if (answer === undefined) return settleUnasked(question);
    if (typeof answer === "object") return atLevel("asked", answer.level);
    if (answer === "not-applicable" && question.canBeNotApplicable) return notApplicable;
    return unknown(rubric);
  }

  /** Rule 1. A level of one question that makes another one certainly 0. */
  function isImplied({ id, implied }: Question): boolean {
    if (implied === undefined) return false;
    const source = byId.get(implied.by);
    if (source === undefined) return false;
    if (implied.askedBefore && (places.get(source.id) ?? 0) > (places.get(id) ?? 0)) return false;
    const level = levelOf(source);
    return level !== null && level <= implied.most;
  }

  function settleUnasked(question: Question): Settled | null {
    const levels = offeredLevels(rubric, question.id, answers);
    const [only] = levels ?? [];
    if (levels?.length === 1 && only !== undefined) return atLevel("express", only);
    return estimate(question);
  }

  /**
   * Rule 2. Two low answers stand for the rest of the dimension; one alone, or a high one, never does.
   * A real answer given before a correction is kept: only what was not asked is guessed.
   */
  function estimate(question: Question): Settled | null {
    if (variant === "tout" || again !== undefined || question.role !== "follow-up") return null;
    const gate = levelOf(inDimension(question, "gate"));
    const probe = levelOf(inDimension(question, "probe"));
    const { most, points } = rubric.earlyStop;
    if (gate === null || probe === null || gate > most || probe > most) return null;
    const guess = points * (gate + probe);
    return { origin: "estimated", level: floorLevel(guess / rubric.points.level), points: guess };
  }

  function inDimension({ dimension }: Question, role: Question["role"]): Question | undefined {
    return questions.find((one) => one.dimension === dimension && one.role === role);
  }

  function levelOf(question: Question | undefined): Level | null {
    return question === undefined ? null : (settleQuestion(question)?.level ?? null);
  }

  function atLevel(origin: "asked" | "express", level: Level): Settled {
    return { origin, level, points: rubric.points.level * level };
  }
}

function unknown(rubric: Rubric): Settled {
  return { origin: "unknown", level: null, points: rubric.points.unknown };
}

function floorLevel(levels: number): Level {
  const known: readonly Level[] = [0, 1, 2, 3, 4];
  return known[Math.floor(levels)] ?? 4;
}
