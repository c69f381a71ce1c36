import type { Address } from "../../core/address.ts";

export const channelName = "meta-whatsapp";

/** The other way to the same WhatsApp: a person's number is the same there. */
const otherWhatsapp = "twilio-whatsapp";

/**
 * A number as Meta writes it (`wa_id`, digits only), with `+`. Null for what is no number.
 */
export function readPhone(value: string | undefined): Address | null {
  const digits = (value ?? "").replace(/^\+/u, "");
  return /^[0-9]{5,20}$/u.test(digits) ? { channel: channelName, id: `+${digits}` } : null;
}

/** A business-scoped id, as it is: it is never written in another way. */
export function readScoped(value: string | undefined): Address | null {
  const id = value ?? "";
  return /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/u.test(id) ? { channel: channelName, id } : null;
}

/**
 * Where somebody is reached, and every other name of theirs: the number first, where it is known.
 *
 * The number is also theirs on the other WhatsApp channel, so that whoever began there goes on here
 * and back. A business-scoped id is not: the other number may belong to another portfolio.
 */
export function addressesOf(
  phone: Address | null,
  scoped: Address | null,
): { readonly address: Address; readonly aliases: readonly Address[] } | null {
  const address = phone ?? scoped;
  if (address === null) return null;
  const aliases = phone === null || scoped === null ? [] : [scoped];
  return { address, aliases: phone === null ? aliases : [...aliases, elsewhere(phone)] };
}

/** The same number on the other WhatsApp channel. */
export function elsewhere(phone: Address): Address {
  return { channel: otherWhatsapp, id: phone.id };
}
