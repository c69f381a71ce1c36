import { z } from "zod";
import { optional } from "../../core/setting.ts";
import { metaVariables, needing, readMeta, type MetaSettings } from "../meta/config.ts";

/** What this channel is told by the environment, besides what is Meta's own. */
export const metaMessengerVariables = {
  MESSENGER_PAGE_ID: optional(
    z.string().regex(/^[0-9]{5,20}$/u, "must be 5 to 20 digits"),
  ).describe("The id of our Facebook page. Setting it turns Messenger on."),
  MESSENGER_TOKEN: optional(z.string().min(16, "is too short for a token")).describe(
    "The page's access token, with pages_messaging. Secret.",
  ),
  MESSENGER_APP_ID: optional(z.string().regex(/^[0-9]{5,20}$/u, "must be 5 to 20 digits")).describe(
    "The id of our app at Meta, by which our own messages are told from those of others. Learned from the first of them when unset.",
  ),
  MESSENGER_HUMAN_AGENT: optional(z.enum(["on", "off"])).describe(
    "`on` once Meta has granted the Human Agent feature: what a student wrote then reaches people for seven days instead of one.",
  ),
  MESSENGER_PERSONA_PICTURE: optional(z.url({ protocol: /^https$/u })).describe(
    "Address of a picture (PNG or JPEG) beside what students write, under their first names. Without it their names stand in the text alone.",
  ),
} as const;

export interface MetaMessengerSettings {
  readonly meta: MetaSettings;
  readonly pageId: string;
  readonly token: string;
  /** Null until it is learned. */
  readonly appId: string | null;
  readonly humanAgent: boolean;
  readonly personaPicture: string | null;
}

const variables = z.object({ ...metaVariables, ...metaMessengerVariables });

/** The channel's settings, null when it is off. Messages never hold a value: some are secret. */
export const metaMessengerSettings = variables.transform(
  (values, context): MetaMessengerSettings | null => {
    const pageId = values.MESSENGER_PAGE_ID;
    if (pageId === undefined) return null;
    const need = needing(values, context, "MESSENGER_PAGE_ID");
    return {
      meta: readMeta(values, need),
      pageId,
      token: need("MESSENGER_TOKEN"),
      appId: values.MESSENGER_APP_ID ?? null,
      humanAgent: values.MESSENGER_HUMAN_AGENT === "on",
      personaPicture: values.MESSENGER_PERSONA_PICTURE ?? null,
    };
  },
);
