import { z } from "zod";
import type { Inbound } from "../channels/channel.ts";
import type { Address } from "../core/address.ts";
import type { OwnerId, Store } from "../store/store.ts";

type People = Pick<Store, "contactOf" | "link" | "unlink" | "export">;
type Named = Pick<Inbound, "address" | "aliases">;

/**
 * Which of a person's addresses to file an event under: one event that names a phone and a
 * business-scoped id joins them, so that whoever hides their number later is still the same contact.
 *
 * A business-scoped id is one person's for good, a number is not: it goes to a stranger when it was
 * given up for long. A number that comes with another id than its contact has is taken away from
 * that contact, and whoever writes is somebody new: nobody is ever told a stranger's history.
 */
export async function filedUnder(store: People, { address, aliases }: Named): Promise<Address> {
  if (aliases.length === 0) return address;
  const scoped = [address, ...aliases].find((one) => isScoped(one));
  const owner = scoped === undefined ? null : await store.contactOf(scoped);
  if (scoped !== undefined && owner !== null) {
    const holder = await store.contactOf(address);
    // Both wrote before anybody knew that they are one person: the id says who it is.
    if (holder !== null && holder !== owner) return scoped;
    if (holder === null) await store.link(address, owner);
    return address;
  }
  for (const one of [address, ...aliases]) {
    const holder = await store.contactOf(one);
    if (holder === null) continue;
    if (scoped !== undefined && (await hasOtherId(store, holder, scoped))) {
      await store.unlink(one, holder);
      continue;
    }
    if (one !== address) await store.link(address, holder);
    return address;
  }
  return address;
}

/**
 * Somebody has another number or another id now: they keep their history, and what they left is
 * theirs no more. Answers who it is; "" for nobody we know. Safe to repeat, however late.
 */
export async function moveHere(
  store: People,
  { address, aliases, left = [] }: Named & Pick<Inbound, "left">,
): Promise<OwnerId> {
  const owner = (await store.contactOf(address)) ?? (await whoLeft(store, left));
  if (owner === null) return "";
  for (const one of [address, ...aliases]) await store.link(one, owner);
  for (const one of left) await store.unlink(one, owner);
  return owner;
}

/** The two ways to WhatsApp, of which a house may have either or both. */
const whatsapps = ["meta-whatsapp", "twilio-whatsapp"];

/**
 * Where to say what answers nothing: the address last heard from whose channel is on. Once the
 * provider of WhatsApp was changed, that is the same number on the other one. The last one heard from
 * when none is on; undefined without any.
 */
export function reachedAt(
  addresses: readonly Address[],
  isOn: (channel: string) => boolean,
): Address | undefined {
  for (const address of addresses) {
    const { channel, id } = address;
    if (isOn(channel)) return address;
    if (!whatsapps.includes(channel) || !id.startsWith("+")) continue;
    const other = whatsapps.find((one) => isOn(one));
    if (other !== undefined) return { channel: other, id };
  }
  return addresses[0];
}

/** By their id where it is known: a number may be another's already. */
async function whoLeft(store: People, left: readonly Address[]): Promise<OwnerId | null> {
  const sure = left.filter((one) => isScoped(one));
  for (const one of sure.length > 0 ? [...sure, ...left] : left) {
    const owner = await store.contactOf(one);
    const [id] = sure;
    if (owner === null) continue;
    if (id === undefined || isScoped(one) || !(await hasOtherId(store, owner, id))) return owner;
  }
  return null;
}

/** Of WhatsApp: a country, and up to 128 letters and digits. Never written in another way. */
function isScoped({ channel, id }: Address): boolean {
  return channel.includes("whatsapp") && /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]+$/u.test(id);
}

const exportSchema = z.object({
  addresses: z.array(z.object({ channel: z.string(), id: z.string() })),
});

/** On the same channel: another provider's account has ids of its own. */
async function hasOtherId(store: People, owner: OwnerId, scoped: Address): Promise<boolean> {
  const { data } = exportSchema.safeParse(await store.export(owner));
  return (data?.addresses ?? []).some(
    (one) => isScoped(one) && one.channel === scoped.channel && one.id !== scoped.id,
  );
}
