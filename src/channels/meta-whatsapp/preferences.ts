import { z } from "zod";
import type { Instant } from "../../core/instant.ts";
import type { Inbound } from "../channel.ts";
import { readInstant } from "../meta/webhook.ts";
import { addressesOf, readPhone, readScoped } from "./addresses.ts";

const name = z.string().optional().catch(undefined);
const preferenceSchema = z.object({
  wa_id: name,
  user_id: name,
  category: name,
  value: z.string(),
  timestamp: z.unknown().optional(),
});

/**
 * Somebody told WhatsApp that they want no advertising from us, or want it again.
 *
 * What we send of our own accord is no advertising, but whoever shuts that door is believed: it is
 * one opt-out with all others (channel-facts § 5). Another category is nothing we know.
 */
export function readPreference(raw: unknown, now: Instant): Inbound | null {
  const { data } = preferenceSchema.safeParse(raw);
  if (data === undefined || data.category !== "marketing_messages") return null;
  const names = addressesOf(readPhone(data.wa_id), readScoped(data.user_id));
  const kind = kinds.get(data.value);
  if (names === null || kind === undefined) return null;
  const at = readInstant(data.timestamp, now);
  // It has no id of its own: the same news is the same second.
  const id = `preference ${names.address.id} ${at} ${data.value}`;
  return { id, ...names, at, content: { kind }, quoted: null };
}

const kinds: ReadonlyMap<string, "opt-out" | "opt-in"> = new Map([
  ["stop", "opt-out"],
  ["resume", "opt-in"],
]);
