import type { Inbound, Opened, ReceiptEvent, Request, Webhook } from "../channel.ts";
import type { MetaSettings } from "./config.ts";
import { isSame, isSigned } from "./signature.ts";

/** What a webhook's body held. */
export interface Decoded {
  readonly inbounds: readonly Inbound[];
  readonly receipts: readonly ReceiptEvent[];
}

export interface MetaWebhookParts {
  /** `/webhooks/meta/whatsapp` or `/webhooks/meta/messenger`. */
  readonly path: string;
  readonly meta: Pick<MetaSettings, "appSecret" | "oldAppSecret" | "verifyToken">;
  /** Reads a body that Meta signed, parsed but of any shape; never throws. */
  readonly decode: (body: unknown) => Decoded;
}

/** The two webhooks of a product: the handshake with which Meta gets to know us, and the events. */
export function metaWebhooks({ path, meta, decode }: MetaWebhookParts): readonly Webhook[] {
  const secrets = [meta.appSecret, meta.oldAppSecret ?? ""].filter((secret) => secret !== "");
  return [
    { method: "GET", path, open: (request) => shakeHands(request, meta.verifyToken) },
    { method: "POST", path, open: (request) => openEvents(request, secrets, decode) },
  ];
}

/** developers.facebook.com/docs/graph-api/webhooks/getting-started: the challenge, when the word is ours. */
function shakeHands({ url }: Request, verifyToken: string): Opened {
  const query = new URLSearchParams(url.split("?")[1] ?? "");
  const challenge = query.get("hub.challenge") ?? "";
  const isOurs =
    query.get("hub.mode") === "subscribe" &&
    isSame(query.get("hub.verify_token") ?? "", verifyToken);
  // Theirs is a number. Whatever else somebody asks us to repeat, we do not.
  if (!isOurs || !/^[A-Za-z0-9_-]{1,200}$/u.test(challenge)) {
    return { kind: "refused", status: 403, code: "meta/bad-handshake" };
  }
  return {
    kind: "opened",
    inbounds: [],
    receipts: [],
    reply: { status: 200, type: "text/plain", body: challenge },
  };
}

function openEvents(
  { headers, raw }: Request,
  secrets: readonly string[],
  decode: MetaWebhookParts["decode"],
): Opened {
  const signature = headers["x-hub-signature-256"];
  if (signature === undefined || signature === "") {
    return { kind: "refused", status: 403, code: "meta/unsigned" };
  }
  if (!isSigned(raw, signature, secrets)) {
    return { kind: "refused", status: 403, code: "meta/bad-signature" };
  }
  const body = parseJson(raw);
  // Meta signs nothing else: had it, sending it again would not help.
  if (body === undefined) return { kind: "refused", status: 400, code: "meta/not-json" };
  return {
    kind: "opened",
    ...decode(body),
    reply: { status: 200, type: "text/plain", body: "EVENT_RECEIVED" },
  };
}

function parseJson(raw: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(raw.buffer, raw.byteOffset, raw.length).toString("utf8"));
  } catch {
    return undefined;
  }
}

/** Milliseconds since 1970 from Meta's timestamps, which come in seconds or in milliseconds. */
export function readInstant(value: unknown, now: number): number {
  const number = typeof value === "string" && value !== "" ? Number(value) : value;
  if (typeof number !== "number" || !Number.isFinite(number) || number <= 0) return now;
  // In seconds, 1e11 is the year 5138; in milliseconds, 1973.
  const instant = Math.round(number < 1e11 ? number * 1_000 : number);
  // Their clock may run ahead of ours; nothing comes from the future.
  return Math.min(instant, now);
}

/** Databases refuse NUL, and JSON half a character. */
export function cleanWords(text: string): string {
  return text.replaceAll("\0", "").toWellFormed();
}
