import type { ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { refuse } from "./rules.ts";

export type CallKind = "message" | "content" | "approval" | "contents" | "list" | "typing";

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
  | { readonly kind: "throttle"; readonly after: string | null }
  | { readonly kind: "fail" | "fail-after"; readonly status: number }
  | { readonly kind: "refuse"; readonly code: number; readonly status?: number }
  /** Takes it, sends half of the answer and resets the connection. */
  | { readonly kind: "cut" }
  /** Takes it and answers 201 with no id, or with no JSON at all. */
  | { readonly kind: "no-sid" | "no-json" }
  /** Takes it and closes without a word. */
  | { readonly kind: "drop" }
  /** Takes it and never answers. */
  | { readonly kind: "hang" }
  /** Closes without having taken it. */
  | { readonly kind: "lose" }
  | { readonly kind: "duplicate-callbacks" | "reverse-callbacks" }
  | { readonly kind: "fail-later"; readonly code: number }
);

/** Whether a message exists at Twilio after this. */
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
      reply(response, 429, { code: 20429, message: "Too Many Requests", status: 429 });
      return true;
    case "fail":
    case "fail-after":
      response.writeHead(planned.status, { "content-type": "text/html" }).end("<h1>Oops</h1>");
      return true;
    case "refuse":
      reply(response, planned.status ?? 400, { ...refuse(planned.code, "Refused on command") });
      return true;
    case "cut":
      response.writeHead(201, { "content-type": "application/json", "content-length": "400" });
      // Once the half has left: a reset before that would be another accident.
      response.write('{"sid": "SM', () => response.socket?.resetAndDestroy());
      return true;
    case "no-sid":
      reply(response, 201, { status: "queued" });
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
    case "duplicate-callbacks":
    case "reverse-callbacks":
    case "fail-later":
    case undefined:
      break;
  }
  return false;
}

export function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json;charset=utf-8" });
  response.end(JSON.stringify(body));
}
