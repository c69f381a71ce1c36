import type { ServerResponse } from "node:http";
import { z } from "zod";
import type { Request } from "../../../src/channels/channel.ts";
import { refuse, reply, takes, type Misbehavior, type Refused } from "./accidents.ts";
import type { GraphCall, Shown } from "./ledger.ts";
import { showMessage } from "./messenger-rules.ts";
import { makePageTemplates } from "./messenger-templates.ts";
import type { GraphRequest, SideParts } from "./server.ts";
import type { Delivered } from "./signed.ts";

export interface MessengerSide {
  answer(request: GraphRequest, response: ServerResponse): Promise<boolean>;
  /** The signed webhook of events of this page (`entry[].messaging[]`), one body, not sent. */
  sign(...events: readonly object[]): Request;
  /** The signed webhook of entries as they are: `standby` and whatever else. */
  signEntries(entries: readonly object[]): Request;
  /** Words of a person: an event of `entry[].messaging[]`. */
  textEvent(from: string, text: string, more?: object): object;
  /** The echo of one of our own messages, or with another `app_id` of somebody else's. */
  echoEvent(call: GraphCall, more?: object): object;
  /** Sends words, or an event as it is, to the target. */
  inbound(from: string, what: string | object): Promise<Delivered>;
  /** What people see of the page: greeting, menu, ice breakers. */
  readonly profile: Record<string, unknown>;
  readonly personas: ReadonlyMap<string, unknown>;
  /** What may reach people once the window is shut. */
  readonly templates: ReturnType<typeof makePageTemplates>;
  /** Who holds a conversation: the id of an app, or null for ours. */
  holder(person: string): string | null;
}

const receiptKinds = ["sent", "delivered", "read"];

