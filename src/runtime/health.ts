import { Fault } from "../core/fault.ts";
import type { World } from "./world.ts";

/** What an operator or a load balancer asks. Each no comes with its reason. */
export interface Health {
  readonly live: true;
  readonly ready: boolean;
  readonly durable: boolean;
  readonly reasons: readonly string[];
  readonly spooled: number;
  readonly waiting: {
    readonly mailboxes: number;
    readonly outbox: number;
    readonly dead: number;
  } | null;
}

/** Looks at the store; never throws. */
export async function readHealth(
  world: Pick<World, "store" | "clock">,
  spooled: number,
): Promise<Health> {
  try {
    const { durable, reason } = await world.store.durability();
    const { mailboxes, outbox, dead } = await world.store.depths(world.clock());
    return {
      live: true,
      ready: true,
      durable,
      reasons: durable ? [] : [reason],
      spooled,
      waiting: { mailboxes, outbox, dead },
    };
  } catch (error) {
    const reason = error instanceof Fault ? error.code : "the store does not answer";
    return { live: true, ready: false, durable: false, reasons: [reason], spooled, waiting: null };
  }
}
