import type { Content } from "../../core/inbound.ts";
import type { Outbound } from "../channel.ts";
import { tapsOf } from "./encode.ts";

/** What a typed line means: something said, or why it is nothing. */
export type Decoded =
  | { readonly kind: "said"; readonly content: Content; readonly quoted: string | null }
  | { readonly kind: "unclear"; readonly why: string };

/** What a line may begin with, and what it does. */
export const lineCommands = {
  "/tap N": "tap answer N of the last message; /tap M.N answers message M",
  "/quote M words": "answer message M by quoting it",
  "/voice /photo /video /file /sticker": "send one",
  "/location /card": "send where you are, or somebody's card",
  "/react 👍": "react to a message",
  "/edit words": "change your last message",
  "/unsend": "take your last message back",
} as const;

/**
 * What a person typed, given all that was shown so far.
 *
 * A line that begins with a slash is something other than words; a digit alone stays typed words, as
 * on a telephone.
 */
export function decode(line: string, shown: readonly Outbound[]): Decoded {
  const text = line.trim();
  if (!text.startsWith("/")) return said({ kind: "text", text });
  const [name = "", ...rest] = text.slice(1).split(/\s+/u);
  const words = rest.join(" ");
  const simple = contents[name];
  if (simple !== undefined) return said(simple(words));
  if (name === "tap") return readTap(words, shown);
  if (name === "quote") return readQuote(words, shown);
  return { kind: "unclear", why: `There is no /${name}.` };
}

function media(kind: Extract<Content, { kind: "media" }>["media"]): (words: string) => Content {
  return (caption) => ({ kind: "media", media: kind, url: null, contentType: null, caption });
}

const contents: Readonly<Record<string, ((words: string) => Content) | undefined>> = {
  voice: media("voice"),
  sound: media("audio"),
  photo: media("image"),
  video: media("video"),
  file: media("document"),
  sticker: media("sticker"),
  location: () => ({ kind: "location" }),
  card: () => ({ kind: "contact-card" }),
  react: (emoji) => ({ kind: "reaction", emoji }),
  edit: (text) => ({ kind: "edit", text }),
  unsend: () => ({ kind: "revoke" }),
  strange: () => ({ kind: "unsupported" }),
  block: () => ({ kind: "opt-out" }),
  unblock: () => ({ kind: "opt-in" }),
};

function said(content: Content, quoted: string | null = null): Decoded {
  return { kind: "said", content, quoted };
}

function readTap(words: string, shown: readonly Outbound[]): Decoded {
  const [, number, digit] = /^(?:(\d+)\.)?(\d+)$/u.exec(words) ?? [];
  if (digit === undefined)
    return { kind: "unclear", why: "Write /tap 2, or /tap 5.2 for message 5." };
  const message =
    number === undefined
      ? shown.findLast((one) => tapsOf(one).length > 0)
      : shown[Number(number) - 1];
  const tap = message && tapsOf(message).find((one) => one.digit === digit);
  return tap === undefined
    ? { kind: "unclear", why: `There is no button ${words}.` }
    : said({ kind: "tap", id: tap.id, label: tap.label });
}

function readQuote(words: string, shown: readonly Outbound[]): Decoded {
  const [, number, text] = /^(\d+)\s+(.+)$/su.exec(words) ?? [];
  const message = shown[Number(number) - 1];
  return text === undefined || message === undefined
    ? { kind: "unclear", why: "Write /quote 3 and your words, with the number of a message." }
    : said({ kind: "text", text }, message.id);
}
