import type { Instant } from "../instant.ts";
import type { Act, ActOf, Refusal } from "./acts.ts";
import { foldName } from "./name.ts";
import {
  emptyTeam,
  invitationLasts,
  invitationOf,
  isAlive,
  membersOf,
  type Account,
  type Invitation,
  type Team,
} from "./team.ts";
import { closeSessions, closeSession, openSession, renewSession } from "./sessions.ts";

/** The team after an act, or why it stays as it is. */
export type TeamTurn = Team | Refusal;

/** One act on the team. What is past its time is dropped on the way. */
export function advanceTeam(before: Team, act: Act, now: Instant): TeamTurn {
  const team = withoutPast(before, now);
  switch (act.kind) {
    case "found":
      return found(team, act, now);
    case "invite":
      return invite(team, act, now);
    case "withdraw":
      return { ...team, invitations: team.invitations.filter(({ id }) => id !== act.id) };
    case "join":
      return join(team, act, now);
    case "restore":
      return restore(team, act, now);
    case "sign-in":
      return signIn(team, act, now);
    case "prove-code":
      return proveByCode(team, act, now);
    case "prove-recovery":
      return proveByRecovery(team, act, now);
    case "see": {
      const session = team.sessions[act.session];
      if (session === undefined) return "gone";
      return { ...team, sessions: { ...team.sessions, [act.session]: { ...session, seen: now } } };
    }
    case "renew":
      return renewSession(team, act.session, act.next, now) ?? "gone";
    case "sign-out":
      return closeSession(team, act.session);
    case "end-session":
      return team.sessions[act.session]?.account === act.account
        ? closeSession(team, act.session)
        : "gone";
    case "sign-out-everywhere":
      return closeSessions(team, act.account);
    case "profile":
      return changeProfile(team, act);
    case "password":
      return changePassword(team, act, now);
    case "code":
      return changeCode(team, act, now);
    case "recovery":
      return change(team, act.account, { recovery: act.recovery });
    case "role":
      return changeRole(team, act);
    case "revoke":
      return revoke(team, act, now);
  }
}

function withoutPast({ accounts, invitations, sessions }: Team, now: Instant): Team {
  return {
    accounts,
    invitations: invitations.filter(({ until }) => now < until),
    sessions: Object.fromEntries(Object.entries(sessions).filter(([, one]) => isAlive(one, now))),
  };
}

function found(team: Team, { hash }: ActOf<"found">, now: Instant): TeamTurn {
  // Two programs that start together print one link: the first word counts.
  if (membersOf(team).length > 0 || team.invitations.some(({ id }) => id === "first"))
    return "founded";
  const first = invitation("first", hash, "coordinator", "start", null, now);
  return { ...emptyTeam, accounts: team.accounts, invitations: [first] };
}

function invite(team: Team, act: ActOf<"invite">, now: Instant): TeamTurn {
  const account = act.account === null ? null : (team.accounts[act.account] ?? null);
  if (act.account !== null && (account === null || account.revoked !== null)) return "no-account";
  // One way in for an account: a new link ends the one before.
  const others = team.invitations.filter(
    ({ account: whose }) => whose === null || whose !== act.account,
  );
  const role = account?.role ?? act.role;
  const made = invitation(act.id, act.hash, role, act.by, act.account, now);
  return { ...team, invitations: [...others, made] };
}

function invitation(
  id: string,
  hash: string,
  role: Invitation["role"],
  by: string,
  account: string | null,
  now: Instant,
): Invitation {
  return { id, hash, role, by, at: now, until: now + invitationLasts, account };
}

function join(team: Team, act: ActOf<"join">, now: Instant): TeamTurn {
  const used = invitationOf(team, act.hash, now);
  if (used === null || used.account !== null || team.accounts[act.id] !== undefined) return "gone";
  if (isTaken(team, act.profile.name, null)) return "name-taken";
  const account: Account = {
    ...act.profile,
    id: act.id,
    role: used.role,
    password: act.password,
    joined: now,
    code: null,
    recovery: [],
    revoked: null,
  };
  const next = {
    ...team,
    accounts: { ...team.accounts, [account.id]: account },
    invitations: team.invitations.filter((one) => one !== used),
  };
  return openSession(next, account, act.session, now);
}

function restore(team: Team, act: ActOf<"restore">, now: Instant): TeamTurn {
  const used = invitationOf(team, act.hash, now);
  const account = used?.account === undefined ? undefined : team.accounts[used.account ?? ""];
  if (account === undefined || account.revoked !== null) return "gone";
  const fresh: Account = { ...account, password: act.password, code: null, recovery: [] };
  const next = {
    ...closeSessions(team, account.id),
    accounts: { ...team.accounts, [account.id]: fresh },
    invitations: team.invitations.filter((one) => one !== used),
  };
  return openSession(next, fresh, act.session, now);
}

