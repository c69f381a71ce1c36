import type { Inbound, ReceiptEvent } from "../channels/channel.ts";
import type { Address } from "../core/address.ts";
import type { Instant } from "../core/instant.ts";
import type { Acceptance, Arrival, OwnerId } from "../store/store.ts";
import { filedUnder, moveHere } from "./identity.ts";
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
  const all: Acceptance[] = [];
  let together: Waiting[] = [];
  const takeTogether = async (): Promise<void> => {
    all.push(...(await takeIn(world, together)));
    together = [];
  };
  for (const inbound of inbounds) {
    if (inbound.left === undefined) {
      together.push(inbound);
      continue;
    }
    // What they wrote before they moved comes first.
    await takeTogether();
    all.push({ outcome: "accepted", owner: await moveHere(world.store, inbound) });
  }
  await takeTogether();
  return all;
}

async function takeIn(
  world: Pick<World, "store" | "clock">,
  inbounds: readonly Waiting[],
): Promise<readonly Acceptance[]> {
  if (inbounds.length === 0) return [];
  const arrivals = await Promise.all(
    asOnePerson(inbounds).map((inbound) => arrivalOf(world, inbound)),
  );
  const accepted = await world.store.accept(arrivals, world.clock());
  await Promise.all(
    inbounds.map(({ aliases }, at) => introduce(world, aliases, accepted[at]?.owner ?? "")),
  );
  return accepted;
}

/** What one batch holds of a person is filed under one address, whichever of them each event names. */
function asOnePerson(inbounds: readonly Waiting[]): readonly Waiting[] {
  if (inbounds.length === 1) return inbounds;
  const firstOf = new Map<string, Address>();
  const keyOf = ({ channel, id }: Address): string => `${channel} ${id}`;
  for (const { address, aliases } of inbounds) {
    const names = [address, ...aliases];
    const first = names.map((one) => firstOf.get(keyOf(one))).find((one) => one !== undefined);
    for (const one of names) firstOf.set(keyOf(one), first ?? address);
  }
  return inbounds.map((inbound) => {
    const { address, aliases } = inbound;
    const first = firstOf.get(keyOf(address)) ?? address;
    return keyOf(first) === keyOf(address) || first.channel !== address.channel
      ? inbound
      : { ...inbound, address: first, aliases: [...aliases, address] };
  });
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
    to: { address: await filedUnder(world.store, inbound) },
    at,
    ...(since === undefined ? {} : { since }),
    body: writeMail({ kind: "heard", content, quoted }),
  };
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
