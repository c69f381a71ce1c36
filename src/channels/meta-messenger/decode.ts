import { z } from "zod";
import type { Address } from "../../core/address.ts";
import type { Content } from "../../core/inbound.ts";
import type { Instant } from "../../core/instant.ts";
import type { Inbound } from "../channel.ts";
import { cleanWords, readInstant } from "../meta/webhook.ts";
import { readMessage, type Message } from "./decode-message.ts";
import { eventSchema, type Event } from "./event.ts";
import { contentOfPayload, started } from "./payloads.ts";

export const channelName = "meta-messenger";

/** Before our delivery id, in what Meta gives back with the echo of a message of ours. */
export const ourMark = "rafiq:";

/** The page's own inbox, where the team may answer by hand (channel-facts § 2.8). */
const inboxApp = "263902037430900";

/** What a webhook does not say itself. */
export interface Circumstances {
  readonly now: Instant;
  readonly pageId: string;
  /** Our app, once it is known. */
  readonly appId: string | null;
  /** Where media may be fetched from, besides Meta's own hosts. */
  readonly graphBase: string;
}

/** What is told of messages of ours. */
export type Trace =
  /** The page has said this: `at` by Meta's clock. */
  | {
      readonly kind: "echo";
      readonly mid: string;
      readonly delivery: string;
      /** The app that sent it, which is ours; null when it was left out. */
      readonly app: string | null;
    }
  | { readonly kind: "delivered"; readonly mids: readonly string[]; readonly moment: Instant }
  | { readonly kind: "read"; readonly moment: Instant };

/** A trace, of whom, and when. */
export interface Traced {
  readonly address: Address;
  readonly at: Instant;
  readonly trace: Trace;
}

/** What a body held, in the order in which it happened. */
export interface Events {
  readonly inbounds: readonly Inbound[];
  readonly traces: readonly Traced[];
  /** Meta restricts the page, or lifts that: codes for operators. */
  readonly notices: readonly string[];
}

const body = z.object({ object: z.literal("page"), entry: z.array(z.unknown()) });
const entry = z.object({
  id: z.coerce.string().optional().catch(undefined),
  messaging: z.array(z.unknown()).catch([]).default([]),
  standby: z.array(z.unknown()).catch([]).default([]),
});

/**
 * Reads what Meta posted for a page: all of its entries and events, each for itself, so that one
 * nobody can read costs none of the others. Another page's are skipped.
 */
export function decode(received: unknown, circumstances: Circumstances): Events {
  const entries = body.safeParse(received).data?.entry ?? [];
  const events = entries.flatMap((one) => {
    const { data } = entry.safeParse(one);
    if (data === undefined || (data.id ?? circumstances.pageId) !== circumstances.pageId) return [];
    return [
      ...data.messaging.flatMap((event) => readEvent(event, false, circumstances)),
      ...data.standby.flatMap((event) => readEvent(event, true, circumstances)),
    ];
  });
  // One after the other for each person; neither entries nor events come in order.
  const ordered = events.toSorted((one, other) => one.at - other.at);
  return {
    inbounds: ordered.flatMap(({ inbounds }) => inbounds),
    traces: ordered.flatMap(({ traces }) => traces),
    notices: ordered.flatMap(({ notices }) => notices),
  };
}

interface Read extends Events {
  readonly at: Instant;
}

function readEvent(received: unknown, standby: boolean, circumstances: Circumstances): Read[] {
  const { data } = eventSchema.safeParse(received);
  if (data === undefined) return [];
  const { pageId, now } = circumstances;
  const at = readInstant(data.timestamp, now);
  if (data.policy_enforcement !== undefined) {
    const isBlocked = data.policy_enforcement.action === "block";
    return [{ at, ...none, notices: [isBlocked ? "meta-page-blocked" : "meta-page-unblocked"] }];
  }
  const message = data.message === undefined ? null : readMessage(data.message, circumstances);
  // An echo goes from the page to the person, everything else the other way round.
  const [their, our] =
    message?.echo === undefined || message.echo === null
      ? [data.sender?.id, data.recipient?.id]
      : [data.recipient?.id, data.sender?.id];
  if (their === undefined || their === pageId || (our ?? pageId) !== pageId) return [];
  const address = { channel: channelName, id: their };
  const of = (read: Partial<Events>): Read => ({ at, ...none, ...read });
  if (message !== null) return [of(readWords(message, address, at, standby, circumstances))];
  const traced = readTrace(data, now);
  if (traced !== null) return [of({ traces: [{ address, at, trace: traced }] })];
  const found = readOther(data, at, circumstances);
  if (found === null) return [];
  // Whoever has the thread answers; only a farewell counts wherever it is said.
  if (standby && found.content.kind !== "opt-out" && found.content.kind !== "human-elsewhere")
    return [];
  const { id: eventId, content } = found;
  return [of({ inbounds: [{ id: eventId, address, aliases: [], at, content, quoted: null }] })];
}

