import type { ServerResponse } from "node:http";
import { z } from "zod";
import type { Request } from "../../../src/channels/channel.ts";
import { refuse, reply, takes, type Misbehavior, type Refused } from "./accidents.ts";
import type { GraphCall, Shown } from "./ledger.ts";
import type { GraphRequest, SideParts } from "./server.ts";
import type { Delivered } from "./signed.ts";
import {
  change,
  envelope,
  messageChange,
  statusChange,
  type WhatsappParts,
} from "./whatsapp-events.ts";
import { invalid, messageRequest, recipientOf, show } from "./whatsapp-rules.ts";
import { makeTemplates, type KeptTemplate, type Verdict } from "./whatsapp-templates.ts";

export interface WhatsappSide {
  answer(request: GraphRequest, response: ServerResponse): Promise<boolean>;
  /** The signed webhook of messages, one body, not sent. */
  sign(...parts: readonly WhatsappParts[]): Request;
  /** The signed webhook of what became of a message, not sent. */
  signStatus(call: GraphCall, status: string, more?: Readonly<Record<string, unknown>>): Request;
  /** The signed webhook of any other field, or of several changes (see `whatsapp-events.ts`). */
  signChanges(changes: readonly unknown[]): Request;
  signField(field: string, value: unknown): Request;
  /** Sends a message to the target. */
  inbound(parts: WhatsappParts): Promise<Delivered>;
  /** WhatsApp's reviewers decide (see `makeTemplates`); nobody is told. */
  moderate(name: string, verdict: Verdict, category?: string): void;
  fileUnder(category: string | null): void;
  templates(): readonly KeptTemplate[];
  forget(id: string): void;
  /** What people see of the business: its profile, commands and ice breakers. */
  readonly profile: { about: Record<string, unknown>; automation: Record<string, unknown> };
  /** Puts a file where inbound media lie; answers its id. */
  keepMedia(bytes: Uint8Array, type: string): string;
  hasMedia(id: string): boolean;
}

const receiptStatuses = ["sent", "delivered", "read"];