/** The Messenger Platform: what the page of `options.messenger` may ask for. */
export function makeMessengerSide(parts: SideParts): MessengerSide {
  const { options, ledger, clock, nextId, plan, misbehave, keepRunning, sign, deliver } = parts;
  const { pageId = "0", appId = "0" } = options.messenger ?? {};
  const heard = new Map<string, number>();
  const profile: Record<string, unknown> = {};
  const personas = new Map<string, unknown>();
  const templates = makePageTemplates(parts);
  const holders = new Map<string, string>();
  const write = (call: Partial<GraphCall> & Pick<GraphCall, "kind">, request: GraphRequest) =>
    ledger.write({
      product: "messenger",
      route: `${request.method} ${request.path}`,
      body: request.body,
      query: Object.fromEntries(request.query),
      ...call,
    });

  const addressed = z.looseObject({
    recipient: z.object({ id: z.string() }),
    sender_action: z.string().optional(),
    messaging_type: z.string().optional(),
    tag: z.string().optional(),
    message: z.looseObject({ metadata: z.string().optional() }).optional(),
  });

  async function send(request: GraphRequest, response: ServerResponse): Promise<void> {
    const { data } = addressed.safeParse(request.body);
    const to = data?.recipient.id ?? null;
    const isAction = data?.sender_action !== undefined;
    const kind = isAction ? "action" : "message";
    const planned = plan(kind, to);
    const judged = data === undefined ? unreadable : isAction ? noWords : judgeMessage(data, to);
    const isTaken = !("code" in judged) && takes(planned);
    const id = isTaken && !isAction ? nextId("m_") : null;
    const shown = "code" in judged || isAction ? null : judged;
    const echo = data?.message?.metadata ?? null;
    const call = write({ kind, to, id, shown, echo, taken: isTaken }, request);
    if (isTaken && !isAction) keepRunning(sendReceipts(call, planned));
    if (await misbehave(planned, response)) return;
    if ("code" in judged) return refuse(response, judged);
    reply(response, 200, { recipient_id: to, ...(id === null ? {} : { message_id: id }) });
  }

  function judgeMessage(data: z.infer<typeof addressed>, to: string | null): Shown | Refused {
    if (!/^[0-9]{5,30}$/u.test(to ?? "")) {
      return { status: 400, code: 100, subcode: 2018001, message: "No matching user found" };
    }
    const age = clock() - (heard.get(to ?? "") ?? -Infinity);
    const isLate = options.windows === true && age >= 24 * 3_600_000;
    const isHuman = data.tag === "HUMAN_AGENT" && age < 7 * 24 * 3_600_000;
    if (isLate && data.messaging_type !== "UTILITY" && !isHuman) {
      return { status: 400, code: 10, subcode: 2018278, message: "Outside of allowed window" };
    }
    if (data.messaging_type === undefined) {
      return { status: 400, code: 100, message: "messaging_type is required" };
    }
    return data.messaging_type === "UTILITY"
      ? templates.fill(data.message)
      : showMessage(data.message);
  }

  /** The echo is how Meta confirms; then a delivery and a read, which name no message of ours but by watermark. */
  async function sendReceipts(call: GraphCall, planned: Misbehavior | null): Promise<void> {
    if (planned?.kind === "no-receipts" || planned?.kind === "fail-later") return;
    const wanted = [...(options.receipts ?? receiptKinds)];
    if (planned?.kind === "reverse-receipts") wanted.reverse();
    const base = { sender: { id: call.to }, recipient: { id: pageId }, timestamp: clock() };
    const events = wanted.map((kind) => {
      if (kind === "sent") return side.echoEvent(call);
      return kind === "delivered"
        ? { ...base, delivery: { mids: [call.id], watermark: clock() } }
        : { ...base, read: { watermark: clock() } };
    });
    const copies = planned?.kind === "duplicate-receipts" ? 2 : 1;
    await deliver(
      events.map((event) => side.sign(event)),
      { copies },
    );
  }

  async function answerProfile(request: GraphRequest, response: ServerResponse): Promise<void> {
    write({ kind: "profile", taken: true }, request);
    if (await misbehave(plan("profile", null), response)) return;
    if (request.method === "GET") return reply(response, 200, { data: [profile] });
    if (request.method === "DELETE") {
      const { fields } = z.object({ fields: z.array(z.string()) }).parse(request.body);
      for (const field of fields) delete profile[field];
    } else Object.assign(profile, Object(request.body));
    reply(response, 200, { result: "success" });
  }

  async function answerPersonas(request: GraphRequest, response: ServerResponse): Promise<void> {
    const planned = plan("persona", null);
    const isMade = request.method === "POST" && takes(planned);
    const id = isMade ? nextId("5") : null;
    write({ kind: "persona", id, taken: isMade || request.method === "GET" }, request);
    if (id !== null) personas.set(id, request.body);
    if (await misbehave(planned, response)) return;
    if (request.method === "POST") return reply(response, 200, { id });
    const data = [...personas].map(([one, made]) => ({ id: one, ...Object(made) }));
    reply(response, 200, { data });
  }

  async function answerThread(request: GraphRequest, response: ServerResponse): Promise<void> {
    const { data } = z
      .looseObject({
        recipient: z.object({ id: z.string() }),
        target_app_id: z.union([z.string(), z.number()]).transform(String).optional(),
      })
      .safeParse(request.body);
    const to = data?.recipient.id ?? null;
    write({ kind: "thread", to, taken: data !== undefined }, request);
    if (await misbehave(plan("thread", to), response)) return;
    if (data === undefined || to === null) return refuse(response, unreadable);
    if (request.path.endsWith("/pass_thread_control")) holders.set(to, data.target_app_id ?? "");
    if (request.path.endsWith("/take_thread_control")) holders.delete(to);
    reply(response, 200, { success: true });
  }

  const side: MessengerSide = {
    async answer(request, response) {
      const [owner, what = "", ...rest] = request.path.split("/");
      if ((owner !== pageId && owner !== "me") || rest.length > 0) return false;
      if (what === "messages" && request.method === "POST") await send(request, response);
      else if (what === "messenger_profile") await answerProfile(request, response);
      else if (what === "message_templates") await templates.answer(request, response);
      else if (what === "personas") await answerPersonas(request, response);
      else if (/^(?:pass|take|request|release|extend)_thread_control$/u.test(what)) {
        await answerThread(request, response);
      } else if (what === "subscribed_apps") {
        write({ kind: "subscription", taken: true }, request);
        const data = [{ subscribed_fields: ["messages", "messaging_postbacks", "message_echoes"] }];
        reply(response, 200, request.method === "GET" ? { data } : { success: true });
      } else return false;
      return true;
    },
    sign: (...messaging) => side.signEntries([{ id: pageId, time: clock(), messaging }]),
    signEntries: (entry) => sign({ object: "page", entry }),
    textEvent: (from, text, more) => ({
      sender: { id: from },
      recipient: { id: pageId },
      timestamp: clock(),
      message: { mid: nextId("m_in"), text, ...more },
    }),
    echoEvent: ({ to, id, shown, echo }, more) => ({
      sender: { id: pageId },
      recipient: { id: to },
      timestamp: clock(),
      message: {
        mid: id,
        is_echo: true,
        app_id: Number(appId),
        text: shown?.text ?? "",
        ...(echo === null ? {} : { metadata: echo }),
        ...more,
      },
    }),
    async inbound(from, what) {
      heard.set(from, clock());
      const event = typeof what === "string" ? side.textEvent(from, what) : what;
      const [answered] = await deliver([side.sign(event)]);
      return answered ?? { status: 0, body: "" };
    },
    profile,
    personas,
    templates,
    holder: (person) => holders.get(person) ?? null,
  };
  return side;
}

const unreadable: Refused = { status: 400, code: 100, message: "Invalid parameter" };
const noWords: Shown = { text: "", choices: [], open: null, file: null, template: null };
