import { z } from "zod";
import { skills, spokenLanguages } from "../cases/rota.ts";
import { day, hour, minute, type Instant } from "../instant.ts";
import { roles } from "./roles.ts";

/** An invitation works once, and so long. */
export const invitationLasts = 7 * day;
/** A session ends after so long without a page, and after so long in any case. */
export const sessionIdle = 30 * minute;
export const sessionLasts = 12 * hour;
/** Places where one account may be signed in at once; the oldest gives way. */
export const sessionsEach = 10;

const instant = z.number();

/** What somebody tells of themselves (brief § 6.2). */
export const profileSchema = z.object({
  /** First name or pseudonym: what people read, and what opens the door. */
  name: z.string().min(1).max(40),
  languages: z.array(z.enum(spokenLanguages)).readonly(),
  /** 1 learns it, 2 does it, 3 teaches it. */
  skills: z.partialRecord(z.enum(skills), z.literal([1, 2, 3])).readonly(),
});
export type Profile = Readonly<z.infer<typeof profileSchema>>;

const accountSchema = profileSchema.extend({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/u),
  role: z.enum(roles),
  /** As the console hashed it; "" once revoked. */
  password: z.string(),
  joined: instant,
  /** The second factor: its secret as the console sealed it, and the last time step it was used in. */
  code: z.object({ sealed: z.string(), last: z.number(), since: instant }).readonly().nullable(),
  /** Hashes of the recovery codes that are left. */
  recovery: z.array(z.string()).readonly(),
  revoked: instant.nullable(),
});
export type Account = Readonly<z.infer<typeof accountSchema>>;

const invitationSchema = z.object({
  id: z.string(),
  /** Of the word in its link, which is kept nowhere. */
  hash: z.string(),
  role: z.enum(roles),
  by: z.string(),
  at: instant,
  until: instant,
  /** The account that is given a new password; null for a newcomer to the team. */
  account: z.string().nullable(),
});
export type Invitation = Readonly<z.infer<typeof invitationSchema>>;

const sessionSchema = z.object({
  account: z.string(),
  since: instant,
  seen: instant,
  /** False between the password and the code. */
  proven: z.boolean(),
  /** Where: browser and system, in words. */
  device: z.string(),
  /** The role changed: the next page gives it another id. */
  stale: z.boolean(),
});
export type Session = Readonly<z.infer<typeof sessionSchema>>;

const teamSchema = z.object({
  accounts: z.record(z.string(), accountSchema),
  invitations: z.array(invitationSchema),
  /** By the hash of the id in the cookie. */
  sessions: z.record(z.string(), sessionSchema),
});

/** Everybody who may enter, how they may, and where they are in. */
export interface Team {
  readonly accounts: Readonly<Record<string, Account>>;
  readonly invitations: readonly Invitation[];
  readonly sessions: Readonly<Record<string, Session>>;
}

export const emptyTeam: Team = { accounts: {}, invitations: [], sessions: {} };

/** The team as it is kept; an empty one before the first turn. */
export function readTeam(state: unknown): Team {
  const isBlank = state === null || state === undefined || Object.keys(state).length === 0;
  return isBlank ? emptyTeam : teamSchema.parse(state);
}

/** Whether a session still counts. */
export function isAlive({ since, seen }: Session, now: Instant): boolean {
  return now - seen < sessionIdle && now - since < sessionLasts;
}

/** The invitation with this hash, while it may be used. */
export function invitationOf(team: Team, hash: string, now: Instant): Invitation | null {
  return team.invitations.find((one) => one.hash === hash && now < one.until) ?? null;
}

/** Those who may enter, by name. */
export function membersOf(team: Team): readonly Account[] {
  return Object.values(team.accounts)
    .filter(({ revoked }) => revoked === null)
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
}
