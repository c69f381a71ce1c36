import * as fc from "fast-check";
import { test } from "vitest";
import { type Open, t0 } from "./contract/room.ts";
import { checkDepths, checkPerson } from "./model/checks.ts";
import * as delivery from "./model/delivery-commands.ts";
import { blank, type Memory } from "./model/memory.ts";
import * as other from "./model/other-commands.ts";
import * as turn from "./model/turn-commands.ts";
import type { World } from "./model/world.ts";

/**
 * Random calls in random order, each answer compared with a store in memory that is too simple to
 * be wrong. What is done most often in life is done most often here.
 *
 * `MODEL_RUNS` sets the number of runs (300), `MODEL_SEED` where they begin.
 */
export function storeModel(name: string, open: Open): void {
  const runs = Number(process.env["MODEL_RUNS"] ?? 300);
  const seed = Number(process.env["MODEL_SEED"] ?? 20_261_201);
  const sentence = `${name} does what the model does`;

  test(
    sentence,
    async () => {
      const property = fc.asyncProperty(
        fc.commands(commands, { maxCommands, size: "max" }),
        (wish) => play(open, wish),
      );
      await fc.assert(property, { numRuns: runs, seed });
    },
    // A run takes some milliseconds, on a slow disk some hundreds.
    60_000 + runs * 1_000,
  );
}

async function play(open: Open, wish: Iterable<fc.AsyncCommand<Memory, World>>): Promise<void> {
  const room = await open();
  const world: World = {
    room,
    store: room.store,
    claims: [],
    deliveries: [],
    providerIds: [],
    count: 0,
  };
  const memory = blank(t0);
  try {
    await fc.asyncModelRun(() => ({ model: memory, real: world }), wish);
    for (const owner of memory.people.keys()) await checkPerson(memory, world.store, owner);
    await checkDepths(memory, world.store);
  } finally {
    await room.close();
  }
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
  other.erase,
  other.revive,
  other.append,
  other.look,
  other.restart,
];
