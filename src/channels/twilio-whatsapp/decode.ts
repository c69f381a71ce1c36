import type { Address } from "../../core/address.ts";
import type { Content } from "../../core/inbound.ts";
import type { Instant } from "../../core/instant.ts";
import type { Inbound, ReceiptEvent } from "../channel.ts";
import { refusalOf } from "./failures.ts";
import { first, type Form } from "./signature.ts";

export const channelName = "twilio-whatsapp";

/** What a webhook does not say in its form. */
export interface Circumstances {
  /** Twilio's forms carry no time: the moment of arrival. */
  readonly now: Instant;
  /** Our delivery id, from the query of a status callback. */
  readonly delivery: string | null;
  /** Where media may be fetched from, besides Twilio's own hosts. */
  readonly apiBase: string | null;
}

export interface Decoded {
  readonly inbounds: readonly Inbound[];
  readonly receipts: readonly ReceiptEvent[];
}

/**
 * Reads a form that Twilio posted: a message that came in, or what became of one of ours.
 *
 * Keys nobody knows are skipped; a form without an id or a sender gives nothing. Several media in
 * one message give one inbound each, the second with the id `<sid>-1`.
 */
export function decode(form: Form, circumstances: Circumstances): Decoded {
  return form.has("MessageStatus")
    ? { inbounds: [], receipts: decodeReceipt(form, circumstances) }
    : { inbounds: decodeInbounds(form, circumstances), receipts: [] };
}

function decodeInbounds(form: Form, circumstances: Circumstances): readonly Inbound[] {
  const id = sidOf(form);
  const address = readAddress(first(form, "From"));
  if (id === "" || address === null) return [];
  const aliases = readAliases(form, address);
  const quoted = first(form, "OriginalRepliedMessageSid") || null;
  return decodeContents(form, circumstances.apiBase).map((content, at) => ({
    id: at === 0 ? id : `${id}-${at}`,
    address,
    aliases,
    at: circumstances.now,
    content,
    quoted,
  }));
}

function sidOf(form: Form): string {
  return first(form, "MessageSid") || first(form, "SmsMessageSid") || first(form, "SmsSid");
}

/**
 * What `To` needs to reach them, without `whatsapp:`: a number with `+`, or a business-scoped id as
 * it is. Null for another channel's prefix and for what is no address.
 */
function readAddress(value: string): Address | null {
  const id = value.replace(/^whatsapp:/iu, "").trim();
  if (/^\+?[0-9]{5,20}$/u.test(id)) {
    return { channel: channelName, id: id.startsWith("+") ? id : `+${id}` };
  }
  return /^[^\s:]{1,200}$/u.test(id) ? { channel: channelName, id } : null;
}

function readAliases(form: Form, address: Address): readonly Address[] {
  const ids = new Set([address.id]);
  const aliases: Address[] = [];
  for (const key of ["ExternalUserId", "WaId"]) {
    const alias = readAddress(first(form, key));
    if (alias === null || ids.has(alias.id)) continue;
    ids.add(alias.id);
    aliases.push(alias);
  }
  return aliases;
}

/** Kinds whose words, if any, are not something the person wrote to us. */
const unread = new Set(["unsupported", "system", "order", "poll", "flow"]);

function decodeContents(form: Form, apiBase: string | null): readonly Content[] {
  const type = first(form, "MessageType").toLowerCase();
  const body = clean(first(form, "Body"));
  const optOut = first(form, "OptOutType").toUpperCase();
  if (optOut === "STOP") return [{ kind: "opt-out" }];
  if (optOut === "START") return [{ kind: "opt-in" }];
  const tap = readTap(form, body);
  if (tap !== null) return [tap];
  const media = readMedia(form, type, body, apiBase);
  if (media.length > 0) return media;
  if (type === "location" || first(form, "Latitude") !== "") return [{ kind: "location" }];
  if (type === "contacts" || type === "contact") return [{ kind: "contact-card" }];
  if (type === "reaction") return [{ kind: "reaction", emoji: body }];
  if (type === "edit" || type === "edited") return [{ kind: "edit", text: body }];
  if (type === "revoke" || type === "deleted") return [{ kind: "revoke" }];
  // Nobody can send nothing: an empty body stands for something Twilio could not carry.
  if (body.trim() === "" || unread.has(type)) return [{ kind: "unsupported" }];
  return [{ kind: "text", text: body }];
}

