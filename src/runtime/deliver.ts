import { hour, minute, second, type Instant } from "../core/instant.ts";
import type { Channel, Outbound, Sending } from "../channels/channel.ts";
import type { Shaped } from "../channels/shape.ts";
import type { Delivery, Outcome } from "../store/store.ts";
import type { Circuit } from "./circuit.ts";
import { handoffIn, passHandoff } from "./handoffs.ts";
import { receiveOptOut } from "./receive.ts";
import type { World } from "./world.ts";

/** A reply that could not be handed over for so long is worth nothing any more. */
const giveUpAfter = 20 * hour;

/** Whatever a provider says, we ask it again by then. */
const longestPause = 15 * minute;

/** By then a provider lists what it has taken, and then nothing is there that is not listed. */
const knowsAfter = minute;

/** A reply whose fate stays unknown for so long is given up, visibly. */
const patienceWithDoubt = 10 * minute;

/** How long we wait, in ms. */
export interface Patience {
  /** For one provider call. */
  readonly deadline: number;
  /** For the provider's own word on a call of unknown fate (design § 2). */
  readonly grace: number;
  /** How long a message is ours while it is handed over: longer than the deadline and a look for evidence. */
  readonly deliveryLease: number;
}

/** What this process keeps in mind between deliveries. */
export interface Memory {
  /** Channels that may not be used until a moment, since they are throttled. */
  readonly pauses: Map<string, Instant>;
  /** When messages were sent again although nobody could tell whether the first attempt was taken. */
  readonly repeated: Map<string, Instant>;
  readonly circuit: Circuit;
  /**
   * Since when this process knows that the fate of a message is unknown. Before it has waited in its
   * own eyes it sends none of them again: the provider's word may be on its way.
   */
  readonly doubts: Map<string, Instant>;
}

/**
 * Hands one message to its provider and records what became of it. `claimed` is when it became ours,
 * by the process's own clock: whoever was asleep since then has lost it to somebody else.
 */
export async function deliver(
  world: World,
  delivery: Delivery,
  memory: Memory,
  patience: Patience,
  claimed: number,
): Promise<void> {
  const { id, address } = delivery;
  const channel = world.channels.get(address.channel);
  const outcome =
    channel === undefined
      ? ({ kind: "failed", code: "channel/off" } as const)
      : await attempt(world, channel, delivery, memory, patience, claimed);
  if (outcome === null) return world.log.warn("delivery-overslept", { channel: address.channel });
  if (outcome.kind === "failed") {
    world.log.warn("delivery-given-up", { channel: address.channel, code: outcome.code });
  }
  await world.store.recordOutcome(delivery, outcome, world.clock());
  world.meter?.delivered(delivery, outcome, world.clock());
  world.till?.note(delivery, outcome, world.clock());
  if (outcome.kind === "sent" || outcome.kind === "failed") {
    memory.doubts.delete(id);
    memory.repeated.delete(id);
  }
}

async function attempt(
  world: World,
  channel: Channel,
  delivery: Delivery,
  memory: Memory,
  patience: Patience,
  claimed: number,
): Promise<Outcome | null> {
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
    const verdict = judgeDoubt(evidence, delivery, memory, patience, world.clock());
    if (verdict !== "send") return verdict;
  }
  const begun = performance.now();
  if (begun + patience.deadline > claimed + patience.deliveryLease) return null;
  const deadline = AbortSignal.timeout(patience.deadline);
  const handoff = handoffIn(delivery);
  const sending =
    handoff === null
      ? await channel.send(outbound, deadline)
      : await passHandoff(channel, delivery, handoff, deadline);
  world.meter?.called(channel.name, sending, performance.now() - begun);
  if (sending.kind === "refused" && sending.because === "opt-out") {
    // Before the outcome is recorded: otherwise a stop in between would lose it.
    await receiveOptOut(world, delivery.address, delivery.id, world.clock());
  }
  return outcomeOf(world, delivery, sending, memory, patience);
}

/**
 * Nobody knows, or the provider has nothing: a reply is said again once, a reminder never (design
 * § 2). Should its second attempt be doubtful too, we wait until the provider is sure to know.
 */
function judgeDoubt(
  evidence: "absent" | null,
  { id, kind }: Delivery,
  { doubts, repeated }: Memory,
  { grace }: Patience,
  now: Instant,
): Outcome | "send" {
  const heardAll = (doubts.get(id) ?? now) + grace;
  if (now < heardAll) {
    doubts.set(id, heardAll - grace);
    return { kind: "uncertain", until: heardAll };
  }
  const again = repeated.get(id);
  if (again === undefined) {
    if (evidence === null && kind === "reminder")
      return { kind: "failed", code: "channel/uncertain" };
    repeated.set(id, now);
    return "send";
  }
  if (now - again > patienceWithDoubt) return { kind: "failed", code: "channel/uncertain" };
  if (evidence === null || now - again < knowsAfter) {
    return { kind: "uncertain", until: Math.max(now + 10 * second, again + knowsAfter) };
  }
  repeated.set(id, now);
  return "send";
}

/** What the provider knows of this message. The same words said a moment earlier prove nothing. */
async function findEvidence(
  { store }: World,
  channel: Channel,
  outbound: Outbound,
  delivery: Delivery,
): ReturnType<Channel["evidence"]> {
  return channel.evidence(outbound, delivery.notBefore, async (providerId) => {
    const known = await store.deliveryOf(delivery.address, providerId);
    return known !== null && known !== delivery.id;
  });
}

async function outcomeOf(
  world: World,
  delivery: Delivery,
  sending: Sending,
  { pauses, circuit, doubts }: Memory,
  { grace }: Patience,
): Promise<Outcome> {
  const now = world.clock();
  const { channel } = delivery.address;
  switch (sending.kind) {
    case "sent":
      await circuit.accept(channel);
      return { kind: "sent", providerId: sending.providerId };
    case "uncertain":
      world.log.warn("delivery-uncertain", { channel, code: sending.code });
      doubts.set(delivery.id, now);
      return { kind: "uncertain", until: now + grace };
    case "throttled": {
      const after = Math.min(sending.after, longestPause);
      world.log.warn("throttled", { channel, scope: sending.scope, after });
      if (sending.scope === "channel") pauses.set(channel, now + after);
      return { kind: "retry", at: now + after };
    }
    case "unsent":
      return now - delivery.notBefore > giveUpAfter
        ? { kind: "failed", code: sending.code }
        : { kind: "retry", at: now + backoff(delivery) };
    case "refused":
      if (sending.because !== "account") return { kind: "failed", code: sending.code };
      world.log.warn("account-refused", { channel, code: sending.code });
      return { kind: "retry", at: await circuit.refuse(channel, sending.code, now) };
  }
}

/** Doubling from one second to five minutes, spread by the id so that all do not come at once. */
function backoff({ tries, id }: Delivery): number {
  const spread = 0.75 + (id.charCodeAt(id.length - 1) % 16) / 32;
  return Math.min(5 * minute, second * 2 ** Math.min(tries, 9)) * spread;
}
