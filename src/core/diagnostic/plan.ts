import type { Dimension, Level, Profile, Settlement } from "./answers.ts";
import type { LegalLock } from "./legal-lock.ts";
import { orderDimensions, orderQuestions } from "./order.ts";
import { byRank, triggeredActions, type Candidate, readLevel } from "./plan-candidates.ts";
import type { Rubric, Service } from "./rubric.ts";
import { scoreSettlement } from "./score.ts";

/**
 * One line of the plan. `because` is the question that was answered: the gate of the dimension
 * when the value was estimated, the express question after `court`. `effort` is the one to show.
 * When `locked`, the card shows the text of the law, never the title of the action.
 */
export interface PlannedAction {
  readonly id: string;
  readonly because: string;
  readonly dimension: Dimension;
  readonly priority: number;
  readonly days: number;
  readonly effort: number;
  readonly service: Service;
  readonly locked: boolean;
}

export interface Plan {
  /** In the order to print. */
  readonly actions: readonly PlannedAction[];
  /** « déjà bien »: the declared priority is known well enough and calls for nothing. */
  readonly alreadyGood: boolean;
  /** When already good: the lowest question of the priority and the level to aim for, null at the top. */
  readonly next: { readonly question: string; readonly level: Level } | null;
  /** The questions nobody could answer, in the order of the conversation: « vérifier ». */
  readonly verify: readonly string[];
}

/** The 90-day plan (brief § 2.8). The lock changes what a card shows, never which actions are chosen. */
export function plan(
  rubric: Rubric,
  profile: Profile,
  settlement: Settlement,
  lock: LegalLock = { kind: "closed" },
): Plan {
  const triggered = triggeredActions(rubric, profile, settlement);
  const declared = rubric.priorities[profile.priority];
  const chosen = choose(rubric, declared, triggered, settlement);
  const complete = addPrerequisites(rubric, chosen, triggered);
  const alreadyGood =
    !triggered.some((one) => declared.includes(one.dimension)) &&
    scoreSettlement(rubric, profile, settlement)
      .dimensions.filter((one) => declared.includes(one.dimension))
      .every((one) => one.sure);
  return {
    actions: complete
      .toSorted((a, b) => a.action.days - b.action.days || byRank(a, b))
      .map(({ action, because, dimension, priority }) => ({
        id: action.id,
        because,
        dimension,
        priority,
        days: action.days,
        effort: profile.equipment === "phones" ? (action.phones ?? action.effort) : action.effort,
        service: action.service,
        locked: action.locked && lock.kind === "closed",
      })),
    alreadyGood,
    next: alreadyGood ? nextLevel(rubric, profile, settlement) : null,
    verify: Object.entries(settlement).flatMap(([id, { origin }]) =>
      origin === "unknown" ? [id] : [],
    ),
  };
}

/** Reserves what must be there, then fills the places by rank. */
function choose(
  rubric: Rubric,
  declared: readonly Dimension[],
  ranked: readonly Candidate[],
  settlement: Settlement,
): Candidate[] {
  const { most, places, security, perDeclared, perDimension } = rubric.planning;
  const chosen = new Set<Candidate>();
  const reserve = (candidate: Candidate | undefined) => {
    if (candidate !== undefined) chosen.add(candidate);
  };
  const mine = ranked.filter((one) => declared.includes(one.dimension));
  reserve(mine.find((one) => placeOf(one) === 0));
  reserve(mine[0]);
  const isSecurity = (one: Candidate) => one.dimension === security.dimension;
  const urgent = security.urgent.some((id) => readLevel(rubric, settlement, id)?.level === 0);
  if (urgent && ![...chosen].some(isSecurity)) reserve(ranked.find(isSecurity));

  for (const candidate of ranked) {
    if (chosen.size >= most) break;
    const samePlace = [...chosen].filter((one) => placeOf(one) === placeOf(candidate));
    const sameDimension = [...chosen].filter((one) => one.dimension === candidate.dimension);
    if (samePlace.length >= (places[placeOf(candidate)]?.most ?? 0)) continue;
    if (sameDimension.length >= limitOf(candidate)) continue;
    chosen.add(candidate);
  }
  return [...chosen];

  function placeOf({ action }: Candidate): number {
    return places.findIndex((place) => action.days <= place.days);
  }

  function limitOf(candidate: Candidate): number {
    if (declared.includes(candidate.dimension)) return perDeclared;
    return isSecurity(candidate) ? security.most : perDimension;
  }
}

/** Prerequisites take no place. When they make the plan too long, the weakest free action leaves. */
function addPrerequisites(
  rubric: Rubric,
  chosen: readonly Candidate[],
  ranked: readonly Candidate[],
): Candidate[] {
  const needed = new Set(chosen.map((one) => one.action.after));
  const missing = ranked.filter((one) => needed.has(one.action.id) && !chosen.includes(one));
  const complete = [...chosen, ...missing].toSorted(byRank);
  while (complete.length > rubric.planning.withPrerequisites) {
    const weakest = complete.findLastIndex((one) => !needed.has(one.action.id));
    if (weakest === -1) break;
    complete.splice(weakest, 1);
  }
  return complete;
}

function nextLevel(
  rubric: Rubric,
  profile: Profile,
  settlement: Settlement,
): { question: string; level: Level } | null {
  const declared = rubric.priorities[profile.priority];
  const up: Readonly<Record<Level, Level | null>> = { 0: 1, 1: 2, 2: 3, 3: 4, 4: null };
  const order = orderDimensions(rubric, profile);
  const [lowest] = orderQuestions(rubric, profile)
    .filter((question) => declared.includes(question.dimension))
    .flatMap((question) => {
      const read = readLevel(rubric, settlement, question.id);
      const next = read === null ? null : up[read.level];
      if (next === null) return [];
      return [{ question: question.id, level: next, place: order.indexOf(question.dimension) }];
    })
    .toSorted((a, b) => a.level - b.level || a.place - b.place);
  return lowest === undefined ? null : { question: lowest.question, level: lowest.level };
}
