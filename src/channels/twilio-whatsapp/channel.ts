import { minute, second, type Instant } from "../../core/instant.ts";
import type { Template } from "../../core/templates.ts";
import type { Capabilities, Channel, Opened, Request, Sending } from "../channel.ts";
import { fetchMedia } from "../fetch-media.ts";
import { loadTemplates } from "../templates.ts";
import { makeAsk, type Ask } from "./client.ts";
import type { TwilioWhatsappSettings } from "./config.ts";
import { makeContents, type Contents, type Notes } from "./contents.ts";
import { channelName, decode } from "./decode.ts";
import { encode, limits, statusPath, type ContentBody, type Encoded } from "./encode.ts";
import { judge, troubleOf } from "./failures.ts";
import { createContent } from "./resources.ts";
import { isSigned, isWellFormed, parseForm } from "./signature.ts";
import { isFailed, makeDesk, type Desk, type Filled, type TemplateBody } from "./templates.ts";

export interface TwilioWhatsappDeps extends Notes {
  readonly clock: () => Instant;
  readonly fetch?: typeof fetch;
  /** The templates; those of `infra/templates/` when left out. */
  readonly templates?: () => Promise<readonly Template[]>;
}

export const capabilities: Capabilities = {
  text: limits.text,
  body: limits.body,
  buttons: limits.buttons,
  list: limits.list,
  // channel-facts § 1.6: Twilio drops what is written under a document.
  captions: "pictures",
  // WhatsApp Business policy: 24 hours after the person's last message.
  window: 24 * 60,
};

/** How long Twilio may need to list a message it has taken; its own requests end after 15 s. */
const settled = minute;

/** WhatsApp through Twilio: forms in, REST out, nothing ever logged. */
export function twilioWhatsapp(
  settings: TwilioWhatsappSettings,
  deps: TwilioWhatsappDeps,
): Channel {
  const ask = makeAsk(settings, deps.fetch ?? fetch, deps.clock);
  const scope = `${settings.apiBase ?? ""} ${settings.accountSid}`;
  const contents = makeContents(scope, deps, deps.clock);
  const load = deps.templates ?? (() => loadTemplates());
  const desk = makeDesk({ notes: deps, ask, clock: deps.clock, scope, load });
  const open = (request: Request): Opened => openWebhook(request, settings, deps.clock());
  const authorization = `Basic ${Buffer.from(`${settings.accountSid}:${settings.authToken}`).toString("base64")}`;
  return {
    name: channelName,
    capabilities,
    webhooks: [
      { method: "POST", path: "/webhooks/twilio/whatsapp", open },
      { method: "POST", path: statusPath, open },
    ],
    templates: desk,
    send(outbound, signal) {
      const encoded = encode(outbound, settings);
      const { body } = outbound;
      return body.kind === "template"
        ? sendTemplate(encoded, body, ask, desk, signal)
        : send(encoded, ask, contents, signal);
    },
    async typing(inbound, signal) {
      const messageId = inbound;
      await ask(signal, ({ messaging }) =>
        messaging.v2.typingIndicator.create({ channel: "whatsapp", messageId }),
      ).catch(() => undefined);
    },
    media(url, signal) {
      const trust = (at: URL) => trustIn(at, settings.apiBase);
      return fetchMedia(url, { trust, authorization, call: deps.fetch ?? fetch }, signal);
    },
    async dropMedia(url, signal) {
      if (trustIn(new URL(url), settings.apiBase) !== "ours") return;
      const wish = { method: "DELETE", headers: { Authorization: authorization }, signal };
      const response = await (deps.fetch ?? fetch)(url, wish).catch(() => null);
      await response?.body?.cancel();
    },
    async evidence(outbound, since, isOthers = async () => false) {
      const { body } = outbound;
      const words = body.kind === "template" ? await desk.texts(body) : [body.text];
      const encoded = encode(outbound, settings);
      return findEvidence(encoded, words, ask, { since, isOthers }, deps.clock);
    },
  };
}

/** channel-facts § 1.6: an address of a file needs our credentials, and leads to where Twilio keeps it. */
function trustIn({ protocol, hostname, origin, username }: URL, apiBase: string | null) {
  if (username !== "") return null;
  if (apiBase !== null && origin === new URL(apiBase).origin) return "ours";
  if (protocol !== "https:") return null;
  if (hostname === "api.twilio.com" || hostname.endsWith(".api.twilio.com")) return "ours";
  return hostname.endsWith(".twiliocdn.com") ? "without" : null;
}

/** A message of 4,096 letters takes a tenth of this; nobody is verified yet who sends more. */
const largestForm = 256 * 1_024;