function signIn(team: Team, act: ActOf<"sign-in">, now: Instant): TeamTurn {
  const account = team.accounts[act.account];
  if (account === undefined || account.revoked !== null || account.password !== act.checked)
    return "gone";
  const fresh = { ...account, password: act.password ?? account.password };
  const left = act.replaces === null ? team : closeSession(team, act.replaces);
  const next = { ...left, accounts: { ...team.accounts, [account.id]: fresh } };
  return openSession(next, fresh, act.session, now);
}

function proveByCode(team: Team, act: ActOf<"prove-code">, now: Instant): TeamTurn {
  const account = team.accounts[team.sessions[act.session]?.account ?? ""];
  if (account === undefined || account.code === null) return "gone";
  // A code that was used, or one before it, opens nothing (RFC 6238 § 5.2).
  if (act.step <= account.code.last) return "replayed";
  const used: Account = { ...account, code: { ...account.code, last: act.step } };
  const next = { ...team, accounts: { ...team.accounts, [account.id]: used } };
  return renewSession(next, act.session, act.next, now, { proven: true }) ?? "gone";
}

function proveByRecovery(team: Team, act: ActOf<"prove-recovery">, now: Instant): TeamTurn {
  const account = team.accounts[team.sessions[act.session]?.account ?? ""];
  if (account === undefined) return "gone";
  if (!account.recovery.includes(act.code)) return "replayed";
  const used = { ...account, recovery: account.recovery.filter((one) => one !== act.code) };
  const next = { ...team, accounts: { ...team.accounts, [account.id]: used } };
  return renewSession(next, act.session, act.next, now, { proven: true }) ?? "gone";
}

function changeProfile(team: Team, { account, profile }: ActOf<"profile">): TeamTurn {
  if (isTaken(team, profile.name, account)) return "name-taken";
  return change(team, account, profile);
}

function changePassword(team: Team, act: ActOf<"password">, now: Instant): TeamTurn {
  return afterProof(team, act, now, { password: act.password });
}

function changeCode(team: Team, act: ActOf<"code">, now: Instant): TeamTurn {
  const { sealed, step, recovery } = act;
  return afterProof(team, act, now, { code: { sealed, last: step, since: now }, recovery });
}

/** What opens the door changed: every other session ends, and this one gets another id. */
function afterProof(
  team: Team,
  { session, next }: { readonly session: string; readonly next: string },
  now: Instant,
  changes: Partial<Account>,
): TeamTurn {
  const own = team.sessions[session];
  if (own === undefined || !own.proven) return "gone";
  const changed = change(closeSessions(team, own.account, session), own.account, changes);
  return typeof changed === "string"
    ? changed
    : (renewSession(changed, session, next, now) ?? "gone");
}

function changeRole(team: Team, { account, role }: ActOf<"role">): TeamTurn {
  const before = team.accounts[account];
  if (before === undefined || before.revoked !== null) return "no-account";
  if (role !== "coordinator" && isLastCoordinator(team, before)) return "last-coordinator";
  const sessions = Object.entries(team.sessions).map(
    ([hash, one]) => [hash, one.account === account ? { ...one, stale: true } : one] as const,
  );
  return change({ ...team, sessions: Object.fromEntries(sessions) }, account, { role });
}

function revoke(team: Team, { account }: ActOf<"revoke">, now: Instant): TeamTurn {
  const before = team.accounts[account];
  if (before === undefined || before.revoked !== null) return "no-account";
  if (isLastCoordinator(team, before)) return "last-coordinator";
  const invitations = team.invitations.filter((one) => one.account !== account);
  // The name stays for the log of acts; what opened the door does not.
  const gone = { password: "", code: null, recovery: [], revoked: now };
  return change({ ...closeSessions(team, account), invitations }, account, gone);
}

function change(team: Team, id: string, changes: Partial<Account>): TeamTurn {
  const account = team.accounts[id];
  if (account === undefined) return "no-account";
  return { ...team, accounts: { ...team.accounts, [id]: { ...account, ...changes } } };
}

function isLastCoordinator(team: Team, { id, role }: Account): boolean {
  const others = membersOf(team).filter((one) => one.role === "coordinator" && one.id !== id);
  return role === "coordinator" && others.length === 0;
}

/** A name that was revoked may be given again. */
function isTaken(team: Team, name: string, except: string | null): boolean {
  const folded = foldName(name);
  return membersOf(team).some(({ id, name }) => id !== except && foldName(name) === folded);
}