/** The Cloud API: what the business of `options.whatsapp` may ask for. */
export function makeWhatsappSide(parts: SideParts): WhatsappSide {
  const { options, ledger, clock, nextId, plan, misbehave, keepRunning, sign, deliver } = parts;
  const { phoneNumberId = "0", businessId = "0" } = options.whatsapp ?? {};
  const metadata = { display_phone_number: "212500000000", phone_number_id: phoneNumberId };
  const templates = makeTemplates(parts);
  const heard = new Map<string, number>();
  const media = new Map<string, { readonly bytes: Uint8Array; readonly type: string }>();
  const profile: WhatsappSide["profile"] = { about: {}, automation: {} };

  async function send(request: GraphRequest, response: ServerResponse): Promise<void> {
    const route = `${request.method} ${request.path}`;
    const { body } = request;
    const parsed = messageRequest.safeParse(body);
    const to = parsed.success ? recipientOf(parsed.data) : null;
    const planned = plan("message", to);
    const judged = judgeMessage(parsed, to);
    const isTaken = !("code" in judged) && takes(planned);
    const id = isTaken ? nextId("wamid.HBgM") : null;
    const echo = parsed.data?.biz_opaque_callback_data ?? null;
    const shown = "code" in judged ? null : judged;
    const call = ledger.write({
      kind: "message",
      product: "whatsapp",
      route,
      body,
      to,
      id,
      shown,
      echo,
      taken: isTaken,
    });
    if (isTaken) keepRunning(sendReceipts(call, planned, isShut(to, parsed.data?.type)));
    if (await misbehave(planned, response)) return;
    if ("code" in judged) return refuse(response, judged);
    reply(response, 200, {
      messaging_product: "whatsapp",
      contacts: [{ input: to, ...(to?.startsWith("+") === true ? { wa_id: to.slice(1) } : {}) }],
      messages: [{ id }],
    });
  }

  function judgeMessage(
    parsed: ReturnType<typeof messageRequest.safeParse>,
    to: string | null,
  ): Shown | Refused {
    if (!parsed.success) {
      return { status: 400, code: 100, message: parsed.error.issues[0]?.message ?? "Invalid" };
    }
    if (to === null) return invalid("Parameter value is not valid: to");
    return parsed.data.type === "template"
      ? templates.fill(parsed.data.template)
      : show(parsed.data);
  }

  /** Meta takes what comes too late, and says so afterwards. */
  function isShut(to: string | null, type: string | undefined): boolean {
    if (options.windows !== true || type === "template") return false;
    return clock() - (heard.get(to ?? "") ?? -Infinity) >= 24 * 3_600_000;
  }

  async function sendReceipts(
    call: GraphCall,
    planned: Misbehavior | null,
    shut: boolean,
  ): Promise<void> {
    if (planned?.kind === "no-receipts") return;
    const wanted = [...(options.receipts ?? receiptStatuses)];
    if (planned?.kind === "reverse-receipts") wanted.reverse();
    const code = planned?.kind === "fail-later" ? planned.code : shut ? 131047 : null;
    const requests =
      code === null
        ? wanted.map((status) => side.signStatus(call, status))
        : [side.signStatus(call, "failed", { errors: [{ code, title: "Failed on command" }] })];
    await deliver(requests, { copies: planned?.kind === "duplicate-receipts" ? 2 : 1 });
  }

  const actionRequest = z.strictObject({
    messaging_product: z.literal("whatsapp"),
    status: z.literal("read"),
    message_id: z.string().min(1),
    typing_indicator: z.strictObject({ type: z.literal("text") }).optional(),
  });

  async function act(request: GraphRequest, response: ServerResponse): Promise<void> {
    const { data } = actionRequest.safeParse(request.body);
    const route = `${request.method} ${request.path}`;
    const id = data?.message_id ?? null;
    const { body } = request;
    ledger.write({
      kind: "action",
      product: "whatsapp",
      route,
      body,
      id,
      taken: data !== undefined,
    });
    if (await misbehave(plan("action", null), response)) return;
    if (data === undefined) return refuse(response, invalid("Invalid status"));
    reply(response, 200, { success: true });
  }

  async function answerProfile(request: GraphRequest, response: ServerResponse): Promise<void> {
    const route = `${request.method} ${request.path}`;
    const { body } = request;
    ledger.write({ kind: "profile", product: "whatsapp", route, body, taken: true });
    if (await misbehave(plan("profile", null), response)) return;
    if (request.path.endsWith("/whatsapp_business_profile")) {
      if (request.method === "GET") return reply(response, 200, { data: [profile.about] });
      Object.assign(profile.about, Object(body));
      return reply(response, 200, { success: true });
    }
    if (request.method === "GET") {
      return reply(response, 200, {
        id: phoneNumberId,
        conversational_automation: { id: "1", ...profile.automation },
      });
    }
    Object.assign(profile.automation, Object(body));
    return reply(response, 200, { success: true });
  }

  async function answerMedia(request: GraphRequest, response: ServerResponse): Promise<void> {
    const route = `${request.method} ${request.path}`;
    ledger.write({ kind: "media", product: "whatsapp", route, taken: true });
    if (await misbehave(plan("media", null), response)) return;
    if (request.path.endsWith("/media")) {
      const id = side.keepMedia(request.raw, "application/octet-stream");
      return reply(response, 200, { id });
    }
    const found = media.get(request.path.split("/").at(-1) ?? "");
    if (found === undefined) return refuse(response, { status: 404, code: 100, subcode: 33 });
    if (request.path.startsWith("bytes/")) {
      response.writeHead(200, { "content-type": found.type }).end(found.bytes);
      return;
    }
    if (request.method === "DELETE") {
      media.delete(request.path);
      return reply(response, 200, { success: true });
    }
    const url = `${request.origin}/v25.0/bytes/${request.path}`;
    reply(response, 200, {
      messaging_product: "whatsapp",
      url,
      mime_type: found.type,
      file_size: found.bytes.length,
      id: request.path,
    });
  }

  const side: WhatsappSide = {
    async answer(request, response) {
      const route = `${request.method} ${request.path}`;
      const isAction = z.object({ status: z.string() }).safeParse(request.body).success;
      switch (route) {
        case `POST ${phoneNumberId}/messages`:
          await (isAction ? act(request, response) : send(request, response));
          return true;
        case `POST ${businessId}/message_templates`:
          await templates.create(request, response);
          return true;
        case `GET ${businessId}/message_templates`:
          await templates.list(request, response);
          return true;
        case `GET ${businessId}/subscribed_apps`:
          reply(response, 200, {
            data: [{ whatsapp_business_api_data: { id: "1", name: "Rafiq" } }],
          });
          return true;
        case `GET ${phoneNumberId}/whatsapp_business_profile`:
        case `POST ${phoneNumberId}/whatsapp_business_profile`:
        case `POST ${phoneNumberId}/conversational_automation`:
        case `GET ${phoneNumberId}`:
          await answerProfile(request, response);
          return true;
        case `POST ${phoneNumberId}/media`:
          await answerMedia(request, response);
          return true;
        default: {
          const isMedia = request.path.startsWith("bytes/") || media.has(request.path);
          if (request.method === "POST" || !isMedia) return false;
          await answerMedia(request, response);
          return true;
        }
      }
    },
    sign(...all) {
      const changes = all.map((one) => {
        return messageChange(one, one.id ?? nextId("wamid.HBgL"), clock(), metadata);
      });
      return side.signChanges(changes);
    },
    signStatus: (call, status, more) =>
      side.signChanges([statusChange(call, status, clock(), metadata, more)]),
    signChanges: (changes) => sign(envelope(businessId, changes)),
    signField: (field, value) => side.signChanges([change(field, value)]),
    async inbound(one) {
      heard.set(one.from, clock());
      const [answered] = await deliver([side.sign(one)]);
      return answered ?? { status: 0, body: "" };
    },
    moderate: (name, verdict, category) => templates.moderate(name, verdict, category),
    fileUnder: (category) => templates.file(category),
    templates: () => templates.all(),
    forget: (id) => templates.forget(id),
    profile,
    keepMedia(bytes, type) {
      const id = nextId("7");
      media.set(id, { bytes, type });
      return id;
    },
    hasMedia: (id) => media.has(id),
  };
  return side;
}
