import { z } from "zod";
import type { Refused } from "./accidents.ts";
import type { Shown } from "./ledger.ts";

const words = (most: number) => z.string().min(1).max(most);

const button = z.strictObject({
  type: z.literal("reply"),
  reply: z.strictObject({ id: words(256), title: words(20) }),
});
const row = z.strictObject({
  id: words(200),
  title: words(24),
  description: words(72).optional(),
});

const interactive = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("button"),
    body: z.strictObject({ text: words(1_024) }),
    action: z.strictObject({ buttons: z.array(button).min(1).max(3) }),
  }),
  z.strictObject({
    type: z.literal("list"),
    body: z.strictObject({ text: words(4_096) }),
    action: z.strictObject({
      button: words(20),
      sections: z
        .array(z.strictObject({ title: words(24).optional(), rows: z.array(row).min(1) }))
        .min(1)
        .max(10),
    }),
  }),
]);

const link = z.url({ protocol: /^https?$/u });
const named = z.strictObject({
  type: z.literal("text"),
  parameter_name: z.string().optional(),
  text: z.string(),
});

const template = z.strictObject({
  name: words(512),
  language: z.strictObject({ code: words(10), policy: z.string().optional() }),
  components: z
    .array(
      z.union([
        z.strictObject({ type: z.literal("body"), parameters: z.array(named) }),
        z.strictObject({
          type: z.literal("button"),
          sub_type: z.literal("quick_reply"),
          index: z.union([z.string(), z.number()]).transform(Number),
          parameters: z.tuple([
            z.strictObject({ type: z.literal("payload"), payload: words(128) }),
          ]),
        }),
      ]),
    )
    .optional(),
});

const common = {
  messaging_product: z.literal("whatsapp"),
  recipient_type: z.literal("individual").optional(),
  to: z.string().optional(),
  recipient: z.string().optional(),
  biz_opaque_callback_data: z.string().max(512).optional(),
  context: z.strictObject({ message_id: z.string() }).optional(),
};

/** `POST <number>/messages`, as strict as Meta is about what it does not know. */
export const messageRequest = z.discriminatedUnion("type", [
  z.strictObject({
    ...common,
    type: z.literal("text"),
    text: z.strictObject({ body: words(4_096), preview_url: z.boolean().optional() }),
  }),
  z.strictObject({ ...common, type: z.literal("interactive"), interactive }),
  z.strictObject({
    ...common,
    type: z.literal("document"),
    document: z.strictObject({
      link,
      filename: z.string().optional(),
      caption: z.string().max(1_024).optional(),
    }),
  }),
  z.strictObject({
    ...common,
    type: z.literal("image"),
    image: z.strictObject({ link, caption: z.string().max(1_024).optional() }),
  }),
  z.strictObject({ ...common, type: z.literal("template"), template }),
]);
export type MessageRequest = z.infer<typeof messageRequest>;
export type TemplateRequest = z.infer<typeof template>;

/** Whom a message is for, as Meta understands it. `to` wins over `recipient`. */
export function recipientOf({ to, recipient }: MessageRequest): string | null {
  if (to !== undefined && to !== "") {
    const digits = to.replaceAll(/[\s()-]/gu, "");
    if (!/^\+?[0-9]{5,20}$/u.test(digits)) return null;
    // Without a plus, Meta puts our own country before it: a mistake that this makes visible.
    return digits.startsWith("+") ? digits : `+212${digits}`;
  }
  const isScoped = /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/u.test(recipient ?? "");
  return isScoped ? (recipient ?? null) : null;
}

/** What the person sees of everything but a template, or how Meta turns it down. */
export function show(request: Exclude<MessageRequest, { type: "template" }>): Shown | Refused {
  const nothing = { choices: [], open: null, file: null, template: null };
  if (request.type === "text") return { ...nothing, text: request.text.body };
  if (request.type === "document") {
    const { link: url, filename = null, caption = "" } = request.document;
    return { ...nothing, text: caption, file: { url, name: filename } };
  }
  if (request.type === "image") {
    const { link: url, caption = "" } = request.image;
    return { ...nothing, text: caption, file: { url, name: null } };
  }
  const { interactive: shown } = request;
  const choices =
    shown.type === "button"
      ? shown.action.buttons.map(({ reply }) => ({ id: reply.id, label: reply.title, about: null }))
      : shown.action.sections
          .flatMap(({ rows }) => rows)
          .map(({ id, title, description = null }) => ({ id, label: title, about: description }));
  if (shown.type === "list" && choices.length > 10) return invalid("Total row count exceeds 10");
  if (shown.type === "list" && shown.action.sections.length > 1) {
    if (shown.action.sections.some(({ title }) => title === undefined)) {
      return invalid("Section title is required when there are several");
    }
  }
  for (const key of ["id", "label"] as const) {
    const all = choices.map((one) => one[key]);
    if (shown.type === "button" || key === "id") {
      if (new Set(all).size !== all.length) return invalid(`Duplicated ${key}`);
    }
    if (all.some((one) => one.trim() === "")) return invalid(`Empty ${key}`);
  }
  const open = shown.type === "list" ? shown.action.button : null;
  return { ...nothing, text: shown.body.text, choices, open };
}

export function invalid(message: string): Refused {
  return { status: 400, code: 131009, message };
}
