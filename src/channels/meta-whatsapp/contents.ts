import { z } from "zod";
import type { Content } from "../../core/inbound.ts";
import { cleanWords } from "../meta/webhook.ts";

const words = z.string().transform(cleanWords).catch("");
const optionalWords = z.string().transform(cleanWords).optional().catch(undefined);
const reply = z.object({ id: words, title: words });
const file = z.object({
  id: z
    .string()
    .regex(/^[0-9A-Za-z_.-]{1,200}$/u)
    .optional()
    .catch(undefined),
  mime_type: z.string().max(200).optional().catch(undefined),
  caption: optionalWords,
  voice: z.boolean().optional().catch(undefined),
  filename: optionalWords,
});

/**
 * What a message may hold, each part read only when the type asks for it. What is there and cannot
 * be read counts as missing.
 */
export const contentSchema = z.object({
  type: z.string().catch("unsupported"),
  text: z.object({ body: words }).optional().catch(undefined),
  button: z.object({ payload: words, text: words }).optional().catch(undefined),
  interactive: z
    .object({
      button_reply: reply.optional().catch(undefined),
      list_reply: reply.optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  image: file.optional().catch(undefined),
  video: file.optional().catch(undefined),
  document: file.optional().catch(undefined),
  audio: file.optional().catch(undefined),
  sticker: file.optional().catch(undefined),
  reaction: z.object({ emoji: optionalWords }).optional().catch(undefined),
  edit: z
    .object({
      message: z.object({
        text: z.object({ body: words }).optional().catch(undefined),
        image: file.optional().catch(undefined),
        video: file.optional().catch(undefined),
        document: file.optional().catch(undefined),
      }),
    })
    .optional()
    .catch(undefined),
});
export type Parts = z.infer<typeof contentSchema>;

/** Where media lie, by their id: `media` asks Meta for the bytes, with our token. */
export type MediaUrl = (id: string) => string;

/**
 * What a person did. Null for what nobody said: a chat that was only opened, or another's news.
 *
 * developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages,
 * read 2026-11-23. A kind nobody knows yet is unsupported: they are told to write instead.
 */
export function readContent(parts: Parts, mediaUrl: MediaUrl): Content | null {
  switch (parts.type) {
    case "text": {
      const text = parts.text?.body ?? "";
      return text.trim() === "" ? { kind: "unsupported" } : { kind: "text", text };
    }
    case "button":
      return readTap(parts.button?.payload ?? "", parts.button?.text ?? "");
    case "interactive": {
      const { button_reply, list_reply } = parts.interactive ?? {};
      const tapped = button_reply ?? list_reply;
      // Forms (`nfm_reply`) and calls are nothing we ever send.
      return tapped === undefined ? { kind: "unsupported" } : readTap(tapped.id, tapped.title);
    }
    case "image":
    case "video":
    case "document":
    case "sticker":
    case "audio":
      return readMedia(parts.type, parts[parts.type], mediaUrl);
    case "location":
      return { kind: "location" };
    case "contacts":
      return { kind: "contact-card" };
    case "reaction":
      // Without an emoji it was taken back.
      return { kind: "reaction", emoji: parts.reaction?.emoji ?? "" };
    case "edit":
      return { kind: "edit", text: editedWords(parts) };
    case "revoke":
      return { kind: "revoke" };
    // A chat was opened, nothing said: whoever answers that pays for it and may disturb.
    case "request_welcome":
      return null;
    default:
      return { kind: "unsupported" };
  }
}

/** A tap that came without an id is as good as its words. */
function readTap(id: string, label: string): Content {
  if (id.trim() !== "") return { kind: "tap", id, label: label === "" ? null : label };
  return label.trim() === "" ? { kind: "unsupported" } : { kind: "text", text: label };
}

type Media = Extract<Content, { kind: "media" }>["media"];

function readMedia(
  type: Exclude<Media, "voice">,
  kept: z.infer<typeof file> | undefined,
  mediaUrl: MediaUrl,
): Content {
  const contentType = kept?.mime_type ?? null;
  return {
    kind: "media",
    // A recorded note says so; a sound file somebody attached does not.
    media: type === "audio" && kept?.voice === true ? "voice" : type,
    url: kept?.id === undefined ? null : mediaUrl(kept.id),
    contentType,
    caption: kept?.caption ?? "",
  };
}

function editedWords({ edit }: Parts): string {
  const { text, image, video, document } = edit?.message ?? {};
  return text?.body ?? image?.caption ?? video?.caption ?? document?.caption ?? "";
}
