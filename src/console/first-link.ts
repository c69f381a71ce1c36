import { invitationOf, membersOf } from "../core/consultants/team.ts";
import type { Instant } from "../core/instant.ts";
import type { Store } from "../store/store.ts";
import type { ConsoleSettings } from "./config.ts";
import { recordDeed } from "./deeds.ts";
import { hashOf, makeSeal, type Seal } from "./seal.ts";
import { changeTeam, loadTeam } from "./team.ts";

/** Where the console stands on the site. */
export const base = "/console";

export function linkOf(origin: string, word: string): string {
  return `${origin}${base}/invitation/${word}`;
}

/** The seal of this installation. */
export async function openSeal(store: Store, { key }: Pick<ConsoleSettings, "key">): Promise<Seal> {
  return makeSeal(key ?? (await store.secret("console")));
}

/**
 * The link by which the first coordinator comes in; null once there is somebody. The same for every
 * program and every start, for as long as it is valid. For the screen of whoever starts it, and
 * never for the log.
 */
export async function firstLink(
  store: Store,
  settings: ConsoleSettings,
  origin: string,
  now: Instant,
): Promise<string | null> {
  const before = await loadTeam(store);
  if (membersOf(before).length > 0) return null;
  const seal = await openSeal(store, settings);
  const wordAt = (at: Instant) => seal.mark("first coordinator", String(at));
  const made = await changeTeam(store, { kind: "found", hash: hashOf(wordAt(now)) }, now);
  if ("team" in made)
    await recordDeed(store, { by: "start", act: "people.found", on: null, outcome: "done" }, now);
  const team = await loadTeam(store);
  const first = team.invitations.find(({ id }) => id === "first");
  if (first === undefined || invitationOf(team, first.hash, now) === null) return null;
  const word = wordAt(first.at);
  // With another key than the one it was made with there is no way back to it: it runs out.
  return hashOf(word) === first.hash ? linkOf(settings.origin ?? origin, word) : null;
}
