import type { DeskCommand } from "../../core/cases/desk-mail.ts";
import { deskOwner } from "../../core/cases/number.ts";
import type { Consultant, Duty } from "../../core/cases/rota.ts";
import { membersOf, type Account, type Team } from "../../core/consultants/team.ts";
import { newWord } from "../seal.ts";
import { loadTeam } from "../team.ts";
import type { Visit } from "../visit.ts";
import { command, loadDesk, post } from "./desk.ts";

/**
 * Brings the rota into line with the team: whoever may answer stands in it under the id of their
 * account, with their name, languages and skills; whoever may no longer leaves it. Hours and
 * exceptions stay as the coordinator set them, and so does whoever was entered by command.
 *
 * Coordinators stand in it once they took a case (`also`): they are not offered any before.
 */
export async function enroll(
  visit: Pick<Visit, "tools" | "now">,
  also: string | null = null,
): Promise<void> {
  const { store } = visit.tools.world;
  const [desk, team] = [await loadDesk(store), await loadTeam(store)];
  const consultants = rotaOf(team, desk.consultants, also);
  if (JSON.stringify(consultants) === JSON.stringify(desk.consultants)) return;
  const known = consultants.map(({ id }) => id);
  await setRota(visit, consultants, withoutStrangers(desk.duty, known), "coordinator:console");
}

/** Replaces the rota, and waits until it stands if asked to. False when it does not yet. */
export async function setRota(
  visit: Pick<Visit, "tools" | "now">,
  consultants: readonly Consultant[],
  duty: readonly Duty[],
  from: string,
  waits = false,
): Promise<boolean> {
  const word = newWord().slice(0, 20);
  const body: DeskCommand = {
    kind: "rota",
    command: word,
    consultants: [...consultants],
    duty: [...duty],
  };
  const told = { to: deskOwner, from, body };
  return waits ? (await command(visit, told)) !== null : await post(visit, [told]);
}

function withoutStrangers(duty: readonly Duty[], known: readonly string[]): readonly Duty[] {
  return duty
    .map((one) => ({ ...one, who: one.who.filter((id) => known.includes(id)) }))
    .filter(({ who }) => who.length > 0);
}

function rotaOf(
  team: Team,
  before: readonly Consultant[],
  also: string | null,
): readonly Consultant[] {
  const members = membersOf(team);
  const mayAnswer = ({ id, role }: Account): boolean =>
    role === "consultant" ||
    role === "newcomer" ||
    (role === "coordinator" && (id === also || before.some((one) => one.id === id)));
  const stay = before.filter(({ id }) => {
    const account = team.accounts[id];
    return account === undefined || (account.revoked === null && mayAnswer(account));
  });
  const refreshed = stay.map((one) => {
    const account = team.accounts[one.id];
    return account === undefined ? one : { ...one, ...askedOf(account) };
  });
  const fresh = members
    .filter((one) => mayAnswer(one) && !before.some(({ id }) => id === one.id))
    .map((one): Consultant => ({
      id: one.id,
      ...askedOf(one),
      slots: null,
      ramadan: null,
      exceptions: [],
    }));
  return [...refreshed, ...fresh].slice(0, 200);
}

function askedOf({ name, languages, skills, role }: Account) {
  return {
    name,
    languages: languages.length > 0 ? languages : (["fr"] as const),
    skills,
    experienced: role !== "newcomer",
  };
}
