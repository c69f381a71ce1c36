import { z } from "zod";
import { optional } from "../../core/setting.ts";

/** What this channel is told by the environment, each with what it is for. */
export const twilioWhatsappVariables = {
  TWILIO_ACCOUNT_SID: optional(
    z.string().regex(/^AC[0-9a-f]{32}$/u, "must be AC and 32 hex digits"),
  ).describe("The Twilio account (AC…). Setting it turns WhatsApp through Twilio on."),
  TWILIO_AUTH_TOKEN: optional(z.string().min(16, "is too short for a token")).describe(
    "The account's auth token: signs webhooks and opens the REST API. Secret.",
  ),
  TWILIO_AUTH_TOKEN_OLD: optional(z.string().min(16, "is too short for a token")).describe(
    "The token being replaced, accepted on webhooks while it is rotated. Secret.",
  ),
  TWILIO_WHATSAPP_FROM: optional(
    z.string().regex(/^(?:whatsapp:)?\+[1-9][0-9]{6,14}$/u, "must be +<country code><number>"),
  ).describe("Our WhatsApp number at Twilio, with + and country code."),
  PUBLIC_URL: optional(z.url({ protocol: /^https?$/u })).describe(
    "Where the internet reaches us, as the providers were told: scheme, host and path, without the webhook's own path.",
  ),
  TWILIO_API_BASE: optional(z.url({ protocol: /^https?$/u })).describe(
    "Another address for Twilio's API (api and content alike), for trials against a stand-in.",
  ),
} as const;

export interface TwilioWhatsappSettings {
  readonly accountSid: string;
  readonly authToken: string;
  readonly oldAuthToken: string | null;
  /** With `+`, without `whatsapp:`. */
  readonly from: string;
  /** Without a slash at the end and without a fragment. */
  readonly publicUrl: string;
  readonly apiBase: string | null;
}

const variables = z.object(twilioWhatsappVariables);
type Variables = z.infer<typeof variables>;

/** The channel's settings, null when it is off. Messages never hold a value: some are secret. */
export const twilioWhatsappSettings = variables.transform(
  (values, context): TwilioWhatsappSettings | null => {
    if (values.TWILIO_ACCOUNT_SID === undefined) return null;
    const need = (name: keyof Variables): string => {
      const value = values[name];
      if (value === undefined) {
        context.addIssue({
          code: "custom",
          path: [name],
          message: "is required when TWILIO_ACCOUNT_SID is set",
        });
      }
      return value ?? "";
    };
    return {
      accountSid: values.TWILIO_ACCOUNT_SID,
      authToken: need("TWILIO_AUTH_TOKEN"),
      oldAuthToken: values.TWILIO_AUTH_TOKEN_OLD ?? null,
      from: need("TWILIO_WHATSAPP_FROM").replace(/^whatsapp:/u, ""),
      publicUrl: trimBase(need("PUBLIC_URL")),
      apiBase: values.TWILIO_API_BASE === undefined ? null : trimBase(values.TWILIO_API_BASE),
    };
  },
);

function trimBase(url: string): string {
  return url.replace(/[#?].*$/u, "").replace(/\/+$/u, "");
}
