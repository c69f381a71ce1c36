import { isHeld, type Case } from "../../core/cases/case.ts";
import { membersOf, type Team } from "../../core/consultants/team.ts";
import type { Rules } from "../routes.ts";
import type { MemberVisit } from "../visit.ts";
import { loadCase } from "./desk.ts";

/** A case is for those it concerns, and for whoever coordinates. */
export const caseRules: Rules = {
  coordinator: "yes",
  consultant: "own",
  newcomer: "own",
  reader: "no",
};

/** Whose the case of the path is, as routes ask; null when there is none. */
export async function caseOwnersOf(visit: MemberVisit): Promise<readonly string[] | null> {
  return await ownersOfCase(visit, visit.params["case"] ?? "");
}

/** The same by its id, as topics ask. */
export async function ownersOfCase(
  { tools, team }: MemberVisit,
  id: string,
): Promise<readonly string[] | null> {
  const file = await loadCase(tools.world.store, id);
  return file === null ? null : concerned(file, team);
}

/**
 * Who may open a case: those who hold it, those it is offered to, and everybody who answers when
 * nobody took it and it waits for whoever will.
 */
export function concerned(
  { holders, offered, invited, phase }: Pick<Case, "holders" | "offered" | "invited" | "phase">,
  team: Team,
): readonly string[] {
  const named = [...holders, ...offered, ...(invited === null ? [] : [invited.to])];
  const everybody = phase === "escalated" ? membersOf(team).map(({ id }) => id) : [];
  return [...named.map(({ id }) => id), ...everybody];
}

/** Whether somebody reads the conversation, not the summary alone (brief § 6.3). */
export function readsAll({ holders }: Case, { me }: MemberVisit): boolean {
  return me.role === "coordinator" || holds({ holders }, me.id);
}

export function holds({ holders }: Pick<Case, "holders">, account: string): boolean {
  return holders.some(({ id }) => id === account);
}

/** The number to reach them is shown once somebody has the case, to them and to the coordinator. */
export function showsAddress(file: Case, visit: MemberVisit): boolean {
  return isHeld(file.phase) && readsAll(file, visit);
}
