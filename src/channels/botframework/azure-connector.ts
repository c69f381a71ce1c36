import type { Activity, ConversationReference } from "botbuilder";
import type { Json } from "../../core/json.ts";
import type { Sending } from "../channel.ts";
import type { AzureSettings } from "./config.ts";

/** The two things asked of the Bot Framework library. */
export interface Connector {
  /** `unknown`: the keys to check with could not be fetched. */
  authenticate(activity: object, authorization: string): Promise<"genuine" | "forged" | "unknown">;
  reply(reference: Json, activity: { readonly [name: string]: Json }): Promise<Sending>;
}

/** The library's adapter, loaded at first use: it weighs 170 MB. */
export function azureConnector(settings: AzureSettings): Connector {
  let loaded: ReturnType<typeof load> | null = null;
  const adapter = () => (loaded ??= load(settings));
  return {
    async authenticate(activity, authorization) {
      const { authentication } = await adapter();
      try {
        if (!isActivity(activity)) return "forged";
        await authentication.authenticateRequest(activity, authorization);
        return "genuine";
      } catch (error) {
        return isRejection(error) ? "forged" : "unknown";
      }
    },
    async reply(reference, activity) {
      const { cloud } = await adapter();
      let providerId: string | null = null;
      try {
        if (!isReference(reference))
          return { kind: "refused", code: "unknown", because: "contact" };
        await cloud.continueConversationAsync(settings.appId, reference, async (turn) => {
          providerId = (await turn.sendActivity(activity))?.id ?? null;
        });
        return { kind: "sent", providerId };
      } catch (error) {
        return judge(error);
      }
    },
  };
}

async function load(settings: AzureSettings) {
  const { CloudAdapter, ConfigurationBotFrameworkAuthentication } = await import("botbuilder");
  const authentication = new ConfigurationBotFrameworkAuthentication({
    MicrosoftAppId: settings.appId,
    MicrosoftAppPassword: settings.password,
    MicrosoftAppType: settings.type,
    MicrosoftAppTenantId: settings.tenant ?? "",
  });
  return { authentication, cloud: new CloudAdapter(authentication) };
}

/** The library checks the rest itself. */
function isActivity(activity: object): activity is Activity {
  return "type" in activity && "channelId" in activity && "serviceUrl" in activity;
}

/** Written by us, from an activity that the library took for genuine. */
function isReference(reference: Json): reference is Json & Partial<ConversationReference> {
  return typeof reference === "object" && reference !== null && "conversation" in reference;
}

function isRejection(error: unknown): boolean {
  const status = statusOf(error);
  return status === 401 || status === 403;
}

/** What a failed call means, by the status the connector answered or the socket's code. */
export function judge(error: unknown): Sending {
  const status = statusOf(error);
  if (status === null) {
    const code = codeOf(error);
    const unconnected = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH"].includes(code);
    return { kind: unconnected ? "unsent" : "uncertain", code };
  }
  const code = String(status);
  if (status === 429) return { kind: "throttled", scope: "channel", after: 5_000 };
  if (status >= 500 || status === 408) return { kind: "uncertain", code };
  if (status === 401) return { kind: "refused", code, because: "account" };
  if (status === 403 || status === 404 || status === 410) {
    return { kind: "refused", code, because: "contact" };
  }
  return { kind: "refused", code, because: "content" };
}

function statusOf(error: unknown): number | null {
  if (typeof error !== "object" || error === null || !("statusCode" in error)) return null;
  return typeof error.statusCode === "number" ? error.statusCode : null;
}

function codeOf(error: unknown): string {
  if (typeof error !== "object" || error === null || !("code" in error)) return "unknown";
  return typeof error.code === "string" ? error.code : "unknown";
}
