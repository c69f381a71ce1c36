import type { GraphCall } from "./ledger.ts";

/** A message from a person, as far as it differs from plain words. */
export interface WhatsappParts {
  /** A number with `+`, or a business-scoped id: whoever hides their number has only that. */
  readonly from: string;
  /** The business-scoped id beside a number. */
  readonly userId?: string;
  /** Given again to deliver the same message again. */
  readonly id?: string;
  /** Milliseconds since 1970; the stand-in's clock when left out. */
  readonly at?: number;
  readonly text?: string;
  /** A tap on a button, on a row of a list, or under a template. */
  readonly tap?: {
    readonly id: string;
    readonly label: string;
    readonly kind: "button" | "list" | "template";
  };
  /** The message that was answered to. */
  readonly quoted?: string;
  /** Any other kind: `{ type: "image", image: {…} }`. */
  readonly message?: Readonly<Record<string, unknown>>;
}

export interface Metadata {
  readonly display_phone_number: string;
  readonly phone_number_id: string;
}

/** One change of a webhook: a message with its contact. */
export function messageChange(parts: WhatsappParts, id: string, now: number, metadata: Metadata) {
  const isPhone = parts.from.startsWith("+");
  const phone = isPhone ? parts.from.slice(1) : undefined;
  const userId = parts.userId ?? (isPhone ? undefined : parts.from);
  const context = parts.quoted === undefined ? {} : { context: { id: parts.quoted } };
  const message = {
    ...(phone === undefined ? {} : { from: phone }),
    ...(userId === undefined ? {} : { from_user_id: userId }),
    id,
    timestamp: String(Math.floor((parts.at ?? now) / 1_000)),
    ...context,
    ...(parts.message ?? contentOf(parts)),
  };
  const contact = {
    profile: { name: "Contact" },
    ...(phone === undefined ? {} : { wa_id: phone }),
    ...(userId === undefined ? {} : { user_id: userId }),
  };
  return change("messages", {
    messaging_product: "whatsapp",
    metadata,
    contacts: [contact],
    messages: [message],
  });
}

function contentOf({ tap, text = "" }: WhatsappParts): object {
  switch (tap?.kind) {
    case "button":
      return {
        type: "interactive",
        interactive: { type: "button_reply", button_reply: { id: tap.id, title: tap.label } },
      };
    case "list":
      return {
        type: "interactive",
        interactive: { type: "list_reply", list_reply: { id: tap.id, title: tap.label } },
      };
    case "template":
      return { type: "button", button: { payload: tap.id, text: tap.label } };
    case undefined:
      return { type: "text", text: { body: text } };
  }
}

/** One change of a webhook: what became of a message. */
export function statusChange(
  call: GraphCall,
  status: string,
  now: number,
  metadata: Metadata,
  more: Readonly<Record<string, unknown>> = {},
) {
  const to = call.to ?? "";
  return change("messages", {
    messaging_product: "whatsapp",
    metadata,
    statuses: [
      {
        id: call.id,
        status,
        timestamp: String(Math.floor(now / 1_000)),
        ...(to.startsWith("+") ? { recipient_id: to.slice(1) } : { recipient_user_id: to }),
        ...(call.echo === null ? {} : { biz_opaque_callback_data: call.echo }),
        pricing: { billable: true, pricing_model: "PMP", type: "regular", category: "service" },
        ...more,
      },
    ],
  });
}

export function change(field: string, value: unknown) {
  return { field, value };
}

/** The body of a webhook: one entry with these changes. */
export function envelope(businessId: string, changes: readonly unknown[]) {
  return { object: "whatsapp_business_account", entry: [{ id: businessId, changes }] };
}
