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

/** Where one question stands. `settled` is null while it is still to be asked. */
export interface Standing {
  readonly id: string;
  readonly dimension: Dimension;
  readonly weight: number;
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
  const known = kept.get(answers);
  if (
    known?.rubric === rubric &&
    known.profile === profile &&
    known.variant === variant &&
    known.again === again
  ) {
    return known.given;
  }
  const given =
    variant === "court"
      ? expressStandings(rubric, answers, again)
      : bankStandings(rubric, profile, variant, answers, again);
  kept.set(answers, { rubric, profile, variant, again, given });
  return given;
}

interface Kept {
  readonly rubric: Rubric;
  readonly profile: Profile;
  readonly variant: Variant;
  readonly again: Again | undefined;
  readonly given: readonly Standing[];
}

const kept = new WeakMap<Answers, Kept>();

function expressStandings(rubric: Rubric, answers: Answers, again?: Again): Standing[] {
  const dimensionOf = new Map(rubric.questions.map((one) => [one.id, one.dimension]));
  return putFirst(rubric.express.questions, again).flatMap(({ id, anchor }) => {
    const dimension = dimensionOf.get(anchor);
    if (dimension === undefined) return [];
    return [{ id, dimension, weight: 1, settled: settleExpress(id) }];
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
  const bank = bankOf(orderQuestions(rubric, profile, again));
  const done = new Map<string, Settled | null>();
  return bank.questions.map((question) => ({
    id: question.id,
    dimension: question.dimension,
    weight: question.weight,
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
    const source = bank.places.get(implied.by);
    if (source === undefined) return false;
    if (implied.askedBefore && source > (bank.places.get(id) ?? 0)) return false;
    const level = levelOf(bank.questions[source]);
    return level !== null && level <= implied.most;
  }

  function settleUnasked(question: Question): Settled | null {
    const levels = offeredLevels(rubric, question.id, answers.express);
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
    const gate = levelOf(bank.gates.get(question.dimension));
    const probe = levelOf(bank.probes.get(question.dimension));
    const { most, points } = rubric.earlyStop;
    if (gate === null || probe === null || gate > most || probe > most) return null;
    const guess = points * (gate + probe);
    return { origin: "estimated", level: floorLevel(guess / rubric.points.level), points: guess };
  }

  function levelOf(question: Question | undefined): Level | null {
    return question === undefined ? null : (settleQuestion(question)?.level ?? null);
  }

  function atLevel(origin: "asked" | "express", level: Level): Settled {
    return { origin, level, points: rubric.points.level * level };
  }
}

/** The questions in one order, with what the rules look for among them. */
interface Bank {
  readonly questions: readonly Question[];
  readonly places: ReadonlyMap<string, number>;
  readonly gates: ReadonlyMap<Dimension, Question>;
  readonly probes: ReadonlyMap<Dimension, Question>;
}

const banks = new WeakMap<readonly Question[], Bank>();

/** The orders are few and made once (see `orderQuestions`): so is this. */
function bankOf(questions: readonly Question[]): Bank {
  let bank = banks.get(questions);
  if (bank === undefined) banks.set(questions, (bank = makeBank(questions)));
  return bank;
}

function makeBank(questions: readonly Question[]): Bank {
  const withRole = (role: Question["role"]) =>
    new Map(questions.filter((one) => one.role === role).map((one) => [one.dimension, one]));
  return {
    questions,
    places: new Map(questions.map(({ id }, place) => [id, place])),
    gates: withRole("gate"),
    probes: withRole("probe"),
  };
}

function unknown(rubric: Rubric): Settled {
  return { origin: "unknown", level: null, points: rubric.points.unknown };
}

function floorLevel(levels: number): Level {
  const known: readonly Level[] = [0, 1, 2, 3, 4];
  return known[Math.floor(levels)] ?? 4;
}
