import type { DeskCommand } from "../../core/cases/desk-mail.ts";
import { deskOwner } from "../../core/cases/number.ts";
import type { Consultant, Duty } from "../../core/cases/rota.ts";
import { membersOf, type Account, type Team } from "../../core/consultants/team.ts";
import { newWord } from "../seal.ts";
import { loadTeam } from "../team.ts";
import { command, loadDesk, post, type Poster } from "./desk.ts";

/**
 * Brings the rota into line with the team: whoever may answer stands in it under the id of their
 * account, with their name, languages and skills; whoever may no longer leaves it. Hours and
 * exceptions stay as the coordinator set them, and so does whoever was entered by command.
 *
 * Coordinators stand in it once they took a case (`also`): they are not offered any before.
 */
export async function enroll(visit: Poster, also: string | null = null): Promise<void> {
  const { store } = visit.tools.world;
  const [desk, team] = [await loadDesk(store), await loadTeam(store)];
  const consultants = rotaOf(team, desk.consultants, also);
  if (JSON.stringify(consultants) === JSON.stringify(desk.consultants)) return;
  const body: DeskCommand = {
    kind: "team",
    command: newWord().slice(0, 20),
    members: consultants
      .filter(({ id }) => team.accounts[id] !== undefined)
      .map(({ id, name, languages, skills, experienced }) => ({
        id,
        name,
        languages: [...languages],
        skills,
        experienced,
      })),
    gone: desk.consultants
      .map(({ id }) => id)
      .filter((id) => !consultants.some((one) => one.id === id)),
  };
  await post(visit, [{ to: deskOwner, from: "coordinator:console", body }]);
}

/**
 * Replaces hours and duty and waits until they stand; `changed` when somebody set them since they
 * were read (`since`, the desk's `rotaChanges`). Null: it is not known yet.
 */
export async function setRota(
  visit: Poster,
  consultants: readonly Consultant[],
  duty: readonly Duty[],
  from: string,
  since: number | undefined,
): Promise<"done" | "changed" | null> {
  const word = newWord().slice(0, 20);
  const body: DeskCommand = {
    kind: "rota",
    command: word,
    consultants: [...consultants],
    duty: [...duty],
    ...(since === undefined ? {} : { since }),
  };
  const answer = await command(visit, { to: deskOwner, from, body });
  if (answer === null) return null;
  return answer.outcome === "changed" ? "changed" : "done";
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
