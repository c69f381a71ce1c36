import { z } from "zod";
import type { Instant } from "../../core/instant.ts";
import type { Template } from "../../core/templates.ts";
import type { Capabilities, Channel, Outbound, ReceiptEvent, Sending } from "../channel.ts";
import { judge, troubleOf } from "../meta/failures.ts";
import { openGraph, type Graph } from "../meta/graph.ts";
import { isFailed, makeDesk, type Desk } from "../meta/template-desk.ts";
import { metaWebhooks, type Decoded } from "../meta/webhook.ts";
import { loadTemplates } from "../templates.ts";
import type { MetaMessengerSettings } from "./config.ts";
import { channelName, decode, type Traced } from "./decode.ts";
import { encode, encodeTemplate, limits } from "./encode.ts";
import { errors } from "./failures.ts";
import { openPersonas, type Personas } from "./personas.ts";
import { rememberSent, type Sent } from "./sent.ts";
import { fillVersion, templatesOf } from "./template-content.ts";

export const webhookPath = "/webhooks/meta/messenger";

export interface MetaMessengerDeps {
  readonly clock: () => Instant;
  readonly fetch?: typeof fetch;
  note(name: string): Promise<string | null>;
  setNote(name: string, value: string): Promise<void>;
  /** The templates; those of `infra/templates/` when left out. */
  readonly templates?: () => Promise<readonly Template[]>;
  /** Told when Meta restricts the page or lifts that: codes, nobody's words. */
  readonly notice?: (what: string, fields: Readonly<Record<string, string | null>>) => void;
}

/** 24 hours after the person's last message; seven days for what a human writes (channel-facts § 2.8). */
const window = 24 * 60;
const humanWindow = 7 * 24 * 60;

export function capabilitiesOf({
  humanAgent,
}: Pick<MetaMessengerSettings, "humanAgent">): Capabilities {
  return {
    text: limits.text,
    body: limits.text,
    buttons: limits.quickReplies,
    list: null,
    // An attachment has no words of its own.
    captions: "none",
    window,
    ...(humanAgent ? { humanWindow } : {}),
  };
}

/** Messenger by Meta's own API, for one page: signed JSON in, Graph out, nothing ever logged. */
export function metaMessenger(settings: MetaMessengerSettings, deps: MetaMessengerDeps): Channel {
  const { meta, pageId, token, humanAgent } = settings;
  const { clock } = deps;
  const graph = openGraph({ meta, token, clock, ...(deps.fetch ? { fetch: deps.fetch } : {}) });
  const notes = {
    note: (name: string) => deps.note(name),
    setNote: (name: string, value: string) => deps.setNote(name, value),
  };
  const picture = settings.personaPicture;
  const personas = openPersonas({ graph, pageId, picture, clock, ...notes });
  const load = deps.templates ?? (() => loadTemplates());
  const product = templatesOf(pageId);
  const desk = makeDesk({ product, graph, clock, load, fill: fillVersion, ...notes });
  const sent = rememberSent();
  let { appId } = settings;

  function read(body: unknown): Decoded {
    const now = clock();
    const events = decode(body, { now, pageId, appId, graphBase: meta.graphBase });
    const receipts = events.traces.flatMap((traced) => {
      const { trace } = traced;
      if (trace.kind === "echo" && trace.app !== null) appId ??= trace.app;
      return receiptsOf(traced, sent);
    });
    for (const what of events.notices) deps.notice?.(what, { page: pageId });
    return { inbounds: events.inbounds, receipts };
  }

  return {
    name: channelName,
    capabilities: capabilitiesOf(settings),
    templates: desk,
    webhooks: metaWebhooks({ path: webhookPath, meta, decode: read }),
    async send(outbound, signal) {
      const begun = clock();
      const sending = await send(outbound, { graph, pageId, humanAgent, personas, desk }, signal);
      if (sending.kind === "sent" && sending.providerId !== null) {
        const known = { mid: sending.providerId, delivery: outbound.id };
        sent.note(outbound.address.id, known, begun, false);
      }
      return sending;
    },
    async typing(_inbound, signal, { id }) {
      for (const sender_action of ["mark_seen", "typing_on"]) {
        const body = { recipient: { id }, sender_action };
        await graph.post(`${pageId}/messages`, body, signal).catch(() => undefined);
      }
    },
    /** Meta lists nothing by our ids; the echo of a message is the proof that it was taken. */
    async evidence({ address, id }) {
      const providerId = sent.echoOf(address.id, id);
      return providerId === null ? null : { providerId };
    },
    async forget({ id }) {
      sent.forget(id);
    },
  };
}

function receiptsOf({ address, at, trace }: Traced, sent: Sent): readonly ReceiptEvent[] {
  const { id: person } = address;
  const receipt = (
    status: ReceiptEvent["status"],
    { mid, delivery }: { readonly mid: string; readonly delivery: string | null },
  ): ReceiptEvent => ({ address, delivery, providerId: mid, status, code: null, at });
  switch (trace.kind) {
    case "echo":
      sent.note(person, trace, at, true);
      return [receipt("sent", trace)];
    case "delivered": {
      const { mids, moment } = trace;
      if (mids.length === 0) {
        return sent.upTo(person, moment, "delivered").map((one) => receipt("delivered", one));
      }
      return mids.map((mid) => {
        return receipt("delivered", sent.move(person, mid, "delivered") ?? { mid, delivery: null });
      });
    }
    case "read":
      return sent.upTo(person, trace.moment, "read").map((one) => receipt("read", one));
  }
}

interface Sender {
  readonly graph: Graph;
  readonly pageId: string;
  readonly humanAgent: boolean;
  readonly personas: Personas;
  readonly desk: Desk;
}

async function send(
  outbound: Outbound,
  { graph, pageId, humanAgent, personas, desk }: Sender,
  signal: AbortSignal,
): Promise<Sending> {
  const { body } = outbound;
  if (body.kind === "template") {
    // Nothing takes the place of a template: once the window is shut, words would be refused.
    const filled = await desk.fill(body, signal);
    if (isFailed(filled)) return filled;
    const sending = await post(graph, pageId, encodeTemplate(outbound, filled.message), signal);
    desk.heed(filled.version, sending);
    return sending;
  }
  const name = body.kind === "text" ? (body.by ?? null) : null;
  const persona = name === null || signal.aborted ? null : await personas.of(name, signal);
  const encoded = encode(outbound, body, { humanAgent, persona });
  const sending = await post(graph, pageId, encoded, signal);
  if (name === null || persona === null || !isOfTheFace(sending)) return sending;
  // Somebody removed the persona; nothing was taken, so the words may go without it.
  await personas.refuse(name);
  return post(graph, pageId, encode(outbound, body, { humanAgent }), signal);
}

function isOfTheFace(sending: Sending): boolean {
  return sending.kind === "refused" && sending.because === "content";
}

const answer = z.object({ message_id: z.string().min(1) });

async function post(
  graph: Graph,
  pageId: string,
  body: object,
  signal: AbortSignal,
): Promise<Sending> {
  try {
    const { data } = answer.safeParse(await graph.post(`${pageId}/messages`, body, signal));
    // Something answered 2xx, perhaps a proxy: without an id nobody knows whether it was Meta.
    return data === undefined
      ? { kind: "uncertain", code: "no-id" }
      : { kind: "sent", providerId: data.message_id };
  } catch (error) {
    return judge(troubleOf(error), errors);
  }
}
