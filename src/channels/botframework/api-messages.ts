import { createHash } from "node:crypto";
import type { Instant } from "../../core/instant.ts";
import type { Json } from "../../core/json.ts";
import type { Channel, Outbound, Sending } from "../channel.ts";
import { type Activity, activitySchema } from "./activity.ts";
import { azureConnector, type Connector } from "./azure-connector.ts";
import type { AzureSettings } from "./config.ts";
import { decode } from "./decode.ts";
import { readJson } from "./read-json.ts";
import type { DirectLineRequest, DirectLineResponse } from "./request.ts";
import { tapsOf } from "./encode.ts";
import { eventOf } from "./handoff.ts";
import type { World } from "./world.ts";

/**
 * Azure's channels (Teams, Web Chat in Azure …) through `POST /api/messages`.
 *
 * Only ever made with credentials: without, the library takes any request for genuine and posts our
 * replies wherever the request says.
 */
export function azure(
  settings: AzureSettings,
  world: World,
  connector: Connector = azureConnector(settings),
): {
  readonly channel: Channel;
  readonly handle: (request: DirectLineRequest) => Promise<DirectLineResponse>;
} {
  return {
    channel: {
      name: "azure",
      // What every channel behind it shows; the connector writes actions as text where there are none.
      capabilities: {
        text: 4_000,
        body: 4_000,
        buttons: { most: 3, title: 20 },
        list: null,
        window: null,
      },
      webhooks: [],
      async send(outbound, signal) {
        const reference = await world.note(noteOf(outbound.address.id));
        if (reference === null) return { kind: "refused", code: "unknown", because: "contact" };
        return await reply(connector, encodeReply(outbound), JSON.parse(reference), signal);
      },
      async handoff({ address, news }, signal) {
        const reference = await world.note(noteOf(address.id));
        if (reference === null) return { kind: "refused", code: "unknown", because: "contact" };
        const event = eventOf(news, world.clock());
        return await reply(connector, event, JSON.parse(reference), signal);
      },
      // The connector has no way to ask.
      evidence: () => Promise.resolve(null),
    },
    async handle(request) {
      const activity = read(request.raw);
      if (activity === null) return { status: 400, headers: {}, body: "" };
      const authorization = request.headers["authorization"] ?? "";
      const verdict = await connector.authenticate(activity, authorization);
      if (verdict !== "genuine") {
        return { status: verdict === "forged" ? 401 : 503, headers: {}, body: "" };
      }
      return { status: await take(world, activity, world.clock()), headers: {}, body: "" };
    },
  };
}

/** The status to answer with: the service sends again what was not taken. */
async function take(world: World, activity: IncomingActivity, now: Instant): Promise<number> {
  if (activity.conversation.isGroup === true || !activity.id) return 200;
  const name = `${activity.channelId}|${activity.conversation.id}|${activity.from?.id ?? ""}`;
  const address = { channel: "azure", id: digest(name) };
  const id = `${address.id}.${digest(activity.id)}`;
  const inbound = decode(activity, { id, address, at: now });
  if (inbound === null) return 200;
  await world.setNote(noteOf(address.id), JSON.stringify(referenceOf(activity)));
  const [outcome] = await world.receive([inbound]);
  return outcome === "full" ? 503 : 200;
}

async function reply(
  connector: Connector,
  activity: { readonly [name: string]: Json },
  reference: Json,
  signal: AbortSignal,
): Promise<Sending> {
  const late = new Promise<Sending>((resolve) => {
    const settle = () => resolve({ kind: "uncertain", code: "timeout" });
    if (signal.aborted) settle();
    signal.addEventListener("abort", settle, { once: true });
  });
  return await Promise.race([connector.reply(reference, activity), late]);
}

/** `imBack` with the label: the one action that every channel knows. */
function encodeReply(outbound: Outbound): { readonly [name: string]: Json } {
  const actions = tapsOf(outbound).map(({ label }) => ({
    type: "imBack",
    title: label,
    value: label,
  }));
  const { text } = outbound.body;
  return {
    type: "message",
    text,
    textFormat: "plain",
    inputHint: "acceptingInput",
    ...(actions.length === 0 ? {} : { suggestedActions: { to: [], actions } }),
  };
}

type IncomingActivity = Activity & {
  readonly channelId: string;
  readonly serviceUrl: string;
  readonly conversation: { readonly id: string; readonly isGroup?: boolean | undefined };
};

function read(raw: Uint8Array): IncomingActivity | null {
  try {
    const parsed = activitySchema.parse(readJson(Buffer.from(raw).toString("utf8")));
    const { channelId, serviceUrl, conversation } = parsed;
    if (typeof channelId !== "string" || typeof serviceUrl !== "string") return null;
    if (typeof conversation !== "object" || conversation === null) return null;
    if (!("id" in conversation) || typeof conversation.id !== "string") return null;
    const isGroup = "isGroup" in conversation && conversation.isGroup === true;
    // Spread, so that the reference keeps what the channel added (a tenant, a conversation type).
    const thread = { ...conversation, id: conversation.id, isGroup };
    return { ...parsed, channelId, serviceUrl, conversation: thread };
  } catch {
    return null;
  }
}

/** Where to answer: the protocol's ConversationReference, roles exchanged. */
function referenceOf(activity: IncomingActivity) {
  const { id, from, recipient, conversation, channelId, serviceUrl, locale } = activity;
  return {
    activityId: id,
    user: from,
    bot: recipient,
    conversation,
    channelId,
    serviceUrl,
    locale,
  };
}

function noteOf(address: string): string {
  return `azure:${address}`;
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
