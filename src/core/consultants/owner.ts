import { ownerId } from "../shard.ts";

/** Where accounts, invitations and sessions are kept. */
export const teamOwner = ownerId("u", "team", 0);
/** Where failed tries at the door are counted. */
export const attemptsOwner = ownerId("u", "attempts", 1);
