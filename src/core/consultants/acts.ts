import { z } from "zod";
import { profileSchema } from "./team.ts";
import { roles } from "./roles.ts";

const hash = z.string().min(1);
const account = z.string().min(1);
const session = z.object({ hash, device: z.string().max(80) });
const role = z.enum(roles);

/**
 * Everything that changes the team. Secrets arrive hashed or sealed; `next` is the hash of a
 * session's new id.
 */
export const actSchema = z.discriminatedUnion("kind", [
  /** The very first invitation, for a coordinator, while there is nobody. */
  z.object({ kind: z.literal("found"), hash }),
  z.object({
    kind: z.literal("invite"),
    id: z.string().min(1),
    hash,
    role,
    by: z.string(),
    /** Whose password is set anew; null for somebody who is not here yet. */
    account: account.nullable(),
  }),
  z.object({ kind: z.literal("withdraw"), id: z.string() }),
  z.object({
    kind: z.literal("join"),
    hash,
    id: account,
    profile: profileSchema,
    password: z.string().min(1),
    session,
  }),
  z.object({ kind: z.literal("restore"), hash, password: z.string().min(1), session }),
  z.object({
    kind: z.literal("sign-in"),
    account,
    session,
    /** The password hash that was checked: it may have changed meanwhile. */
    checked: z.string(),
    /** The same password in today's manner; null when it is. */
    password: z.string().min(1).nullable(),
    /** The session this browser had before. */
    replaces: hash.nullable(),
  }),
  z.object({ kind: z.literal("prove-code"), session: hash, next: hash, step: z.number() }),
  z.object({ kind: z.literal("prove-recovery"), session: hash, next: hash, code: hash }),
  z.object({ kind: z.literal("see"), session: hash }),
  z.object({ kind: z.literal("renew"), session: hash, next: hash }),
  z.object({ kind: z.literal("sign-out"), session: hash }),
  z.object({ kind: z.literal("end-session"), account, session: hash }),
  z.object({ kind: z.literal("sign-out-everywhere"), account }),
  z.object({ kind: z.literal("profile"), account, profile: profileSchema }),
  z.object({
    kind: z.literal("password"),
    session: hash,
    next: hash,
    password: z.string().min(1),
  }),
  z.object({
    kind: z.literal("code"),
    session: hash,
    next: hash,
    sealed: z.string().min(1),
    step: z.number(),
    recovery: z.array(hash),
  }),
  z.object({ kind: z.literal("recovery"), account, recovery: z.array(hash) }),
  z.object({ kind: z.literal("role"), account, role }),
  z.object({ kind: z.literal("revoke"), account }),
]);
export type Act = z.infer<typeof actSchema>;
export type ActOf<Kind extends Act["kind"]> = Extract<Act, { kind: Kind }>;

/** Why nothing changed. */
export type Refusal =
  | "founded"
  | "gone"
  | "name-taken"
  | "replayed"
  | "last-coordinator"
  | "no-account";
