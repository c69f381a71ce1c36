import type { Mail as Told, TimerBody } from "../core/engine/turn.ts";
import type { Content } from "../core/inbound.ts";
import type { Json } from "../core/json.ts";

/** What stands in mailboxes: a thing heard, a timer that came due, or a word from another owner. */
export type MailBody =
  | { readonly kind: "heard"; readonly content: Content; readonly quoted: string | null }
  | { readonly kind: "timer"; readonly timer: TimerBody | Json }
  | { readonly kind: "post"; readonly from: string; readonly body: Told | Json };

/** Mail is written by this program alone, in this shape. */
export function readMail(body: Json): MailBody {
  return body as unknown as MailBody;
}

export function writeMail(body: MailBody): Json {
  return body;
}