function readTap(form: Form, body: string): Content | null {
  for (const [key, title] of [
    ["ButtonPayload", "ButtonText"],
    ["ListId", "ListTitle"],
  ] as const) {
    const id = clean(first(form, key));
    if (id !== "") return { kind: "tap", id, label: clean(first(form, title)) || body || null };
  }
  return null;
}

type Media = Extract<Content, { kind: "media" }>["media"];
const mediaTypes: ReadonlySet<string> = new Set<Media>([
  "voice",
  "audio",
  "image",
  "video",
  "document",
  "sticker",
]);

function readMedia(
  form: Form,
  type: string,
  body: string,
  apiBase: string | null,
): readonly Content[] {
  const said = Number.parseInt(first(form, "NumMedia"), 10) || 0;
  const count = Math.min(Math.max(said, mediaTypes.has(type) ? 1 : 0), 32);
  return Array.from({ length: count }, (_, at): Content => {
    const contentType = first(form, `MediaContentType${at}`) || null;
    if (contentType !== null && /^text\/(?:x-)?(?:vcard|directory)/iu.test(contentType)) {
      return { kind: "contact-card" };
    }
    return {
      kind: "media",
      media: mediaOf(type, contentType),
      url: ownUrl(first(form, `MediaUrl${at}`), apiBase),
      contentType,
      caption: at === 0 ? body : "",
    };
  });
}

function mediaOf(type: string, contentType: string | null): Media {
  const about = (contentType ?? type).toLowerCase();
  if (type === "sticker" || about.startsWith("image/webp")) return "sticker";
  // A recorded note comes as Ogg; a sound file somebody attached keeps its own format.
  if (type === "voice" || about.startsWith("audio/ogg") || about.includes("opus")) return "voice";
  for (const media of ["audio", "image", "video"] as const) {
    if (about.startsWith(media)) return media;
  }
  return "document";
}

/** Our credentials go with the request that fetches it: never to a host that is not Twilio's. */
function ownUrl(url: string, apiBase: string | null): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, hostname, origin, username } = new URL(url);
  if (username !== "") return null;
  if (apiBase !== null && origin === new URL(apiBase).origin) return url;
  return protocol === "https:" && hostname.endsWith(".twilio.com") ? url : null;
}

const statuses: Readonly<Record<string, ReceiptEvent["status"]>> = {
  sent: "sent",
  delivered: "delivered",
  read: "read",
  failed: "failed",
  undelivered: "failed",
  canceled: "failed",
};

function decodeReceipt(form: Form, circumstances: Circumstances): readonly ReceiptEvent[] {
  const status = statuses[first(form, "MessageStatus").toLowerCase()];
  const address = readAddress(first(form, "To"));
  // The steps before `sent` say nothing that the answer to our request has not said.
  if (status === undefined || address === null) return [];
  const code = readErrorCode(first(form, "ErrorCode"));
  const because = status === "failed" ? refusalOf(code) : null;
  return [
    {
      address,
      delivery: circumstances.delivery,
      providerId: sidOf(form) || null,
      status,
      code,
      ...(because === null ? {} : { because }),
      at: circumstances.now,
    },
  ];
}

/** Codes go into the log: what is no number of theirs may hold anything. Null for none. */
export function readErrorCode(code: string): string | null {
  if (code === "") return null;
  return /^[0-9]{1,6}$/u.test(code) ? code : "unknown";
}

/** Databases refuse NUL, and JSON half a character. */
function clean(text: string): string {
  return text.replaceAll("\0", "").toWellFormed();
}
