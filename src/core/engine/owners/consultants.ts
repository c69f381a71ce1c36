import { actSchema } from "../../consultants/acts.ts";
import { advanceTeam } from "../../consultants/advance-team.ts";
import { teamOwner } from "../../consultants/owner.ts";
import { readTeam } from "../../consultants/team.ts";
import type { Instant } from "../../instant.ts";
import type { Json } from "../../json.ts";
import { keep, type OwnerMail, type OwnerTurn } from "./owner.ts";

/**
 * Who may enter the console. An act that is refused changes nothing, and nobody is told: whoever
 * must know takes the turn itself (`changeTeam` in the console).
 */
export function consultants(
  state: Json | null,
  mail: OwnerMail,
  now: Instant,
  id: string,
): OwnerTurn {
  if (id !== teamOwner) return keep(state ?? {});
  const team = readTeam(state);
  const next = advanceTeam(team, actSchema.parse(mail.body), now);
  // Plain data by construction.
  return keep((typeof next === "string" ? team : next) as unknown as Json);
}
