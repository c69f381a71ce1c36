import { setTimeout as wait } from "node:timers/promises";
import type { Request } from "../../../src/channels/channel.ts";
import type { CallKind } from "./accidents.ts";
import type { Shown } from "./rules.ts";
import { signForm } from "./sign.ts";

export interface FakeOptions {
  readonly accountSid: string;
  readonly authToken: string;
  /** Our number, with `+`. */
  readonly from: string;
  /** Where we say we are: what webhooks are signed for. */
  readonly publicUrl: string;
  /** Where we really listen; null to send no webhooks and only write them down. */
  readonly target?: string | null;
  readonly port?: number;
  /** Every call is appended here, one JSON line each, before it is answered. */
  readonly ledgerFile?: string;
  /** The callbacks each message gets, in this order. */
  readonly callbacks?: readonly string[];
  /** Milliseconds since 1970; the real time when absent. */
  readonly clock?: () => number;
  /** Free words reach only who wrote (through `inbound`) within 24 hours: WhatsApp's own rule. */
  readonly windows?: boolean;
}

/** One call that reached us, written down before it was answered. */
export interface Call {
  readonly kind: CallKind;
  /** Counted from 1 in this process, so that SIDs never repeat in a ledger. */
  readonly sid: string | null;
  readonly to: string | null;
  /** What the person reads; the text above the choices when there are some. */
  readonly body: string | null;
  readonly contentSid: string | null;
  readonly shown: Shown | null;
  readonly statusCallback: string | null;
  /** `ContentVariables` and `ValidityPeriod` as they came. */
  readonly contentVariables: string | null;
  readonly validityPeriod: string | null;
  /** Whether the message exists at Twilio, whatever the caller was told. */
  readonly taken: boolean;
  readonly at: number;
}

/** A message from a person, as far as it differs from plain words. */
export interface InboundParts {
  readonly from: string;
  readonly body?: string;
  /** Given again to deliver the same message again. */
  readonly sid?: string;
  readonly buttonPayload?: string;
  readonly buttonText?: string;
  readonly listId?: string;
  readonly listTitle?: string;
  readonly quoted?: string;
  /** Any other field, as Twilio names it. */
  readonly fields?: Readonly<Record<string, string>>;
}

/** What a webhook was answered; status 0 when nobody answered. */
export interface Delivered {
  readonly sid: string;
  readonly status: number;
  readonly body: string;
}

export const inboundPath = "/webhooks/twilio/whatsapp";

export interface Webhooks {
  sign(parts: InboundParts): Request;
  signStatus(call: Call, status: string, fields?: Readonly<Record<string, string>>): Request;
  post(request: Request): Promise<Delivered>;
}

/** Twilio's side of the webhooks: signs them, and sends them where `target` says at that moment. */
export function makeWebhooks(
  options: FakeOptions,
  nextSid: (prefix: string) => string,
  target: () => string | null,
): Webhooks {
  function signed(url: string, fields: Readonly<Record<string, string>>): Request {
    const form = new URLSearchParams(fields);
    return {
      method: "POST",
      url: url.startsWith(options.publicUrl) ? url.slice(options.publicUrl.length) : url,
      headers: {
        "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
        "x-twilio-signature": signForm(options.authToken, url, form),
        "i-twilio-idempotency-token": nextSid("token-"),
        "user-agent": "TwilioProxy/1.1",
      },
      raw: Buffer.from(form.toString()),
    };
  }

  function signStatus(
    call: Call,
    status: string,
    fields?: Readonly<Record<string, string>>,
  ): Request {
    return signed(call.statusCallback ?? `${options.publicUrl}/webhooks/twilio/status`, {
      AccountSid: options.accountSid,
      ApiVersion: "2010-04-01",
      ChannelPrefix: "whatsapp",
      ChannelToAddress: (call.to ?? "").replace("whatsapp:", ""),
      From: `whatsapp:${options.from}`,
      MessageSid: call.sid ?? "",
      MessageStatus: status,
      SmsSid: call.sid ?? "",
      SmsStatus: status,
      To: call.to ?? "",
      ...fields,
    });
  }

  function sign(parts: InboundParts): Request {
    const sid = parts.sid ?? nextSid("SM");
    const optional = {
      ButtonPayload: parts.buttonPayload,
      ButtonText: parts.buttonText,
      ListId: parts.listId,
      ListTitle: parts.listTitle,
      OriginalRepliedMessageSid: parts.quoted,
    };
    const tapped = parts.buttonText ?? parts.listTitle;
    const given = Object.entries(optional).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    );
    return signed(`${options.publicUrl}${inboundPath}`, {
      AccountSid: options.accountSid,
      ApiVersion: "2010-04-01",
      Body: parts.body ?? tapped ?? "",
      From: parts.from.startsWith("whatsapp:") ? parts.from : `whatsapp:${parts.from}`,
      MessageSid: sid,
      MessageType: tapped === undefined ? "text" : "interactive",
      NumMedia: "0",
      NumSegments: "1",
      ProfileName: "Contact",
      SmsMessageSid: sid,
      SmsSid: sid,
      SmsStatus: "received",
      To: `whatsapp:${options.from}`,
      ...(parts.from.startsWith("+") ? { WaId: parts.from.slice(1) } : {}),
      ...Object.fromEntries(given),
      ...parts.fields,
    });
  }

  /** As Twilio by default: tries once more when the connection failed, never after an answer. */
  async function post(request: Request): Promise<Delivered> {
    const sid = new URLSearchParams(Buffer.from(request.raw).toString()).get("MessageSid") ?? "";
    for (const pause of [0, 100]) {
      const base = target();
      if (base === null) break;
      if (pause > 0) await wait(pause);
      try {
        const response = await fetch(base + request.url, {
          method: "POST",
          headers: Object.entries(request.headers).map(([key, value]): [string, string] => [
            key,
            value ?? "",
          ]),
          body: Buffer.from(request.raw),
          signal: AbortSignal.timeout(15_000),
        });
        return { sid, status: response.status, body: await response.text() };
      } catch {
        // Nobody answered.
      }
    }
    return { sid, status: 0, body: "" };
  }

  return { sign, signStatus, post };
}
