import type { Inbound, ReceiptEvent } from "../channels/channel.ts";
import type { Address } from "../core/address.ts";
import type { Acceptance, Arrival } from "../store/store.ts";
import { writeMail } from "./mail.ts";
import type { World } from "./world.ts";

/**
 * Takes events in, durably: when this returns, they are in their mailboxes.
 *
 * Throws `store/unavailable` when they may not be: the provider must then be told to send again.
 */
export async function receive(
  world: Pick<World, "store" | "clock">,
  inbounds: readonly Inbound[],
): Promise<readonly Acceptance[]> {
  if (inbounds.length === 0) return [];
  const arrivals = await Promise.all(inbounds.map((inbound) => arrivalOf(world, inbound)));
  return world.store.accept(arrivals, world.clock());
}

async function arrivalOf(world: Pick<World, "store">, inbound: Inbound): Promise<Arrival> {
  const { id, at, content, quoted } = inbound;
  return {
    id,
    to: { address: await knownAddress(world, inbound) },
    at,
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
  const [other] = aliases;
  if (other === undefined) return address;
  const owner = await store.contactOf(address);
  if (owner !== null) {
    await Promise.all(aliases.map((alias) => store.link(alias, owner)));
    return address;
  }
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
  world: Pick<World, "store" | "clock" | "log">,
  receipts: readonly ReceiptEvent[],
): Promise<void> {
  for (const receipt of receipts) {
    const outcome = await world.store.receipt(receipt);
    if (receipt.status !== "failed" || outcome !== "applied") continue;
    world.log.warn("delivery-failed", { channel: receipt.address.channel, code: receipt.code });
    if (receipt.because === "opt-out") {
      await receive(world, [
        {
          id: `opt-out ${receipt.delivery ?? receipt.providerId ?? ""}`,
          address: receipt.address,
          aliases: [],
          at: receipt.at,
          content: { kind: "opt-out" },
          quoted: null,
        },
      ]);
    }
  }
}
