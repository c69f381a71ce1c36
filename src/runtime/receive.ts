import type { Inbound, ReceiptEvent } from "../channels/channel.ts";
import type { Address } from "../core/address.ts";
import type { Instant } from "../core/instant.ts";
import type { Acceptance, Arrival, OwnerId } from "../store/store.ts";
import { writeMail } from "./mail.ts";
import type { World } from "./world.ts";

/** An event, and when a disk took it where it had to wait for the store. */
export interface Waiting extends Inbound {
  readonly since?: Instant;
}

/**
 * Takes events in, durably: when this returns, they are in their mailboxes.
 *
 * Throws `store/unavailable` when they may not be: the provider must then be told to send again.
 */
export async function receive(
  world: Pick<World, "store" | "clock">,
  inbounds: readonly Waiting[],
): Promise<readonly Acceptance[]> {
  if (inbounds.length === 0) return [];
  const arrivals = await Promise.all(inbounds.map((inbound) => arrivalOf(world, inbound)));
  const accepted = await world.store.accept(arrivals, world.clock());
  await Promise.all(
    inbounds.map(({ aliases }, at) => introduce(world, aliases, accepted[at]?.owner ?? "")),
  );
  return accepted;
}

/**
 * A contact made by this very event is joined with its other addresses only now that it exists. The
 * provider is answered afterwards: what stops us here is made good by the redelivery.
 */
async function introduce(
  { store }: Pick<World, "store">,
  aliases: readonly Address[],
  owner: OwnerId,
): Promise<void> {
  if (owner === "") return;
  for (const alias of aliases) {
    if ((await store.contactOf(alias)) === null) await store.link(alias, owner);
  }
}

async function arrivalOf(world: Pick<World, "store">, inbound: Waiting): Promise<Arrival> {
  const { id, at, since, content, quoted } = inbound;
  return {
    id,
    to: { address: await knownAddress(world, inbound) },
    at,
    ...(since === undefined ? {} : { since }),
    body: writeMail({ kind: "heard", content, quoted }),
  };
}

/**
 * Which of a person's addresses to file under: one event that names a phone and a business-scoped id
 * joins them, so that whoever hides their number later is still the same contact.
 */
async function knownAddress(
  { store }: Pick<World, "store">,
  { address, aliases }: Inbound,
): Promise<Address> {
  if (aliases.length === 0 || (await store.contactOf(address)) !== null) return address;
  for (const alias of aliases) {
    const known = await store.contactOf(alias);
    if (known === null) continue;
    await store.link(address, known);
    return address;
  }
  return address;
}

/** Moves deliveries forward; a refusal that concerns the person reaches their conversation. */
export async function receiveReceipts(
  world: Pick<World, "store" | "clock" | "log" | "meter">,
  receipts: readonly ReceiptEvent[],
): Promise<void> {
  for (const receipt of receipts) {
    const { address, status, because, delivery, providerId, code, at } = receipt;
    if (status === "failed" && because === "opt-out") {
      // First: should we be stopped in between, the redelivery finds the receipt known already.
      await receiveOptOut(world, address, delivery ?? providerId ?? "", at);
    }
    const outcome = await world.store.receipt(receipt);
    if (outcome === "applied") world.meter?.receipt(address.channel, status, code);
    if (status !== "failed" || outcome !== "applied") continue;
    world.log.warn("delivery-failed", { channel: address.channel, code });
  }
}

/**
 * The provider refused a message because the person wants none: their conversation is told, once a
 * delivery. Somebody unknown to us (or erased) stays unknown.
 */
export async function receiveOptOut(
  world: Pick<World, "store" | "clock">,
  address: Address,
  delivery: string,
  at: Instant,
): Promise<void> {
  if ((await world.store.contactOf(address)) === null) return;
  const id = `opt-out ${delivery}`;
  await receive(world, [
    { id, address, aliases: [], at, content: { kind: "opt-out" }, quoted: null },
  ]);
}
