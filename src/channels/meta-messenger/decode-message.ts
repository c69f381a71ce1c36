import { z } from "zod";
import type { Content } from "../../core/inbound.ts";
import { cleanWords } from "../meta/webhook.ts";
import { contentOfPayload } from "./payloads.ts";

/** The `message` of an event. */
export interface Message {
  readonly mid: string;
  /** Set when the page said it; the metadata is what its sender attached. */
  readonly echo: { readonly app: string | null; readonly metadata: string | null } | null;
  readonly quoted: string | null;
  /** What the contact did, several when they sent several files. */
  readonly contents: readonly Content[];
  /** It was taken back: the same id comes a second time. */
  readonly unsent: boolean;
}

const text = z.string().optional().catch(undefined);
const schema = z.object({
  mid: z.string().min(1).max(400),
  text,
  is_echo: z.boolean().optional().catch(undefined),
  is_deleted: z.boolean().optional().catch(undefined),
  is_unsupported: z.boolean().optional().catch(undefined),
  app_id: z.union([z.string(), z.number()]).transform(String).optional().catch(undefined),
  metadata: text,
  quick_reply: z.object({ payload: z.string() }).optional().catch(undefined),
  reply_to: z.object({ mid: z.string() }).optional().catch(undefined),
  attachments: z.array(z.unknown()).catch([]).default([]),
  sticker_id: z.unknown().optional(),
});
type Fields = z.infer<typeof schema>;

/** Reads a message; null when it has no id, by which it could be told from the next. */
export function readMessage(
  received: unknown,
  { graphBase }: { readonly graphBase: string },
): Message | null {
  const { data } = schema.safeParse(received);
  if (data === undefined) return null;
  const { mid, is_echo, app_id, metadata, reply_to, is_deleted } = data;
  return {
    mid,
    echo: is_echo === true ? { app: app_id ?? null, metadata: metadata ?? null } : null,
    quoted: reply_to?.mid ?? null,
    contents: readContents(data, graphBase),
    unsent: is_deleted === true,
  };
}

function readContents(message: Fields, graphBase: string): readonly Content[] {
  if (message.is_deleted === true) return [{ kind: "revoke" }];
  const words = cleanWords(message.text ?? "");
  if (message.quick_reply !== undefined) {
    const tap = contentOfPayload(message.quick_reply.payload, words);
    return tap === null ? [] : [tap];
  }
  const attachments = message.attachments.slice(0, 32).map((one) => readAttachment(one, graphBase));
  const read = attachments.filter((one) => one !== null);
  if (read.length > 0) {
    return read.map((content, at) =>
      at === 0 && content.kind === "media" ? { ...content, caption: words } : content,
    );
  }
  // A preview of a link stands beside the words that hold it.
  if (words.trim() !== "") return [{ kind: "text", text: words }];
  return [{ kind: "unsupported" }];
}

/** The blue thumb, in its three sizes: a « oui » that people give without a word. */
const thumbs: ReadonlySet<string> = new Set([
  "369239263222822",
  "369239343222814",
  "369239383222810",
]);

const attachment = z.object({
  type: z.string(),
  payload: z
    .object({
      url: text,
      sticker_id: z.union([z.string(), z.number()]).transform(String).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
});

const mediaTypes = { image: "image", audio: "audio", video: "video", file: "document" } as const;

/** Null for what adds nothing to the words beside it: previews of links, shared posts, templates. */
function readAttachment(received: unknown, graphBase: string): Content | null {
  const { data } = attachment.safeParse(received);
  if (data === undefined) return null;
  const { type, payload } = data;
  if (payload?.sticker_id !== undefined) {
    if (thumbs.has(payload.sticker_id)) return { kind: "text", text: "👍" };
    return media("sticker", null);
  }
  if (type === "location") return { kind: "location" };
  if (!Object.hasOwn(mediaTypes, type)) return null;
  // Just checked.
  const kind = mediaTypes[type as keyof typeof mediaTypes];
  const url = ownUrl(payload?.url ?? "", graphBase);
  // What is recorded in Messenger is called so; a sound file somebody attached keeps its own name.
  const isRecorded =
    kind === "audio" && /audioclip|\.(?:mp4|aac|ogg)(?:\?|$)/iu.test(payload?.url ?? "");
  return media(isRecorded ? "voice" : kind, url);
}

type Media = Extract<Content, { kind: "media" }>["media"];

function media(kind: Media, url: string | null): Content {
  return { kind: "media", media: kind, url, contentType: null, caption: "" };
}

/** Only Meta's own hosts, and the stand-in's: an address is somebody else's word. */
function ownUrl(url: string, graphBase: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, hostname, origin, username } = new URL(url);
  if (username !== "") return null;
  if (origin === new URL(graphBase).origin) return url;
  const isMeta = /(?:^|\.)(?:fbcdn\.net|fbsbx\.com)$/u.test(hostname);
  return protocol === "https:" && isMeta ? url : null;
}
