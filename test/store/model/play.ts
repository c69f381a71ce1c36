import * as fc from "fast-check";
import { type Open, t0 } from "../contract/room.ts";
import { checkDepths, checkPerson } from "./checks.ts";
import * as delivery from "./delivery-commands.ts";
import { blank, type Memory } from "./memory.ts";
import * as other from "./other-commands.ts";
import * as turn from "./turn-commands.ts";
import type { World } from "./world.ts";

/** How much was compared. */
export interface Played {
  /** Empty stores on which a row of calls was made. */
  readonly runs: number;
  readonly calls: number;
}

/**
 * Random calls in random order, each answer compared with a store in memory that is too simple to
 * be wrong. What is done most often in life is done most often here. Ends after so many runs, or so
 * many ms.
 *
 * Rejects with the shortest row of calls that shows a difference, and the seed that finds it again.
 */
export async function playModel(
  open: Open,
  options: { readonly runs: number; readonly seed: number; readonly patience?: number },
): Promise<Played> {
  const { runs, seed, patience } = options;
  const played = { runs: 0, calls: 0 };
  const property = fc.asyncProperty(
    fc.commands(commands, { maxCommands, size: "max" }),
    async (wish) => {
      played.calls += await play(open, wish);
      played.runs += 1;
    },
  );
  await fc.assert(property, {
    numRuns: runs,
    seed,
    ...(patience === undefined ? {} : { interruptAfterTimeLimit: patience }),
  });
  return played;
}

async function play(open: Open, wish: Iterable<fc.AsyncCommand<Memory, World>>): Promise<number> {
  const room = await open();
  const world: World = {
    room,
    store: room.store,
    claims: [],
    deliveries: [],
    providerIds: [],
    count: 0,
    calls: 0,
  };
  const memory = blank(t0);
  try {
    await fc.asyncModelRun(() => ({ model: memory, real: world }), wish);
    for (const owner of memory.people.keys()) await checkPerson(memory, world.store, owner);
    await checkDepths(memory, world.store);
  } finally {
    await room.close();
  }
  return world.calls;
}

const maxCommands = 60;

const commands = [
  turn.accept,
  turn.accept,
  turn.acceptForOwner,
  turn.flood,
  turn.claim,
  turn.claim,
  turn.claim,
  turn.commit,
  turn.commit,
  turn.commit,
  turn.commit,
  delivery.claimDeliveries,
  delivery.claimDeliveries,
  delivery.claimDeliveries,
  delivery.recordOutcome,
  delivery.recordOutcome,
  delivery.receipt,
  delivery.deliveryOf,
  other.later,
  other.later,
  other.dueTimers,
  other.carryPosts,
  other.link,
  other.unlink,
  other.erase,
  other.revive,
  other.append,
  other.look,
  other.restart,
];
