import { missingFlows } from "../core/engine/reseat.ts";
import type { State } from "../core/engine/state.ts";
import { second, type Instant } from "../core/instant.ts";
import type { Json } from "../core/json.ts";
import type { Claim, OwnerId } from "../store/store.ts";
import type { World } from "./world.ts";

/** Each process says this often which flow versions it begins sessions with. */
const every = 6 * second;

/** Whoever said so no longer ago may still be there. */
const fresh = 3 * every;

/**
 * Tells every process on the store which flow versions this one begins sessions with, every few
 * seconds however often it is called.
 *
 * To be called before turns are played: a session begun with a version must never be seen by others
 * before the version is.
 */
export function announceFlows(world: Pick<World, "store" | "book" | "clock">): () => Promise<void> {
  let last: Instant | null = null;
  return async () => {
    const now = world.clock();
    if (last !== null && Math.abs(now - last) < every) return;
    await Promise.all(
      [...world.book.current.values()].map(({ id, version }) =>
        world.store.setNote(noteOf(`${id}@${version}`), String(now)),
      ),
    );
    last = now;
  };
}

/**
 * Gives a claim back unplayed when its session began with a flow version that is not in our book and
 * that another process plays: a newer program runs beside us, and its people are to finish with what
 * they began. True when it was given back.
 *
 * When nobody plays that version any more, the turn is ours: the engine finds another place for them
 * (see `reseat`).
 */
export async function leaveToOthers(
  world: Pick<World, "store" | "book" | "clock">,
  claim: Claim,
): Promise<boolean> {
  const { owner, lease, turn, state } = claim;
  if (state === null || !(await isForOthers(world, owner, state))) return false;
  // An empty turn ends the lease at once, and counts as no failed try of the mail.
  await world.store.commit({
    owner,
    lease,
    turn,
    state,
    consumed: [],
    dead: [],
    outbox: [],
    timers: [],
    cancelled: [],
    posts: [],
    journal: [],
    now: world.clock(),
  });
  return true;
}

async function isForOthers(
  { store, book, clock }: Pick<World, "store" | "book" | "clock">,
  owner: OwnerId,
  state: Json,
): Promise<boolean> {
  if (!owner.startsWith("c")) return false;
  // Written by `turns.ts` alone.
  const { session = null } = state as unknown as Partial<State>;
  const missing = missingFlows(book, session?.frames ?? []);
  if (missing.length === 0) return false;
  const said = await Promise.all(missing.map((name) => store.note(noteOf(name))));
  return said.every((at) => at !== null && Math.abs(clock() - Number(at)) < fresh);
}

function noteOf(name: string): string {
  return `flow ${name}`;
}