const none: Events = { inbounds: [], traces: [], notices: [] };

/** What somebody said: the contact, we ourselves, or a human at the page's inbox. */
function readWords(
  message: Message,
  address: Address,
  at: Instant,
  standby: boolean,
  { appId }: Circumstances,
): Partial<Events> {
  const { mid, echo, quoted } = message;
  const inbound = (suffix: string, content: Content): Inbound => {
    return { id: `${mid}${suffix}`, address, aliases: [], at, content, quoted };
  };
  if (echo !== null) {
    const { app, metadata } = echo;
    if (metadata?.startsWith(ourMark) === true) {
      const delivery = metadata.slice(ourMark.length);
      return { traces: [{ address, at, trace: { kind: "echo", mid, delivery, app } }] };
    }
    // Sent by hand with our own token, such as a trial on Meta's pages.
    if (app !== null && app === appId) return {};
    return { inbounds: [inbound("", { kind: "human-elsewhere", what: "spoke" })] };
  }
  // Theirs to answer who has the thread: we only listen.
  if (standby) return {};
  return {
    inbounds: message.contents.map((content, place) =>
      inbound(message.unsent ? ".unsent" : place === 0 ? "" : `-${place}`, content),
    ),
  };
}

function readTrace({ delivery, read }: Event, now: Instant): Trace | null {
  if (delivery !== undefined) {
    const mids = delivery.mids ?? [];
    return { kind: "delivered", mids, moment: readInstant(delivery.watermark ?? now, now) };
  }
  return read === undefined ? null : { kind: "read", moment: readInstant(read.watermark, now) };
}

/** Whatever else means something to us. Ids are made of the event: Meta gives it none. */
function readOther(
  event: Event,
  at: Instant,
  { appId }: Circumstances,
): { readonly id: string; readonly content: Content } | null {
  const { postback, reaction, message_edit: edit, message_unsend: unsend, optin, referral } = event;
  const person = event.sender?.id ?? "";
  const named = (what: string, content: Content) => ({ id: `${what}.${person}.${at}`, content });
  if (edit !== undefined) {
    const number = typeof edit.num_edit === "number" ? edit.num_edit : at;
    return {
      id: `${edit.mid}.edit-${number}`,
      content: { kind: "edit", text: cleanWords(edit.text) },
    };
  }
  if (unsend !== undefined) return { id: `${unsend.mid}.unsent`, content: { kind: "revoke" } };
  if (postback !== undefined) {
    const content = contentOfPayload(postback.payload ?? null, cleanWords(postback.title ?? ""));
    if (content === null) return null;
    return postback.mid === undefined ? named("postback", content) : { id: postback.mid, content };
  }
  if (reaction !== undefined) {
    const emoji = reaction.action === "unreact" ? "" : cleanWords(reaction.emoji ?? "");
    return named(`${reaction.mid ?? ""}.reaction`, { kind: "reaction", emoji });
  }
  if (optin !== undefined) {
    const status = optin.notification_messages_status ?? "";
    return named("optin", status.startsWith("STOP") ? { kind: "opt-out" } : { kind: "opt-in" });
  }
  // A link of ours brought them back; what it names is asked in its place.
  if (referral !== undefined) return named("referral", contentOfRef(referral.ref ?? ""));
  const control = readControl(event, appId);
  return control === null ? null : named("control", { kind: "human-elsewhere", what: control });
}

function contentOfRef(ref: string): Content {
  const [, code] = /^code-([A-Za-z0-9-]{4,20})$/u.exec(ref) ?? [];
  return code === undefined ? started : { kind: "text", text: code };
}

/** Who has the thread now, when somebody of ours took it or gave it back; null when it says nothing. */
function readControl(event: Event, appId: string | null): "took" | "left" | null {
  const { pass_thread_control: passed, take_thread_control: taken } = event;
  if (event.request_thread_control !== undefined) return "took";
  if (taken !== undefined)
    return taken.new_owner_app_id === appId && appId !== null ? "left" : "took";
  if (passed === undefined) return null;
  const owner = passed.new_owner_app_id;
  if (owner === inboxApp) return "took";
  // It is told to whom it was passed; only who knows its own name can tell others apart.
  return appId === null || owner === undefined || owner === appId ? "left" : "took";
}
