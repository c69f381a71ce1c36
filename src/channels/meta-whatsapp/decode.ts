import { z } from "zod";
import type { Address } from "../../core/address.ts";
import type { Instant } from "../../core/instant.ts";
import type { Inbound, ReceiptEvent } from "../channel.ts";
import { readInstant, type Decoded } from "../meta/webhook.ts";
import { addressesOf, elsewhere, readPhone, readScoped } from "./addresses.ts";
import { contentSchema, readContent, type MediaUrl } from "./contents.ts";
import { readNotices, type Notice } from "./notices.ts";
import { readPreference } from "./preferences.ts";
import { readStatus } from "./statuses.ts";

/** What a webhook does not say itself. */
export interface Circumstances {
  readonly now: Instant;
  /** Whose messages are ours: one app may serve several numbers. */
  readonly phoneNumberId: string;
  readonly mediaUrl: MediaUrl;
}

export interface DecodedWhatsapp extends Decoded {
  /** What concerns the account, not a person. */
  readonly notices: readonly Notice[];
}

const envelopeSchema = z.object({
  object: z.literal("whatsapp_business_account"),
  entry: z.array(z.unknown()),
});
const entrySchema = z.object({ changes: z.array(z.unknown()) });
const changeSchema = z.object({ field: z.string(), value: z.looseObject({}) });
const metadataSchema = z.object({ metadata: z.object({ phone_number_id: z.coerce.string() }) });
const listSchema = z.array(z.unknown()).catch([]);

/**
 * Reads the body of a webhook: any number of entries, changes and messages in one.
 *
 * Each is read for itself, so that one that cannot be read costs none of the others. Messages stand
 * in the order of Meta's clock, which a batch need not keep. Fields nobody knows are skipped: so are
 * `standby` (somebody else answers) and whatever happens in groups.
 */
export function decode(body: unknown, circumstances: Circumstances): DecodedWhatsapp {
  const inbounds: Inbound[] = [];
  const receipts: ReceiptEvent[] = [];
  const notices: Notice[] = [];
  for (const { field, value } of changesIn(body)) {
    const { data } = metadataSchema.safeParse(value);
    const isOurs =
      data === undefined || data.metadata.phone_number_id === circumstances.phoneNumberId;
    if (field === "messages" && data !== undefined && isOurs) {
      for (const message of listSchema.parse(value["messages"])) {
        const inbound = readMessage(message, circumstances);
        if (inbound !== null) inbounds.push(inbound);
      }
      for (const status of listSchema.parse(value["statuses"])) {
        const receipt = readStatus(status, circumstances.now);
        if (receipt !== null) receipts.push(receipt);
      }
    }
    if (field === "smb_message_echoes" && isOurs) {
      for (const echo of listSchema.parse(value["message_echoes"])) {
        const inbound = readEcho(echo, circumstances.now);
        if (inbound !== null) inbounds.push(inbound);
      }
    }
    if (field === "user_preferences" && isOurs) {
      for (const preference of listSchema.parse(value["user_preferences"])) {
        const inbound = readPreference(preference, circumstances.now);
        if (inbound !== null) inbounds.push(inbound);
      }
    }
    if (isOurs) notices.push(...readNotices(field, value, circumstances.now));
  }
  // Stable: what happened in the same second stays as it came.
  return { inbounds: inbounds.sort((one, other) => one.at - other.at), receipts, notices };
}

function* changesIn(body: unknown): Iterable<z.infer<typeof changeSchema>> {
  const { data } = envelopeSchema.safeParse(body);
  for (const entry of data?.entry ?? []) {
    for (const change of entrySchema.safeParse(entry).data?.changes ?? []) {
      const parsed = changeSchema.safeParse(change);
      if (parsed.success) yield parsed.data;
    }
  }
}

const name = z.string().optional().catch(undefined);
const messageSchema = z.object({
  id: z.string().min(1).max(300),
  from: name,
  from_user_id: name,
  timestamp: z.unknown().optional(),
  group_id: z.unknown().optional(),
  context: z.object({ id: name }).optional().catch(undefined),
  system: z
    .object({
      type: name,
      wa_id: name,
      new_wa_id: name,
      user_id: name,
      previous_user_id: name,
    })
    .optional()
    .catch(undefined),
});
type Message = z.infer<typeof messageSchema>;

function readMessage(raw: unknown, { now, mediaUrl }: Circumstances): Inbound | null {
  const { data: message } = messageSchema.safeParse(raw);
  const { data: parts } = contentSchema.safeParse(raw);
  if (message === undefined || parts === undefined || message.group_id !== undefined) return null;
  const at = readInstant(message.timestamp, now);
  if (parts.type === "system") return readMove(message, at);
  const names = addressesOf(
    readPhone(message.from),
    readScoped(message.from_user_id ?? message.from),
  );
  const content = readContent(parts, mediaUrl);
  if (names === null || content === null) return null;
  return { id: message.id, ...names, at, content, quoted: message.context?.id ?? null };
}

const echoSchema = z.object({
  id: z.string().min(1).max(300),
  to: name,
  to_user_id: name,
  timestamp: z.unknown().optional(),
  type: name,
});

/**
 * Somebody of the team wrote from the phone itself (a number that is in the WhatsApp Business app
 * too): from now on a human holds the conversation. What they change or take back says no more.
 */
function readEcho(raw: unknown, now: Instant): Inbound | null {
  const { data } = echoSchema.safeParse(raw);
  if (data === undefined || data.type === "edit" || data.type === "revoke") return null;
  const names = addressesOf(readPhone(data.to), readScoped(data.to_user_id ?? data.to));
  if (names === null) return null;
  const at = readInstant(data.timestamp, now);
  const content = { kind: "human-elsewhere", what: "spoke" } as const;
  return { id: data.id, ...names, at, content, quoted: null };
}

const moves = new Set(["user_changed_number", "user_changed_user_id", "customer_changed_number"]);

/**
 * Somebody has another number, or another business-scoped id: the old ones are theirs no more, and
 * may be a stranger's tomorrow. `previous_user_id` comes since 2026-08-11; nothing else links.
 */
function readMove({ id, from, from_user_id, system }: Message, at: Instant): Inbound | null {
  if (system === undefined || !moves.has(system.type ?? "")) return null;
  const phone = readPhone(system.wa_id ?? system.new_wa_id);
  const names = addressesOf(phone, readScoped(system.user_id));
  if (names === null) return null;
  const oldPhone = system.type === "user_changed_user_id" ? null : readPhone(from);
  const oldScoped = readScoped(system.previous_user_id ?? from_user_id);
  const old = oldPhone === null ? [oldScoped] : [oldScoped, oldPhone, elsewhere(oldPhone)];
  const stays = new Set([names.address, ...names.aliases].map((one) => one.id));
  const left = old.filter((one): one is Address => one !== null && !stays.has(one.id));
  if (left.length === 0) return null;
  return { id, ...names, at, content: { kind: "unsupported" }, quoted: null, left };
}
