import { hour, minute, second, type Instant } from "../core/instant.ts";
import type { Channel, Outbound, Sending } from "../channels/channel.ts";
import type { Shaped } from "../channels/shape.ts";
import type { Delivery, Outcome } from "../store/store.ts";
import type { World } from "./world.ts";

/** How long one provider call may take. */
const deadline = 15 * second;

/** How long we wait for the provider's own word on a call of unknown fate (design § 2). */
const grace = 20 * second;

/** A reply that could not be handed over for so long is worth nothing any more. */
const giveUpAfter = 20 * hour;

/** A channel whose account is refused is tried again this seldom. */
const accountPause = 30 * second;

/** Channels that may not be used until a moment: throttled, or with a refused account. */
export type Pauses = Map<string, Instant>;

/** Hands one message to its provider and records what became of it. */
export async function deliver(world: World, delivery: Delivery, pauses: Pauses): Promise<void> {
  const channel = world.channels.get(delivery.address.channel);
  const outcome =
    channel === undefined
      ? ({ kind: "failed", code: "channel/off" } as const)
      : await attempt(world, channel, delivery, pauses);
  if (outcome.kind === "failed") {
    world.log.warn("delivery-given-up", { channel: delivery.address.channel, code: outcome.code });
  }
  await world.store.recordOutcome(delivery, outcome, world.clock());
}

async function attempt(
  world: World,
  channel: Channel,
  delivery: Delivery,
  pauses: Pauses,
): Promise<Outcome> {
  const outbound: Outbound = {
    id: delivery.id,
    address: delivery.address,
    // Promised by `turns.ts` in this shape.
    body: delivery.body as unknown as Shaped,
    uncertain: delivery.uncertain,
  };
  if (delivery.uncertain) {
    const evidence = await channel.evidence(outbound, delivery.notBefore);
    if (evidence !== null && evidence !== "absent")
      return { kind: "sent", providerId: evidence.providerId };
    // Nobody knows: a reply is said again once, a reminder never (design § 2).
    if (evidence === null && (delivery.kind === "reminder" || delivery.tries > 1)) {
      return { kind: "failed", code: "channel/uncertain" };
    }
  }
  const sending = await channel.send(outbound, AbortSignal.timeout(deadline));
  return outcomeOf(world, delivery, sending, pauses);
}

function outcomeOf(world: World, delivery: Delivery, sending: Sending, pauses: Pauses): Outcome {
  const now = world.clock();
  const { channel } = delivery.address;
  switch (sending.kind) {
    case "sent":
      return { kind: "sent", providerId: sending.providerId };
    case "uncertain":
      return { kind: "uncertain", until: now + grace };
    case "throttled":
      if (sending.scope === "channel") pauses.set(channel, now + sending.after);
      return { kind: "retry", at: now + sending.after };
    case "unsent":
      return now - delivery.notBefore > giveUpAfter
        ? { kind: "failed", code: sending.code }
        : { kind: "retry", at: now + backoff(delivery) };
    case "refused":
      if (sending.because !== "account") return { kind: "failed", code: sending.code };
      // A revoked token is our fault, not the message's: it waits, and one call at a time asks again.
      pauses.set(channel, now + accountPause);
      world.log.warn("account-refused", { channel, code: sending.code });
      return { kind: "retry", at: now + accountPause };
  }
}

/** Doubling from one second to five minutes, spread by the id so that all do not come at once. */
function backoff({ tries, id }: Delivery): number {
  const spread = 0.75 + (id.charCodeAt(id.length - 1) % 16) / 32;
  return Math.min(5 * minute, second * 2 ** Math.min(tries, 9)) * spread;
}
