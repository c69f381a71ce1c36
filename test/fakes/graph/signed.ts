import { createHmac } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Request } from "../../../src/channels/channel.ts";

/** `X-Hub-Signature-256` over the bytes of a body. */
export function signBody(secret: string, raw: Uint8Array): string {
  return `sha256=${createHmac("sha256", secret).update(raw).digest("hex")}`;
}

/** JSON as Meta writes and signs it: every letter beyond ASCII escaped, and every slash. */
export function writeBody(payload: unknown): Buffer {
  const text = JSON.stringify(payload).replaceAll("/", "\\/");
  let escaped = "";
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    escaped += unit < 0x80 ? text.charAt(at) : `\\u${unit.toString(16).padStart(4, "0")}`;
  }
  return Buffer.from(escaped);
}

/** A signed webhook, not sent. */
export function signedRequest(secret: string, path: string, payload: unknown): Request {
  const raw = writeBody(payload);
  return {
    method: "POST",
    url: path,
    headers: {
      "content-type": "application/json",
      "x-hub-signature-256": signBody(secret, raw),
      "user-agent": "facebookexternalua",
    },
    raw,
  };
}

/** The handshake with which Meta gets to know a webhook's address. */
export function handshake(path: string, token: string, challenge = "1158201444"): Request {
  const query = new URLSearchParams({
    "hub.mode": "subscribe",
    "hub.challenge": challenge,
    "hub.verify_token": token,
  });
  return { method: "GET", url: `${path}?${query.toString()}`, headers: {}, raw: new Uint8Array() };
}

/** What a webhook was answered; status 0 when nobody answered. */
export interface Delivered {
  readonly status: number;
  readonly body: string;
}

/** How webhooks travel: each so many times, the last first, and so far apart (in ms). */
export interface Travel {
  readonly copies?: number;
  readonly reversed?: boolean;
  readonly apart?: number;
}

/** Sends webhooks one after the other; answers what each was answered. */
export async function deliverAll(
  target: () => string | null,
  requests: readonly Request[],
  { copies = 1, reversed = false, apart = 0 }: Travel = {},
): Promise<readonly Delivered[]> {
  const all = requests.flatMap((one) => Array.from({ length: copies }, () => one));
  if (reversed) all.reverse();
  const answers: Delivered[] = [];
  for (const request of all) {
    if (apart > 0 && answers.length > 0) await wait(apart);
    answers.push(await deliver(target, request));
  }
  return answers;
}

/** Meta sends again what was not answered with 200, for days; here once more, soon. */
async function deliver(target: () => string | null, request: Request): Promise<Delivered> {
  for (const pause of [0, 100]) {
    const base = target();
    if (base === null) break;
    if (pause > 0) await wait(pause);
    try {
      const response = await fetch(base + request.url, {
        method: request.method,
        headers: Object.entries(request.headers).map(([key, value]): [string, string] => [
          key,
          value ?? "",
        ]),
        body: request.method === "GET" ? null : Buffer.from(request.raw),
        signal: AbortSignal.timeout(15_000),
      });
      return { status: response.status, body: await response.text() };
    } catch {
      // Nobody answered.
    }
  }
  return { status: 0, body: "" };
}