/** Both webhooks read both kinds of form: an address entered in the wrong field loses nothing. */
function openWebhook(request: Request, settings: TwilioWhatsappSettings, now: Instant): Opened {
  const signature = request.headers["x-twilio-signature"];
  if (signature === undefined || signature === "") {
    return { kind: "refused", status: 400, code: "twilio-whatsapp/unsigned" };
  }
  if (request.raw.byteLength > largestForm) {
    return { kind: "refused", status: 413, code: "twilio-whatsapp/too-big" };
  }
  // What the check leaves out or reads in another way than we do must not come in at all.
  if (/[#\\]/u.test(request.url) || !isWellFormed(request.raw)) {
    return { kind: "refused", status: 403, code: "twilio-whatsapp/bad-signature" };
  }
  const form = parseForm(request.raw);
  const tokens = [settings.authToken, settings.oldAuthToken ?? ""].filter((token) => token !== "");
  if (!isSigned(form, settings.publicUrl + request.url, signature, tokens)) {
    return { kind: "refused", status: 403, code: "twilio-whatsapp/bad-signature" };
  }
  const query = new URLSearchParams(request.url.split("?")[1] ?? "");
  const delivery = query.get("d");
  const decoded = decode(form, { now, delivery, apiBase: settings.apiBase });
  return {
    kind: "opened",
    ...decoded,
    // Empty TwiML: answers go by REST, where each has an id and a fate.
    reply: {
      status: 200,
      type: "text/xml",
      body: '<?xml version="1.0" encoding="UTF-8"?><Response/>',
    },
  };
}

async function send(
  encoded: Encoded,
  ask: Ask,
  contents: Contents,
  signal: AbortSignal,
): Promise<Sending> {
  const { content, media } = encoded;
  if (media !== null) return sendFile(encoded, media, ask, signal);
  if (content === null) return post(encoded, { body: encoded.text }, ask, signal);
  const found = await findContent(content.body, ask, contents, signal);
  if (typeof found === "object" && found !== null) return found;
  if (found === null) return post(encoded, { body: encoded.text }, ask, signal);
  const contentVariables = JSON.stringify(content.variables);
  const sending = await post(encoded, { contentSid: found, contentVariables }, ask, signal);
  if (sending.kind !== "refused" || sending.because !== "content") return sending;
  // The resource was deleted or is not accepted here; the message was not taken, so words may go.
  await contents.refuse(content.body);
  return post(encoded, { body: encoded.text }, ask, signal);
}

/** The name that people see is the last part of its address. Where it is refused, the link must do. */
async function sendFile(
  encoded: Encoded,
  { url, caption }: NonNullable<Encoded["media"]>,
  ask: Ask,
  signal: AbortSignal,
): Promise<Sending> {
  const words = caption === "" ? {} : { body: caption };
  const sending = await post(encoded, { ...words, mediaUrl: [url] }, ask, signal);
  if (sending.kind !== "refused" || sending.because !== "content") return sending;
  return post(encoded, { body: encoded.text }, ask, signal);
}

/** The SID; null when words must do; or why nothing can be sent now: no message has left yet. */
async function findContent(
  body: ContentBody,
  ask: Ask,
  contents: Contents,
  signal: AbortSignal,
): Promise<string | null | Sending> {
  try {
    return await contents.find(body, (name) => createContent(ask, signal, name, body));
  } catch (error) {
    const sending = judge(troubleOf(error));
    // Nobody waits for buttons: what was not made now is made for the next message.
    if (sending.kind === "uncertain" || sending.kind === "unsent") return null;
    if (sending.kind !== "refused" || sending.because === "account") return sending;
    await contents.refuse(body);
    return null;
  }
}

/** Nothing takes the place of a template: once the window is shut, words would be refused. */
async function sendTemplate(
  encoded: Encoded,
  body: TemplateBody,
  ask: Ask,
  desk: Desk,
  signal: AbortSignal,
): Promise<Sending> {
  const filled = await desk.fill(body, signal);
  if (isFailed(filled)) return filled;
  const sending = await post(encoded, filled, ask, signal);
  await desk.heed(filled.contentSid, sending);
  return sending;
}

async function post(
  { to, from, statusCallback }: Encoded,
  what: { readonly body?: string; readonly mediaUrl?: string[] } | Filled,
  ask: Ask,
  signal: AbortSignal,
): Promise<Sending> {
  try {
    const { sid } = await ask(signal, (client) =>
      client.messages.create({ to, from, statusCallback, ...what }),
    );
    // Something answered 2xx, perhaps a proxy: without an id nobody knows whether it was Twilio.
    return sid ? { kind: "sent", providerId: sid } : { kind: "uncertain", code: "no-sid" };
  } catch (error) {
    return judge(troubleOf(error));
  }
}

/**
 * Looks for our message among those Twilio holds for this contact.
 *
 * Twilio echoes no id of ours in its list, so the text and the time must do: one message at a time
 * goes to a contact, so an equal one created since then is ours. The list is read unfiltered by
 * date, newest first, because a queued message has no sending date yet. A missing message is called
 * absent only a minute after the attempt: Twilio promises no delay for its list.
 */
async function findEvidence(
  encoded: Encoded,
  words: readonly string[],
  ask: Ask,
  { since, isOthers }: { since: Instant; isOthers: (sid: string) => Promise<boolean> },
  clock: () => Instant,
): Promise<{ readonly providerId: string } | "absent" | null> {
  const { to, from } = encoded;
  const page = await ask(AbortSignal.timeout(10 * second), (client) =>
    client.messages.page({ to, from, pageSize: 50 }),
  ).catch(() => null);
  if (page === null) return null;
  // Their clock counts whole seconds.
  const floor = Math.floor(since / second) * second;
  const listed = page.instances.filter(
    (message) => message.direction.startsWith("outbound") && message.dateCreated.getTime() >= floor,
  );
  const taken = await Promise.all(listed.map(({ sid }) => isOthers(sid)));
  const ours = listed.filter((_, at) => taken[at] === false);
  const texts = new Set([encoded.text, ...words].map(squeeze));
  // The first one: the attempt came before whatever was sent after it.
  const match = ours.findLast((message) => texts.has(squeeze(message.body ?? "")));
  if (match !== undefined) return { providerId: match.sid };
  return ours.length === 0 && clock() - since >= settled ? "absent" : null;
}

function squeeze(text: string): string {
  return text.normalize("NFC").replaceAll(/\s+/gu, " ").trim();
}
