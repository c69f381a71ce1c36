import type { Outbound } from "../channel.ts";
import { toText, type Shaped, type Tap } from "../shape.ts";
import { ourMark } from "./decode.ts";

/** channel-facts § 2.8, read 2026-11-23. */
export const limits = {
  text: 2_000,
  quickReplies: { most: 13, title: 20 },
  payload: 1_000,
} as const;

/** The body of `POST <page>/messages`. */
export interface SendBody {
  readonly recipient: { readonly id: string };
  readonly messaging_type: "RESPONSE" | "MESSAGE_TAG" | "UTILITY";
  readonly tag?: "HUMAN_AGENT";
  readonly persona_id?: string;
  readonly message: object;
}

/**
 * A message as Messenger's request.
 *
 * Choices are quick replies: up to thirteen, and gone once one was tapped, so that nobody taps an old
 * one. What does not fit there goes as numbered lines. `metadata` comes back with the echo and names
 * our delivery. What a human wrote may go for seven days, once Meta has granted that (`humanAgent`).
 */
export function encode(
  { id, address }: Pick<Outbound, "id" | "address">,
  body: Free,
  {
    humanAgent,
    persona = null,
  }: { readonly humanAgent: boolean; readonly persona?: string | null },
): SendBody {
  const isHuman = body.kind === "text" && body.by !== undefined;
  return {
    recipient: { id: address.id },
    ...(isHuman && humanAgent
      ? { messaging_type: "MESSAGE_TAG", tag: "HUMAN_AGENT" }
      : { messaging_type: "RESPONSE" }),
    ...(persona === null ? {} : { persona_id: persona }),
    message: { ...contentOf(body), metadata: `${ourMark}${id}` },
  };
}

/** What may only be said while the window is open. */
export type Free = Exclude<Shaped, { kind: "template" }>;

/** A message made of an approved template, which may go at any time. */
export function encodeTemplate(
  { id, address }: Pick<Outbound, "id" | "address">,
  message: object,
): SendBody {
  return {
    recipient: { id: address.id },
    messaging_type: "UTILITY",
    message: { ...message, metadata: `${ourMark}${id}` },
  };
}

function contentOf(body: Free): object {
  if (body.kind === "document" && body.text === "" && URL.canParse(body.file.url)) {
    const { url, type } = body.file;
    return { attachment: { type: attachmentOf(type), payload: { url, is_reusable: false } } };
  }
  if (body.kind === "buttons" && holds(body.text, body.buttons)) {
    return {
      text: body.text,
      quick_replies: body.buttons.map(({ id, label }) => ({
        content_type: "text",
        title: label,
        payload: id,
      })),
    };
  }
  return { text: toText(body, limits.text).text };
}

function attachmentOf(type: string): "image" | "audio" | "video" | "file" {
  const [kind] = type.split("/", 1);
  // Messenger shows no other pictures.
  if (kind === "image") return /^image\/(?:png|jpeg|gif)$/u.test(type) ? "image" : "file";
  return kind === "audio" || kind === "video" ? kind : "file";
}

function holds(text: string, taps: readonly Tap[]): boolean {
  const { most, title } = limits.quickReplies;
  return (
    text.trim() !== "" &&
    text.length <= limits.text &&
    taps.length >= 1 &&
    taps.length <= most &&
    taps.every(
      ({ id, label }) =>
        label.trim() !== "" && label.length <= title && id.length <= limits.payload,
    ) &&
    // Two that look the same cannot be told apart.
    new Set(taps.map(({ label }) => label)).size === taps.length
  );
}
