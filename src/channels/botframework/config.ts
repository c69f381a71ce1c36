import { z } from "zod";
import { optional } from "../../core/setting.ts";

/** What this channel is told by the environment, each with what it is for. */
export const botframeworkVariables = {
  WEB_CHAT: optional(z.enum(["on", "off"])).describe(
    "The web chat and the phone simulator (Direct Line). On unless NODE_ENV is production.",
  ),
  NODE_ENV: optional(z.string()).describe(
    "`production` puts limits on the web chat: requests per visitor, length of texts.",
  ),
  WEB_CHAT_ORIGINS: optional(z.string()).describe(
    "Web sites whose pages may open the web chat, separated by commas; every site when unset.",
  ),
  WEB_CHAT_RESUME_DAYS: optional(z.coerce.number().int().min(0).max(90)).describe(
    "For so many days a page that was closed may take up its conversation again. 7 when unset, 0 for half an hour only.",
  ),
  PUBLIC_URL: optional(z.url({ protocol: /^https?$/u })).describe(
    "Where the internet reaches us, as the providers were told: scheme, host and path, without the webhook's own path.",
  ),
  MICROSOFT_APP_ID: optional(z.uuid()).describe(
    "The application of an Azure bot. Setting it turns /api/messages on.",
  ),
  MICROSOFT_APP_PASSWORD: optional(z.string().min(16, "is too short for a client secret")).describe(
    "The client secret of that application. Secret.",
  ),
  MICROSOFT_APP_TYPE: optional(z.enum(["SingleTenant", "MultiTenant"])).describe(
    "How the Azure bot was registered. SingleTenant when unset: Azure makes no others since 2025.",
  ),
  MICROSOFT_APP_TENANT_ID: optional(z.uuid()).describe(
    "The directory of that application. Required for SingleTenant.",
  ),
} as const;

export interface AzureSettings {
  readonly appId: string;
  readonly password: string;
  readonly type: "SingleTenant" | "MultiTenant";
  /** Null for MultiTenant only. */
  readonly tenant: string | null;
}

export interface BotframeworkSettings {
  /** Whether browsers may open conversations. */
  readonly webChat: boolean;
  /** Strangers reach us: limit what each may ask for. */
  readonly production: boolean;
  /** The sites whose pages may call us; null for all. */
  readonly origins: readonly string[] | null;
  readonly resumeDays: number;
  readonly publicUrl: string | null;
  /** Null when /api/messages is off. */
  readonly azure: AzureSettings | null;
}

const variables = z.object(botframeworkVariables);
type Variables = z.infer<typeof variables>;

/** The channel's settings. Messages never hold a value: some are secret. */
export const botframeworkSettings = variables.transform((values, context): BotframeworkSettings => {
  const production = values.NODE_ENV === "production";
  const origins = values.WEB_CHAT_ORIGINS?.split(",").flatMap((origin) => origin.trim() || []);
  return {
    webChat: values.WEB_CHAT === undefined ? !production : values.WEB_CHAT === "on",
    production,
    origins: origins ?? null,
    resumeDays: values.WEB_CHAT_RESUME_DAYS ?? 7,
    publicUrl: values.PUBLIC_URL ?? null,
    azure: readAzure(values, (name, message) =>
      context.addIssue({ code: "custom", path: [name], message }),
    ),
  };
});

function readAzure(
  values: Variables,
  complain: (name: keyof Variables, message: string) => void,
): AzureSettings | null {
  const {
    MICROSOFT_APP_ID: appId,
    MICROSOFT_APP_PASSWORD: password,
    MICROSOFT_APP_TENANT_ID: tenant,
    MICROSOFT_APP_TYPE: type = "SingleTenant",
  } = values;
  if (appId === undefined) {
    if (password !== undefined) complain("MICROSOFT_APP_ID", "is required beside the password");
    return null;
  }
  // An adapter without a password accepts anyone: never start half-way.
  if (password === undefined) complain("MICROSOFT_APP_PASSWORD", "is required beside the id");
  if (tenant === undefined && type === "SingleTenant") {
    complain("MICROSOFT_APP_TENANT_ID", "is required for SingleTenant");
  }
  return { appId, password: password ?? "", type, tenant: tenant ?? null };
}
