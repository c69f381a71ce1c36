import { hour, minute, second, type Instant } from "../core/instant.ts";
import type { Channel, Outbound, Sending } from "../channels/channel.ts";
import type { Shaped } from "../channels/shape.ts";
import type { Delivery, Outcome } from "../store/store.ts";
import { receiveOptOut } from "./receive.ts";
import type { World } from "./world.ts";

/** A reply that could not be handed over for so long is worth nothing any more. */
const giveUpAfter = 20 * hour;

/** A channel whose account is refused is tried again this seldom. */
const accountPause = 30 * second;

/** How long we wait, in ms. */
export interface Patience {
  /** For one provider call. */
  readonly deadline: number;
  /** For the provider's own word on a call of unknown fate (design § 2). */
  readonly grace: number;
}

/** What this process keeps in mind between deliveries. */
export interface Memory {
  /** Channels that may not be used until a moment: throttled, or with a refused account. */
  readonly pauses: Map<string, Instant>;
  /** Messages sent again although nobody could tell whether the first attempt was taken. */
  readonly repeated: Set<string>;
  /** Channels whose account was refused and not accepted since: the provider's code, and when. */
  readonly refusals: Map<string, { readonly code: string; readonly at: Instant }>;
}

/** Hands one message to its provider and records what became of it. */
export async function deliver(
  world: World,
  delivery: Delivery,
  memory: Memory,
  patience: Patience,
): Promise<void> {
  const { id, address } = delivery;
  const channel = world.channels.get(address.channel);
  const outcome =
    channel === undefined
      ? ({ kind: "failed", code: "channel/off" } as const)
      : await attempt(world, channel, delivery, memory, patience);
  if (outcome.kind === "failed") {
    world.log.warn("delivery-given-up", { channel: address.channel, code: outcome.code });
  }
  await world.store.recordOutcome(delivery, outcome, world.clock());
  world.meter?.delivered(delivery, outcome, world.clock());
  if (outcome.kind === "sent" || outcome.kind === "failed") memory.repeated.delete(id);
}

async function attempt(
  world: World,
  channel: Channel,
  delivery: Delivery,
  memory: Memory,
  patience: Patience,
): Promise<Outcome> {
  const outbound: Outbound = {
    id: delivery.id,
    address: delivery.address,
    // Promised by `turns.ts` in this shape.
    body: delivery.body as unknown as Shaped,
    uncertain: delivery.uncertain,
  };
  if (delivery.uncertain) {
    const evidence = await findEvidence(world, channel, outbound, delivery);
    if (evidence !== null && evidence !== "absent")
      return { kind: "sent", providerId: evidence.providerId };
    // Nobody knows: a reply is said again once, a reminder never (design § 2).
    if (evidence === null) {
      if (delivery.kind === "reminder" || memory.repeated.has(delivery.id)) {
        return { kind: "failed", code: "channel/uncertain" };
      }
      memory.repeated.add(delivery.id);
    }
  }
  const begun = performance.now();
  const sending = await channel.send(outbound, AbortSignal.timeout(patience.deadline));
  world.meter?.called(channel.name, sending, performance.now() - begun);
  if (sending.kind === "refused" && sending.because === "opt-out") {
    // Before the outcome is recorded: otherwise a stop in between would lose it.
    await receiveOptOut(world, delivery.address, delivery.id, world.clock());
  }
  return outcomeOf(world, delivery, sending, memory, patience);
}

/** What the provider knows of this message. The same words said a moment earlier prove nothing. */
async function findEvidence(
  { store }: World,
  channel: Channel,
  outbound: Outbound,
  delivery: Delivery,
): ReturnType<Channel["evidence"]> {
  const evidence = await channel.evidence(outbound, delivery.notBefore);
  if (evidence === null || evidence === "absent") return evidence;
  const known = await store.deliveryOf(delivery.address, evidence.providerId);
  return known === null || known === delivery.id ? evidence : null;
}

function outcomeOf(
  world: World,
  delivery: Delivery,
  sending: Sending,
  { pauses, refusals }: Memory,
  { grace }: Patience,
): Outcome {
  const now = world.clock();
  const { channel } = delivery.address;
  switch (sending.kind) {
    case "sent":
      refusals.delete(channel);
      return { kind: "sent", providerId: sending.providerId };
    case "uncertain":
      world.log.warn("delivery-uncertain", { channel, code: sending.code });
      return { kind: "uncertain", until: now + grace };
    case "throttled":
      world.log.warn("throttled", { channel, scope: sending.scope, after: sending.after });
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
      refusals.set(channel, { code: sending.code, at: now });
      world.log.warn("account-refused", { channel, code: sending.code });
      return { kind: "retry", at: now + accountPause };
  }
}

/** Doubling from one second to five minutes, spread by the id so that all do not come at once. */
function backoff({ tries, id }: Delivery): number {
  const spread = 0.75 + (id.charCodeAt(id.length - 1) % 16) / 32;
  return Math.min(5 * minute, second * 2 ** Math.min(tries, 9)) * spread;
}
