import { z } from "zod";
import type { Instant } from "../../core/instant.ts";
import type { Template } from "../../core/templates.ts";
import type { Capabilities, Channel, Outbound, Sending } from "../channel.ts";
import { judge, troubleOf, type Failed } from "../meta/failures.ts";
import { openGraph, type Graph } from "../meta/graph.ts";
import { isFailed, makeDesk } from "../meta/template-desk.ts";
import { metaWebhooks } from "../meta/webhook.ts";
import { loadTemplates } from "../templates.ts";
import { channelName } from "./addresses.ts";
import { makeAlerts, type Notes } from "./alerts.ts";
import type { MetaWhatsappSettings } from "./config.ts";
import { decode } from "./decode.ts";
import { encodeRich, encodeWords, envelope, limits } from "./encode.ts";
import { whatsappErrors } from "./failures.ts";
import type { Notice } from "./notices.ts";
import { dropFile, fetchFile } from "./media.ts";
import { makePace } from "./pace.ts";
import { whatsappTemplates } from "./template-content.ts";

export interface MetaWhatsappDeps extends Notes {
  readonly clock: () => Instant;
  readonly fetch?: typeof fetch;
  /** The templates; those of `infra/templates/` when left out. */
  readonly templates?: () => Promise<readonly Template[]>;
  /** Told of what Meta says about the account: codes and words of Meta's, nobody's words. */
  readonly notice?: (what: string, fields: Readonly<Record<string, string | null>>) => void;
}

export const path = "/webhooks/meta/whatsapp";

export const capabilities: Capabilities = {
  text: limits.text,
  body: limits.body,
  buttons: limits.buttons,
  list: limits.list,
  // WhatsApp Business policy: 24 hours after the person's last message.
  window: 24 * 60,
};

/** WhatsApp through Meta's Cloud API: signed JSON in, Graph calls out, no one's words ever logged. */
export function metaWhatsapp(settings: MetaWhatsappSettings, deps: MetaWhatsappDeps): Channel {
  const { meta, token, phoneNumberId, businessId } = settings;
  const { clock } = deps;
  const graph = openGraph({
    meta,
    token,
    clock,
    ...(deps.fetch === undefined ? {} : { fetch: deps.fetch }),
  });
  const alerts = makeAlerts(deps, clock);
  const load = deps.templates ?? (() => loadTemplates());
  const desk = makeDesk({
    ...whatsappTemplates(businessId),
    graph,
    clock,
    load,
    note: (name) => deps.note(name),
    setNote: (name, value) => deps.setNote(name, value),
  });
  const messages = `${phoneNumberId}/messages`;
  const pace = makePace();
  const prefix = `${meta.graphBase}/${meta.graphVersion}/`;
  const mediaUrl = (id: string): string => `${prefix}${id}`;
  const files = { graph, token, prefix, call: deps.fetch ?? fetch };

  /** Kept aside while the webhook is answered: no person waits for it. */
  function heed(notice: Notice): void {
    if (notice.kind === "template") {
      const { name, locale, state, because } = notice;
      deps.notice?.("meta-template", { name, locale, state, because });
      void desk.hear(notice);
    } else {
      const { field, event, isWorse } = notice;
      deps.notice?.(isWorse ? "meta-account-worse" : "meta-account", { field, says: event });
      alerts.hear(notice);
    }
  }

  async function post(outbound: Outbound, body: object, signal: AbortSignal): Promise<Sending> {
    const { id } = outbound.address;
    try {
      const answer = await graph.post(messages, { ...envelope(outbound), ...body }, signal);
      const providerId = sentId(answer);
      pace.went(id);
      // Something answered 200, perhaps a proxy: without an id nobody knows whether it was Meta.
      return providerId === null
        ? { kind: "uncertain", code: "no-id" }
        : { kind: "sent", providerId };
    } catch (error) {
      const trouble = troubleOf(error);
      const failed = judge(trouble, whatsappErrors);
      const isSaid = trouble.kind === "answered" && trouble.after !== null;
      if (failed.kind !== "throttled" || isSaid) return failed;
      return { ...failed, after: Math.max(failed.after, pace.slow(failed.scope, id)) };
    }
  }

  async function send(outbound: Outbound, signal: AbortSignal): Promise<Sending> {
    const { body } = outbound;
    if (body.kind === "template") {
      // Nothing takes the place of a template: once the window is shut, words would be refused.
      const filled = await desk.fill(body, signal);
      if (isFailed(filled)) return filled;
      const sending = await post(outbound, filled.message, signal);
      desk.heed(filled.version, sending);
      return sending;
    }
    const rich = encodeRich(body);
    if (rich === null) return post(outbound, encodeWords(body), signal);
    const sending = await post(outbound, rich, signal);
    if (sending.kind !== "refused" || sending.because !== "content") return sending;
    // Meta has nothing against the words, perhaps: the message was not taken, so they may go.
    return post(outbound, encodeWords(body), signal);
  }

  return {
    name: channelName,
    capabilities,
    webhooks: metaWebhooks({
      path,
      meta,
      decode(body) {
        const decoded = decode(body, { now: clock(), phoneNumberId, mediaUrl });
        for (const notice of decoded.notices) heed(notice);
        return decoded;
      },
    }),
    templates: { ...desk, warnings: () => [...alerts.warnings(), ...desk.warnings()] },
    send,
    // The Cloud API lists no messages. What we said comes back with each receipt (`envelope`): that
    // settles a doubt; silence proves nothing.
    evidence: async () => null,
    media: (url, signal) => fetchFile(files, url, signal),
    dropMedia: (url, signal) => dropFile(files, url, signal),
    async typing(inbound, signal) {
      await showTyping(graph, messages, inbound, signal);
    },
  };
}

const sentSchema = z.object({ messages: z.array(z.object({ id: z.string().min(1) })).min(1) });

function sentId(answer: unknown): string | null {
  return sentSchema.safeParse(answer).data?.messages[0]?.id ?? null;
}

/** Marks the message as read, and shows that we write, for 25 seconds at most. */
async function showTyping(
  graph: Graph,
  messages: string,
  inbound: string,
  signal: AbortSignal,
): Promise<void> {
  // What is no message of theirs (see `preferences.ts`) cannot be read.
  if (!inbound.startsWith("wamid.")) return;
  const body = {
    messaging_product: "whatsapp",
    status: "read",
    message_id: inbound,
    typing_indicator: { type: "text" },
  };
  await graph.post(messages, body, signal).catch((): Failed | null => null);
}
