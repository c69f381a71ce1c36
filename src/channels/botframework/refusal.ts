import { second } from "../../core/instant.ts";
import type { DirectLineRequest, DirectLineResponse } from "./request.ts";

/** Whether pages of this origin may call us. Requests that no page made carry none. */
export function allowsOrigin(
  origins: readonly string[] | null,
  origin: string | undefined,
): boolean {
  return origins === null || origin === undefined || origins.includes(origin);
}

/** How Direct Line says no. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  /** In milliseconds; null when trying again is no use. */
  readonly after: number | null;
  constructor(status: number, code: string, message: string, after: number | null = null) {
    super(message);
    this.status = status;
    this.code = code;
    this.after = after;
  }
}

export function tooMany(after: number): Refusal {
  return new Refusal(429, "TooManyRequests", "Slow down.", after);
}

export function tooBig(most: number): Refusal {
  return new Refusal(413, "MessageSizeTooBig", `At most ${most} characters.`);
}

export function answer(
  refusal: Refusal,
  headers: DirectLineResponse["headers"],
): DirectLineResponse {
  const { status, code, message, after } = refusal;
  const wait = after === null ? {} : { "retry-after": String(Math.ceil(after / second)) };
  return json(status, { error: { code, message } }, { ...headers, ...wait });
}

export function json(
  status: number,
  body: unknown,
  headers: DirectLineResponse["headers"],
): DirectLineResponse {
  const own = { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" };
  return { status, headers: { ...headers, ...own }, body: JSON.stringify(body) };
}

/** Tokens travel in a header, never in a cookie, so any page may be let in. */
export function allow(
  request: DirectLineRequest,
  origins: readonly string[] | null,
): DirectLineResponse["headers"] {
  const { origin } = request.headers;
  if (origin === undefined || !allowsOrigin(origins, origin)) return { vary: "origin" };
  return {
    vary: "origin",
    "access-control-allow-origin": origins === null ? "*" : origin,
    "access-control-allow-methods": "GET, POST",
    "access-control-allow-headers": "authorization, content-type, x-ms-bot-agent, x-requested-with",
    "access-control-expose-headers": "retry-after",
    "access-control-max-age": "86400",
  };
}
