import type { Instant } from "../instant.ts";
import { sessionsEach, type Account, type Team } from "./team.ts";

/** Lets an account in at one place: wholly, or as far as the door where the code is asked. */
export function openSession(
  team: Team,
  { id, code }: Account,
  { hash, device }: { readonly hash: string; readonly device: string },
  now: Instant,
): Team {
  const own = Object.entries(team.sessions)
    .filter(([, { account }]) => account === id)
    .toSorted(([, one], [, other]) => other.seen - one.seen);
  const sessions = new Map(Object.entries(team.sessions));
  for (const [old] of own.slice(sessionsEach - 1)) sessions.delete(old);
  const proven = code === null;
  sessions.set(hash, { account: id, since: now, seen: now, proven, device, stale: false });
  return { ...team, sessions: Object.fromEntries(sessions) };
}

/** The same session under another id; null when it has ended. Its 12 hours go on. */
export function renewSession(
  team: Team,
  hash: string,
  next: string,
  now: Instant,
  changes: { readonly proven?: true } = {},
): Team | null {
  const { [hash]: session, ...others } = team.sessions;
  if (session === undefined) return null;
  const renewed = { ...session, ...changes, seen: now, stale: false };
  return { ...team, sessions: { ...others, [next]: renewed } };
}

export function closeSession(team: Team, hash: string): Team {
  const { [hash]: _closed, ...sessions } = team.sessions;
  return { ...team, sessions };
}

/** Ends every session of an account, but for one. */
export function closeSessions(team: Team, account: string, except?: string): Team {
  const kept = Object.entries(team.sessions).filter(
    ([hash, one]) => one.account !== account || hash === except,
  );
  return { ...team, sessions: Object.fromEntries(kept) };
}
