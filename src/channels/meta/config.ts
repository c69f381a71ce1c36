import { z } from "zod";
import { optional } from "../../core/setting.ts";

/** Out since 2026-02-18, lives until 2028-07-29 (channel-facts § 2.7). */
export const graphVersion = "v25.0";
export const graphBase = "https://graph.facebook.com";

/** What both of Meta's channels are told by the environment. */
export const metaVariables = {
  META_APP_SECRET: optional(z.string().min(16, "is too short for an app secret")).describe(
    "The secret of our app at Meta: signs webhooks, and proves that our calls are ours. Secret.",
  ),
  META_APP_SECRET_OLD: optional(z.string().min(16, "is too short for an app secret")).describe(
    "The app secret being replaced, accepted on webhooks while it is rotated. Secret.",
  ),
  META_VERIFY_TOKEN: optional(z.string().min(8, "needs at least 8 characters")).describe(
    "A word of our own choosing, entered beside the webhook's address at Meta. Secret.",
  ),
  META_GRAPH_BASE: optional(z.url({ protocol: /^https?$/u })).describe(
    `Another address for Meta's Graph API, for trials against a stand-in. ${graphBase} when unset.`,
  ),
  META_GRAPH_VERSION: optional(
    z.string().regex(/^v[0-9]{1,3}\.0$/u, "must be like v25.0"),
  ).describe(`The version of the Graph API. ${graphVersion} when unset.`),
  PUBLIC_URL: optional(z.url({ protocol: /^https?$/u })).describe(
    "Where the internet reaches us, as the providers were told: scheme, host and path, without the webhook's own path.",
  ),
} as const;

const variables = z.object(metaVariables);
export type MetaVariables = z.infer<typeof variables>;

export interface MetaSettings {
  readonly appSecret: string;
  readonly oldAppSecret: string | null;
  readonly verifyToken: string;
  /** Without a slash at the end. */
  readonly graphBase: string;
  readonly graphVersion: string;
  /** What links begin with, without a slash at the end; null where nobody outside reaches us. */
  readonly publicUrl: string | null;
}

/** Answers the value of a variable that must be there, "" when it is not: the complaint is made. */
export type Need<Name extends string> = (name: Name) => string;

/**
 * A complaint for every variable that is needed and missing. `because` is the one that turns the
 * channel on. Messages never hold a value: some are secret.
 */
export function needing<Values extends Readonly<Record<string, string | undefined>>>(
  values: Values,
  context: z.RefinementCtx,
  because: string,
): Need<keyof Values & string> {
  return (name) => {
    const value = values[name];
    if (value === undefined) {
      const message = `is required when ${because} is set`;
      context.addIssue({ code: "custom", path: [name], message });
    }
    return value ?? "";
  };
}

/** The part of a channel's settings that is Meta's own, for a channel that is on. */
export function readMeta(
  values: MetaVariables,
  need: Need<"META_APP_SECRET" | "META_VERIFY_TOKEN">,
): MetaSettings {
  return {
    appSecret: need("META_APP_SECRET"),
    oldAppSecret: values.META_APP_SECRET_OLD ?? null,
    verifyToken: need("META_VERIFY_TOKEN"),
    graphBase: trimBase(values.META_GRAPH_BASE ?? graphBase),
    graphVersion: values.META_GRAPH_VERSION ?? graphVersion,
    publicUrl: values.PUBLIC_URL === undefined ? null : trimBase(values.PUBLIC_URL),
  };
}

function trimBase(url: string): string {
  return url.replace(/[#?].*$/u, "").replace(/\/+$/u, "");
}
