import type { ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import type { CallKind } from "./ledger.ts";

/** A refusal as Meta writes it. */
export interface Refused {
  readonly status: number;
  readonly code: number;
  readonly subcode?: number;
  readonly message?: string;
}

/**
 * How to misbehave, `times` times (once), for calls of one kind (messages) and, when given, to one
 * recipient. `fail` before taking the message, `fail-after` having taken it.
 */
export type Misbehavior = {
  readonly on?: CallKind;
  readonly to?: string;
  readonly times?: number;
} & (
  | { readonly kind: "delay"; readonly ms: number }
  /** `after`: `Retry-After`, or null for none; 130429 unless another code is given. */
  | { readonly kind: "throttle"; readonly after: string | null; readonly code?: number }
  | { readonly kind: "fail" | "fail-after"; readonly status: number }
  | {
      readonly kind: "refuse";
      readonly code: number;
      readonly subcode?: number;
      readonly status?: number;
    }
  /** Takes it, sends half of the answer and resets the connection. */
  | { readonly kind: "cut" }
  /** Takes it and answers 200 with no id, or with no JSON at all. */
  | { readonly kind: "no-id" | "no-json" }
  /** Takes it and closes without a word. */
  | { readonly kind: "drop" }
  /** Takes it and never answers. */
  | { readonly kind: "hang" }
  /** Closes without having taken it. */
  | { readonly kind: "lose" }
  /** Takes it, and its receipts come twice, from the last to the first, or never. */
  | { readonly kind: "duplicate-receipts" | "reverse-receipts" | "no-receipts" }
  /** Takes it, and says afterwards that it failed. */
  | { readonly kind: "fail-later"; readonly code: number }
);

/** Whether a message exists at Meta after this. */
export function takes(planned: Misbehavior | null): boolean {
  return !["throttle", "fail", "refuse", "lose"].includes(planned?.kind ?? "");
}

/** True when the answer, or the lack of one, was already given. */
export async function misbehave(
  planned: Misbehavior | null,
  response: ServerResponse,
): Promise<boolean> {
  switch (planned?.kind) {
    case "delay":
      await wait(planned.ms);
      return false;
    case "throttle":
      if (planned.after !== null) response.setHeader("Retry-After", planned.after);
      refuse(response, { status: 429, code: planned.code ?? 130429, message: "Rate limit hit" });
      return true;
    case "fail":
    case "fail-after":
      response.writeHead(planned.status, { "content-type": "text/html" }).end("<h1>Oops</h1>");
      return true;
    case "refuse": {
      const { code, subcode, status = 400 } = planned;
      refuse(response, { status, code, ...(subcode === undefined ? {} : { subcode }) });
      return true;
    }
    case "cut":
      response.writeHead(200, { "content-type": "application/json", "content-length": "400" });
      // Once the half has left: a reset before that would be another accident.
      response.write('{"messages": [{"id": "wam', () => response.socket?.resetAndDestroy());
      return true;
    case "no-id":
      reply(response, 200, { messaging_product: "whatsapp" });
      return true;
    case "no-json":
      response.writeHead(200, { "content-type": "text/html" }).end("<p>Welcome</p>");
      return true;
    case "drop":
    case "lose":
      response.destroy();
      return true;
    case "hang":
      return true;
    case "duplicate-receipts":
    case "reverse-receipts":
    case "no-receipts":
    case "fail-later":
    case undefined:
      break;
  }
  return false;
}

export function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json; charset=UTF-8" });
  response.end(JSON.stringify(body));
}

export function refuse(response: ServerResponse, refused: Refused): void {
  const { status, code, subcode, message = "Refused on command" } = refused;
  reply(response, status, {
    error: {
      message: `(#${code}) ${message}`,
      type: code === 190 ? "OAuthException" : "GraphMethodException",
      code,
      ...(subcode === undefined ? {} : { error_subcode: subcode }),
      error_data: { messaging_product: "whatsapp", details: message },
      fbtrace_id: "Az8or2yhqkZfEZ-_4Qn_Bam",
    },
  });
}
