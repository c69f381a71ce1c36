import { z } from "zod";
import { optional } from "../../core/setting.ts";
import { metaVariables, needing, readMeta, type MetaSettings } from "../meta/config.ts";

const id = optional(z.string().regex(/^[0-9]{5,30}$/u, "must be digits, as Meta shows it"));

/** What this channel is told by the environment, each with what it is for. */
export const metaWhatsappVariables = {
  WHATSAPP_PHONE_NUMBER_ID: id.describe(
    "The id of our number at Meta (not the number itself). Setting it turns WhatsApp through Meta's Cloud API on.",
  ),
  WHATSAPP_BUSINESS_ID: id.describe(
    "The id of the WhatsApp Business Account that the number and its templates belong to.",
  ),
  WHATSAPP_TOKEN: optional(z.string().min(20, "is too short for a token")).describe(
    "The token of a system user with whatsapp_business_messaging and whatsapp_business_management. Secret.",
  ),
  ...metaVariables,
} as const;

export interface MetaWhatsappSettings {
  readonly meta: MetaSettings;
  readonly phoneNumberId: string;
  readonly businessId: string;
  readonly token: string;
}

/** The channel's settings, null when it is off. Messages never hold a value: some are secret. */
export const metaWhatsappSettings = z
  .object(metaWhatsappVariables)
  .transform((values, context): MetaWhatsappSettings | null => {
    if (values.WHATSAPP_PHONE_NUMBER_ID === undefined) return null;
    const need = needing(values, context, "WHATSAPP_PHONE_NUMBER_ID");
    return {
      phoneNumberId: values.WHATSAPP_PHONE_NUMBER_ID,
      businessId: need("WHATSAPP_BUSINESS_ID"),
      token: need("WHATSAPP_TOKEN"),
      meta: readMeta(values, need),
    };
  });
