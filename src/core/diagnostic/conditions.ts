import type { Action, Condition } from "./rubric.ts";

/** The ids a condition reads: the first one that is asked counts. */
export function readsOf(condition: Condition): readonly string[] {
  return typeof condition[0] === "string" ? [condition[0]] : condition[0];
}

/** The condition that has an upper limit: its question gives the action its dimension and its `P`. */
export function keyConditionsOf(action: Pick<Action, "when">): Condition[] {
  return action.when.filter((condition) => condition[1] !== ">=");
}
