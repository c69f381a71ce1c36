import type { Outbound } from "../channel.ts";
import { toText, type Shaped } from "../shape.ts";

/** developers.facebook.com/documentation/business-messaging/whatsapp/messages, read 2026-11-23. */
export const limits = {
  text: 4_096,
  // A list takes 4,096; other gateways have met 1,024 (channel-facts § 2.4).
  body: 1_024,
  caption: 1_024,
  buttons: { most: 3, title: 20 },
  list: { rows: 10, title: 24, about: 72, open: 20 },
  buttonId: 256,
  rowId: 200,
  echo: 512,
} as const;

/** The JSON of one `POST <number>/messages`, without whom it is for. */
export type Body = Readonly<Record<string, unknown>> & { readonly type: string };

/**
 * Whom a message is for, and what Meta is to tell us with its receipts.
 *
 * Our delivery's id comes back with every receipt, with the address that we used: a failure may name
 * nobody, and a number may come back written in another way.
 */
export function envelope({ id, address }: Pick<Outbound, "id" | "address">) {
  const echo = `${id} ${address.id}`;
  return {
    messaging_product: "whatsapp",
    recipient_type: "individual",
    // Without `+`, Meta would put our own country before the number.
    ...(address.id.startsWith("+") ? { to: address.id } : { recipient: address.id }),
    ...(echo.length <= limits.echo ? { biz_opaque_callback_data: echo } : {}),
  } as const;
}

/** What an echo says: our delivery, and the address it went to. Null when it is none of ours. */
export function readEcho(
  echo: string | undefined,
): { readonly delivery: string; readonly address: string } | null {
  const at = echo?.lastIndexOf(" ") ?? -1;
  if (echo === undefined || at <= 0 || at === echo.length - 1) return null;
  return { delivery: echo.slice(0, at), address: echo.slice(at + 1) };
}

type Free = Exclude<Shaped, { kind: "template" }>;

/** A message as Meta shows it best; null when its words must do (`encodeWords`). */
export function encodeRich(body: Free): Body | null {
  switch (body.kind) {
    case "text":
      return null;
    case "document":
      return encodeFile(body);
    case "buttons":
      return holdsButtons(body) ? encodeButtons(body) : null;
    case "list":
      return holdsList(body) ? encodeList(body) : null;
  }
}

/** The whole message in words: what is sent without choices, and instead of them. */
export function encodeWords(body: Shaped): Body {
  const { text } = toText(body, limits.text);
  // A preview would stand larger than the words; where a link is the point, it says where it leads.
  return { type: "text", text: { body: text, preview_url: /https?:\/\//u.test(text) } };
}

function encodeFile({ text, file }: Extract<Free, { kind: "document" }>): Body | null {
  // Meta fetches it: where nobody outside reaches us, the words with the link must do.
  if (!/^https?:\/\//u.test(file.url) || text.length > limits.caption) return null;
  if (file.type === "audio/ogg" && text.trim() === "") {
    return { type: "audio", audio: { link: file.url } };
  }
  const caption = text.trim() === "" ? {} : { caption: text };
  // The only two kinds of picture that WhatsApp shows.
  if (file.type === "image/png" || file.type === "image/jpeg") {
    return { type: "image", image: { link: file.url, ...caption } };
  }
  return { type: "document", document: { link: file.url, filename: file.name, ...caption } };
}

function holdsButtons({ text, buttons }: Extract<Free, { kind: "buttons" }>): boolean {
  return (
    isBetween(text, limits.body) &&
    buttons.length >= 1 &&
    buttons.length <= limits.buttons.most &&
    buttons.every(({ label }) => isBetween(label, limits.buttons.title)) &&
    buttons.every(({ id }) => isBetween(id, limits.buttonId)) &&
    // Meta turns two equal ones down.
    areDistinct(buttons.map(({ id }) => id)) &&
    areDistinct(buttons.map(({ label }) => label))
  );
}

function holdsList({ text, open, rows }: Extract<Free, { kind: "list" }>): boolean {
  return (
    isBetween(text, limits.body) &&
    isBetween(open, limits.list.open) &&
    rows.length >= 1 &&
    rows.length <= limits.list.rows &&
    rows.every(({ label }) => isBetween(label, limits.list.title)) &&
    rows.every(({ about }) => about === null || isBetween(about, limits.list.about)) &&
    rows.every(({ id }) => isBetween(id, limits.rowId)) &&
    areDistinct(rows.map(({ id }) => id)) &&
    // Two equal rows could not be told apart.
    areDistinct(rows.map(({ label, about }) => `${label}\n${about ?? ""}`))
  );
}

function encodeButtons({ text, buttons }: Extract<Free, { kind: "buttons" }>): Body {
  const replies = buttons.map(({ id, label }) => ({ type: "reply", reply: { id, title: label } }));
  const interactive = { type: "button", body: { text }, action: { buttons: replies } };
  return { type: "interactive", interactive };
}

function encodeList({ text, open, rows }: Extract<Free, { kind: "list" }>): Body {
  const all = rows.map(({ id, label, about }) => ({
    id,
    title: label,
    ...(about === null ? {} : { description: about }),
  }));
  const action = { button: open, sections: [{ rows: all }] };
  return { type: "interactive", interactive: { type: "list", body: { text }, action } };
}

function isBetween(words: string, most: number): boolean {
  return words.trim() !== "" && words.length <= most;
}

function areDistinct(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}
