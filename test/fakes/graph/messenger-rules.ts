import { z } from "zod";
import type { Refused } from "./accidents.ts";
import type { Shown } from "./ledger.ts";

const words = (most: number) => z.string().min(1).max(most);

const quickReplies = z
  .array(
    z.strictObject({
      content_type: z.literal("text"),
      title: words(20),
      payload: words(1_000),
      image_url: z.string().optional(),
    }),
  )
  .min(1)
  .max(13)
  .optional();

const button = z.union([
  z.strictObject({ type: z.literal("postback"), title: words(20), payload: words(1_000) }),
  z.strictObject({ type: z.literal("web_url"), title: words(20), url: z.url() }),
]);

const template = z.discriminatedUnion("template_type", [
  z.strictObject({
    template_type: z.literal("button"),
    text: words(640),
    buttons: z.array(button).min(1).max(3),
  }),
  z.strictObject({
    template_type: z.literal("generic"),
    elements: z
      .array(
        z.strictObject({
          title: words(80),
          subtitle: words(80).optional(),
          image_url: z.string().optional(),
          default_action: z.unknown().optional(),
          buttons: z.array(button).min(1).max(3).optional(),
        }),
      )
      .min(1)
      .max(10),
  }),
]);

const common = { metadata: z.string().max(1_000).optional(), quick_replies: quickReplies };
const message = z.union([
  z.strictObject({ ...common, text: words(2_000) }),
  z.strictObject({
    ...common,
    attachment: z.union([
      z.strictObject({
        type: z.enum(["image", "video", "audio", "file"]),
        payload: z.strictObject({ url: z.url(), is_reusable: z.boolean().optional() }),
      }),
      z.strictObject({ type: z.literal("template"), payload: template }),
    ]),
  }),
]);

/** What the person sees of a message, or how Meta turns it down. */
export function showMessage(sent: unknown): Shown | Refused {
  const parsed = message.safeParse(sent);
  if (!parsed.success) {
    return { status: 400, code: 100, message: parsed.error.issues[0]?.message ?? "Invalid" };
  }
  const { data } = parsed;
  const nothing: Shown = { text: "", choices: [], open: null, file: null, template: null };
  const replies = (data.quick_replies ?? []).map(({ title, payload }) => ({
    id: payload,
    label: title,
    about: null,
  }));
  if ("text" in data) return { ...nothing, text: data.text, choices: replies };
  const { attachment } = data;
  if (attachment.type !== "template") {
    return { ...nothing, choices: replies, file: { url: attachment.payload.url, name: null } };
  }
  const { payload } = attachment;
  const tapsOf = (buttons: readonly z.infer<typeof button>[], about: string | null) =>
    buttons.flatMap((one) =>
      one.type === "postback" ? [{ id: one.payload, label: one.title, about }] : [],
    );
  if (payload.template_type === "button") {
    return {
      ...nothing,
      text: payload.text,
      choices: [...tapsOf(payload.buttons, null), ...replies],
    };
  }
  const text = payload.elements
    .map(({ title, subtitle = "" }) => `${title}\n${subtitle}`)
    .join("\n");
  const taps = payload.elements.flatMap(({ title, buttons = [] }) => tapsOf(buttons, title));
  return { ...nothing, text, choices: [...taps, ...replies] };
}
