import type { Dimension, Level, Profile, Settlement } from "./answers.ts";
import { keyConditionsOf, readsOf } from "./conditions.ts";
import type { Action, Condition, Rubric } from "./rubric.ts";
import { tolerance } from "./score.ts";

/** An action whose trigger holds, with the answer that pulled it and its priority `P`. */
export interface Candidate {
  readonly action: Action;
  readonly because: string;
  readonly dimension: Dimension;
  readonly priority: number;
}

/** The actions the answers call for, best first (brief § 2.8). */
export function triggeredActions(
  rubric: Rubric,
  profile: Profile,
  settlement: Settlement,
): Candidate[] {
  return rubric.actions
    .filter((action) => isFor(action, profile))
    .filter((action) => action.when.every((condition) => holds(rubric, settlement, condition)))
    .flatMap((action) => describe(rubric, profile, settlement, action))
    .toSorted(byRank);
}

/** Best first: by `P`, then the smaller effort, then the id. */
export function byRank(a: Candidate, b: Candidate): number {
  return (
    b.priority - a.priority ||
    a.action.effort - b.action.effort ||
    (a.action.id < b.action.id ? -1 : 1)
  );
}

/**
 * The level of a question and the id under which it was settled: its own, or after `court`
 * that of the express question it anchors. Null when nobody knows it or it was not asked.
 */
export function readLevel(
  rubric: Rubric,
  settlement: Settlement,
  id: string,
): { readonly level: Level; readonly from: string } | null {
  const express = rubric.express.questions.find((one) => one.anchor === id);
  const from = settlement[id] === undefined && express !== undefined ? express.id : id;
  const level = settlement[from]?.level ?? null;
  return level === null ? null : { level, from };
}

function isFor(action: Action, { type }: Profile): boolean {
  return (action.only?.includes(type) ?? true) && !action.not.includes(type);
}

function holds(rubric: Rubric, settlement: Settlement, condition: Condition): boolean {
  const read = readCondition(rubric, settlement, condition);
  if (read === null) return false;
  const least = condition[1] === "<=" ? 0 : condition[2];
  const most = condition[1] === "<=" ? condition[2] : (condition[3] ?? 4);
  return least <= read.level && read.level <= most;
}

function readCondition(rubric: Rubric, settlement: Settlement, condition: Condition) {
  const reads = readsOf(condition).map((id) => {
    const read = readLevel(rubric, settlement, id);
    return read && { ...read, id };
  });
  return reads.find((read) => read !== null) ?? null;
}

function describe(
  rubric: Rubric,
  profile: Profile,
  settlement: Settlement,
  action: Action,
): Candidate[] {
  const [key] = keyConditionsOf(action);
  const read = key && readCondition(rubric, settlement, key);
  const question = rubric.questions.find((one) => one.id === read?.id);
  if (!read || question === undefined) return [];
  const { dimension } = question;
  const guessed = settlement[read.from]?.origin === "estimated";
  const gate = rubric.questions.find(
    (one) => one.dimension === dimension && one.role === "gate" && settlement[one.id] !== undefined,
  );
  const priority = priorityOf(rubric, profile, action, dimension, read.level);
  return [{ action, because: guessed && gate ? gate.id : read.from, dimension, priority }];
}

/** `P`, rounded to 0.1. */
function priorityOf(
  rubric: Rubric,
  profile: Profile,
  action: Action,
  dimension: Dimension,
  level: Level,
): number {
  const { declared, heavy, security } = rubric.planning;
  let priority = (20 * action.impact * ((4 - level) / 4)) / (0.7 + 0.3 * action.effort);
  if (rubric.priorities[profile.priority].includes(dimension)) priority *= declared;
  if (rubric.weights[profile.type][dimension] >= heavy.from) priority *= heavy.times;
  if (dimension === security.dimension && level === 0) priority += security.bonus;
  priority += action.bonus;
  return Math.floor(priority * 10 + 0.5 + tolerance) / 10;
}
