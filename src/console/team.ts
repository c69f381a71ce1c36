import type { Act, Refusal } from "../core/consultants/acts.ts";
import { advanceTeam } from "../core/consultants/advance-team.ts";
import {
  attemptsSchema,
  countTry,
  forgiveTry,
  openAt,
  type Attempts,
} from "../core/consultants/attempts.ts";
import { attemptsOwner, teamOwner } from "../core/consultants/owner.ts";
import { readTeam, type Team } from "../core/consultants/team.ts";
import { Fault } from "../core/fault.ts";
import type { Instant } from "../core/instant.ts";
import type { Json } from "../core/json.ts";
import type { Store } from "../store/store.ts";

export async function loadTeam(store: Store): Promise<Team> {
  return readTeam((await store.stateOf(teamOwner))?.state ?? null);
}

/** The team after an act, or why it stays as it is. */
export type Changed = { readonly refused: Refusal } | { readonly team: Team };

/** One act on the team, kept before it answers; of two programs at once each sees the other's. */
export async function changeTeam(store: Store, act: Act, now: Instant): Promise<Changed> {
  return await takeTurn<Changed>(store, teamOwner, now, (state) => {
    const next = advanceTeam(readTeam(state), act, now);
    return typeof next === "string"
      ? { state: null, answer: { refused: next } }
      : { state: next, answer: { team: next } };
  });
}

/** Counts a try at the door. Answers 0, or how many ms it is too early; then it does not count. */
export async function countAttempt(
  store: Store,
  keys: readonly string[],
  now: Instant,
): Promise<number> {
  return await takeTurn(store, attemptsOwner, now, (state) => {
    const attempts = readAttempts(state);
    const wait = openAt(attempts, keys) - now;
    return wait > 0
      ? { state: null, answer: wait }
      : { state: countTry(attempts, keys, now), answer: 0 };
  });
}

/** The try was right. */
export async function forgiveAttempt(
  store: Store,
  keys: readonly string[],
  now: Instant,
): Promise<void> {
  await takeTurn(store, attemptsOwner, now, (state) => ({
    state: forgiveTry(readAttempts(state), keys),
    answer: null,
  }));
}

function readAttempts(state: Json | null): Attempts {
  return attemptsSchema.parse(state ?? {});
}

/** Far more than there are people. */
const mostTries = 50;

/**
 * A turn of an owner, taken here instead of through its mailbox, for whoever waits for the answer:
 * the turn number makes it as safe. Played again when somebody else was first; `state: null` keeps
 * what is there.
 */
export async function takeTurn<Answer>(
  store: Store,
  owner: string,
  now: Instant,
  play: (state: Json | null) => { readonly state: object | null; readonly answer: Answer },
): Promise<Answer> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const kept = await store.stateOf(owner);
    const { state, answer } = play(kept?.state ?? null);
    if (state === null) return answer;
    const outcome = await store.commit({
      owner,
      // No claim: the lease only saves work.
      lease: "",
      turn: kept?.turn ?? 0,
      // Plain data by construction.
      state: state as unknown as Json,
      consumed: [],
      dead: [],
      outbox: [],
      timers: [],
      cancelled: [],
      posts: [],
      journal: [],
      now,
    });
    if (outcome === "committed") return answer;
  }
  throw new Fault("store/unavailable", `${owner} changes too often`);
}
