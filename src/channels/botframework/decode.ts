import type { Address } from "../../core/address.ts";
import type { Content } from "../../core/inbound.ts";
import type { Instant } from "../../core/instant.ts";
import type { Inbound } from "../channel.ts";
import { type Activity, readChannelData } from "./activity.ts";

/**
 * What a person did, read from an activity. Null for what nobody said: typing, joining, events.
 *
 * `id` is the one we gave the activity, the same when a client posts it again.
 */
export function decode(
  activity: Activity,
  envelope: { readonly id: string; readonly address: Address; readonly at: Instant },
): Inbound | null {
  const content = read(activity);
  if (content === null) return null;
  return {
    ...envelope,
    aliases: [],
    content,
    quoted: readChannelData(activity).quoted ?? activity.replyToId ?? null,
  };
}

function read(activity: Activity): Content | null {
  switch (activity.type) {
    case "message":
      return readMessage(activity);
    case "messageReaction": {
      const added = activity.reactionsAdded?.[0]?.type;
      if (added === undefined && !activity.reactionsRemoved?.length) return null;
      return { kind: "reaction", emoji: emojis[added ?? ""] ?? added ?? "" };
    }
    case "messageUpdate":
      return { kind: "edit", text: activity.text ?? "" };
    case "messageDelete":
      return { kind: "revoke" };
    default:
      return null;
  }
}

function readMessage(activity: Activity): Content {
  const text = activity.text ?? "";
  const attachment = activity.attachments?.[0];
  const tap = readTap(activity);
  if (tap !== null) return tap;
  if (attachment !== undefined) return readAttachment(activity, attachment.contentType ?? null);
  if (activity.entities?.some(({ type }) => type === "GeoCoordinates" || type === "Place")) {
    return { kind: "location" };
  }
  return text.trim() === "" ? { kind: "unsupported" } : { kind: "text", text };
}

/** Our page says so itself; other clients return an action's value, with or without a mark. */
function readTap(activity: Activity): Content | null {
  const { tap, messageBack, postBack } = readChannelData(activity);
  if (tap !== undefined) return { kind: "tap", ...tap };
  const text = activity.text || null;
  if (typeof activity.value === "string" && activity.value !== "") {
    return { kind: "tap", id: activity.value, label: messageBack?.displayText ?? text };
  }
  return postBack === true && text !== null ? { kind: "tap", id: text, label: null } : null;
}

function readAttachment(activity: Activity, contentType: string | null): Content {
  const type = contentType?.toLowerCase() ?? "";
  if (/^text\/(?:x-)?vcard/u.test(type)) return { kind: "contact-card" };
  // Cards are what bots send.
  if (type.startsWith("application/vnd.microsoft.card")) return { kind: "unsupported" };
  const family = type.slice(0, type.indexOf("/"));
  const media =
    family === "audio" || family === "image" || family === "video" ? family : "document";
  return {
    kind: "media",
    media: readChannelData(activity).media ?? media,
    // The bytes are not kept: there is nothing to fetch.
    url: null,
    contentType,
    caption: activity.text ?? "",
  };
}

/** Reactions that the protocol names by a word. */
const emojis: Readonly<Record<string, string>> = {
  like: "👍",
  heart: "❤️",
  laugh: "😆",
  surprised: "😮",
  sad: "😢",
  angry: "😠",
  plusOne: "👍",
};
