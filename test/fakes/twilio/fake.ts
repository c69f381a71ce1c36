import { appendFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Request } from "../../../src/channels/channel.ts";
import { refuse, resolveContent, type Shown } from "./rules.ts";
import { makeContentApi } from "./contents.ts";
import { judgeApproval, type Kept, type Verdict } from "./moderation.ts";
import { misbehave, reply, takes, type CallKind, type Misbehavior } from "./accidents.ts";
import { listen } from "./listen.ts";
import {
  makeWebhooks,
  type Call,
  type Delivered,
  type FakeOptions,
  type InboundParts,
} from "./webhooks.ts";

export interface TwilioFake {
  readonly url: string;
  readonly ledger: readonly Call[];
  /** The next call, as soon as it is written down. */
  next(): Promise<Call>;
  /** What people got: the messages taken, oldest first. */
  taken(to?: string): readonly Call[];
  misbehave(misbehavior: Misbehavior): void;
  /** From now on as it should; what was planned is forgotten. */
  behave(): void;
  /** The most calls that were ever under way at once. */
  readonly busiest: number;
  /** The signed webhook of a message, not sent. */
  sign(parts: InboundParts): Request;
  /** The signed status callback of a message, not sent. */
  signStatus(call: Call, status: string, fields?: Readonly<Record<string, string>>): Request;
  /** Sends a message to the target. */
  inbound(parts: InboundParts): Promise<Delivered>;
  /** Keeps a file as if a person had sent it; gives the fields of the webhook that tells of it. */
  keepMedia(bytes: Uint8Array, type: string): Readonly<Record<string, string>>;
  /** How many such files are kept. */
  readonly keptMedia: number;
  setTarget(target: string | null): void;
  /**
   * WhatsApp's reviewers decide about every template asked for so far whose name begins like this;
   * those to come wait. `category`: where they file it.
   */
  moderate(name: string, verdict: Verdict, category?: string): void;
  /** The Content resources, oldest first. */
  contents(): readonly Kept[];
  /** Deletes a Content resource, as somebody might in the console: its name is locked. */
  forget(sid: string): void;
  /** Every callback due has been sent, or given up. */
  quiet(): Promise<void>;
  close(): Promise<void>;
}

interface Stored {
  readonly sid: string;
  readonly to: string;
  readonly from: string;
  readonly body: string;
  readonly at: number;
}

/** A stand-in for Twilio on loopback: the same calls, the same answers, and every bad day on command. */
export async function startTwilioFake(options: FakeOptions): Promise<TwilioFake> {
  const ledger: Call[] = [];
  const stored: Stored[] = [];
  const heard = new Map<string, number>();
  const plans: { left: number; readonly plan: Misbehavior }[] = [];
  const waiting: ((call: Call) => void)[] = [];
  const running = new Set<Promise<unknown>>();
  const series = Math.floor(Math.random() * 0xffff_ffff)
    .toString(16)
    .padStart(8, "0");
  let counter = 0;
  let busy = 0;
  let busiest = 0;
  let target = options.target ?? null;
  const nextSid = (prefix: string): string => {
    counter += 1;
    return `${prefix}${series}${counter.toString(16).padStart(24, "0")}`;
  };
  const clock = options.clock ?? Date.now;
  const files = new Map<string, { readonly bytes: Uint8Array; readonly type: string }>();

  const webhooks = makeWebhooks(options, nextSid, () => target);
  const { accountSid } = options;
  const contents = makeContentApi({ accountSid, nextSid, plan, write });
  const basic = `Basic ${Buffer.from(`${options.accountSid}:${options.authToken}`).toString("base64")}`;

  const server = createServer((request, response) => {
    busy += 1;
    busiest = Math.max(busiest, busy);
    response.once("close", () => (busy -= 1));
    void answer(request, response).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 60_000;
  const url = await listen(server, options.port);

  function plan(on: CallKind, to: string | null): Misbehavior | null {
    const found = plans.find(
      ({ left, plan }) => left > 0 && (plan.on ?? "message") === on && (plan.to ?? to) === to,
    );
    if (found === undefined) return null;
    found.left -= 1;
    return found.plan;
  }

  function write(call: Partial<Call> & Pick<Call, "kind">): Call {
    const full: Call = {
      sid: null,
      to: null,
      body: null,
      contentSid: null,
      shown: null,
      statusCallback: null,
      contentVariables: null,
      validityPeriod: null,
      taken: false,
      at: clock(),
      ...call,
    };
    ledger.push(full);
    for (const tell of waiting.splice(0)) tell(full);
    if (options.ledgerFile !== undefined) {
      appendFileSync(options.ledgerFile, `${JSON.stringify(full)}\n`);
    }
    return full;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const raw = await read(request);
    if (request.headers.authorization !== basic) {
      return reply(response, 401, { code: 20003, message: "Authenticate", status: 401 });
    }
    const url = new URL(request.url ?? "/", "http://twilio");
    const messages = `/2010-04-01/Accounts/${options.accountSid}/Messages.json`;
    const route = `${request.method} ${url.pathname}`;
    if (route === `GET /2010-04-01/Accounts/${options.accountSid}.json`) {
      return reply(response, 200, { sid: options.accountSid, status: "active" });
    }
    if (route === `POST ${messages}`) return createMessage(new URLSearchParams(raw), response);
    if (route === `GET ${messages}`) return listMessages(url.searchParams, response);
    if (/\/Media\/ME[0-9a-f]{32}$/u.test(url.pathname)) return answerMedia(request, response);
    if (await contents.answer(route, url.searchParams, raw, response)) return;
    if (/^POST \/v[23]\/Indicators\/Typing\.json$/u.test(route)) {
      write({ kind: "typing", sid: new URLSearchParams(raw).get("messageId") });
      return reply(response, 200, { success: true });
    }
    return reply(response, 404, { code: 20404, message: "Not found", status: 404 });
  }

  /** A file that a person sent: served, and gone once it was deleted. */
  function answerMedia({ method, url = "" }: IncomingMessage, response: ServerResponse): void {
    const file = files.get(url);
    if (file === undefined) {
      reply(response, 404, { code: 20404, message: "Not found", status: 404 });
    } else if (method === "DELETE") {
      files.delete(url);
      response.writeHead(204).end();
    } else response.writeHead(200, { "content-type": file.type }).end(file.bytes);
  }

  async function createMessage(form: URLSearchParams, response: ServerResponse): Promise<void> {
    const to = form.get("To") ?? "";
    const planned = plan("message", to);
    const contentSid = form.get("ContentSid");
    const statusCallback = form.get("StatusCallback");
    const judged = judgeMessage(form);
    const isTaken = !("code" in judged) && takes(planned);
    const sid = isTaken ? nextSid("SM") : null;
    const call = write({
      kind: "message",
      sid,
      to,
      body: "code" in judged ? form.get("Body") : judged.body,
      contentSid,
      contentVariables: form.get("ContentVariables"),
      validityPeriod: form.get("ValidityPeriod"),
      shown: "code" in judged ? null : judged,
      statusCallback,
      taken: isTaken,
    });
    if (sid !== null && !("code" in judged)) {
      stored.unshift({ sid, to, from: form.get("From") ?? "", body: judged.body, at: call.at });
      keepRunning(sendCallbacks(call, planned));
    }
    if (await misbehave(planned, response)) return;
    if ("code" in judged) return reply(response, judged.status, { ...judged });
    const resource = stored.find((each) => each.sid === sid);
    return reply(response, 201, resource === undefined ? {} : writeResource(resource, "queued"));
  }

  function judgeMessage(form: URLSearchParams): Shown | ReturnType<typeof refuse> {
    const to = form.get("To") ?? "";
    if (!/^whatsapp:(?:\+[0-9]{5,20}|[A-Z]{2}\.[A-Za-z0-9]{1,128})$/u.test(to)) {
      return refuse(21211, "Invalid 'To' Phone Number");
    }
    if (form.get("From") !== `whatsapp:${options.from}`) {
      return refuse(63007, "Could not find a Channel with the specified From address");
    }
    const validity = form.get("ValidityPeriod");
    if (validity !== null && !(Number(validity) >= 1 && Number(validity) <= 36_000)) {
      return refuse(21602, "The ValidityPeriod parameter is invalid.");
    }
    const contentSid = form.get("ContentSid");
    const content = contents.find(contentSid);
    const isApproved = content?.approval?.status === "approved";
    const isShut = clock() - (heard.get(to) ?? -Infinity) >= 24 * 3_600_000;
    if (options.windows === true && isShut && !isApproved) {
      const unapproved = content === undefined ? null : judgeApproval(content);
      return unapproved ?? refuse(63016, "Failed to send freeform message outside the window.");
    }
    if (contentSid === null) {
      const body = form.get("Body") ?? "";
      const media = form.get("MediaUrl");
      if (media !== null) {
        // Twilio fetches it: nothing but a whole address will do.
        if (!/^https:\/\/[^/]+\//u.test(media)) return refuse(21620, "Invalid media URL");
        if (body.length > 1_600) return refuse(21617, "The concatenated message body exceeds 1600");
        return { body, choices: [], open: null, media };
      }
      if (body === "") return refuse(21602, "Message body is required.");
      if (body.length > 1_600) return refuse(21617, "The concatenated message body exceeds 1600");
      return { body, choices: [], open: null };
    }
    if (content === undefined) return refuse(21655, "The ContentSid parameter is invalid.");
    return (
      judgeApproval(content) ?? resolveContent(content.content, form.get("ContentVariables") ?? "")
    );
  }

  async function listMessages(query: URLSearchParams, response: ServerResponse): Promise<void> {
    write({ kind: "list", to: query.get("To") });
    if (await misbehave(plan("list", query.get("To")), response)) return;
    const found = stored
      .filter(({ to }) => to === (query.get("To") ?? to))
      .filter(({ from }) => from === (query.get("From") ?? from))
      .slice(0, Number(query.get("PageSize") ?? 50));
    return reply(response, 200, {
      messages: found.map((each) => writeResource(each, "delivered")),
      next_page_uri: null,
      page: 0,
      page_size: found.length,
    });
  }

  function writeResource(message: Stored, status: string): object {
    const date = new Date(message.at).toUTCString().replace("GMT", "+0000");
    return {
      sid: message.sid,
      account_sid: options.accountSid,
      api_version: "2010-04-01",
      body: message.body,
      from: message.from,
      to: message.to,
      direction: "outbound-api",
      status,
      num_media: "0",
      num_segments: "1",
      error_code: null,
      error_message: null,
      date_created: date,
      date_sent: status === "queued" ? null : date,
      date_updated: date,
      price: null,
      price_unit: null,
      messaging_service_sid: null,
      subresource_uris: {},
      uri: `/2010-04-01/Accounts/${options.accountSid}/Messages/${message.sid}.json`,
    };
  }

  function keepRunning(work: Promise<unknown>): void {
    const tracked = work.finally(() => running.delete(tracked));
    running.add(tracked);
  }

  async function sendCallbacks(call: Call, planned: Misbehavior | null): Promise<void> {
    if (call.statusCallback === null || target === null) return;
    const wanted = [...(options.callbacks ?? ["sent", "delivered", "read"])];
    if (planned?.kind === "reverse-callbacks") wanted.reverse();
    const statuses =
      planned?.kind === "fail-later"
        ? ["undelivered"]
        : planned?.kind === "duplicate-callbacks"
          ? wanted.flatMap((status) => [status, status])
          : wanted;
    const fields: Record<string, string> =
      planned?.kind === "fail-later" ? { ErrorCode: String(planned.code) } : {};
    for (const status of statuses) await webhooks.post(webhooks.signStatus(call, status, fields));
  }

  return {
    url,
    ledger,
    next: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
      }),
    taken: (to) =>
      ledger.filter((call) => call.kind === "message" && call.taken && call.to === (to ?? call.to)),
    misbehave: (misbehavior) => {
      plans.push({ left: misbehavior.times ?? 1, plan: misbehavior });
    },
    behave: () => {
      plans.length = 0;
    },
    get busiest() {
      return busiest;
    },
    sign: (parts) => webhooks.sign(parts),
    signStatus: (call, status, fields) => webhooks.signStatus(call, status, fields),
    inbound: (parts) => {
      heard.set(`whatsapp:${parts.from.replace("whatsapp:", "")}`, clock());
      return webhooks.post(webhooks.sign(parts));
    },
    moderate: (name, verdict, category) => contents.moderate(name, verdict, category),
    contents: () => contents.all(),
    forget: (sid) => contents.forget(sid),
    keepMedia(bytes, type) {
      const path = `/2010-04-01/Accounts/${options.accountSid}/Messages/${nextSid("MM")}/Media/${nextSid("ME")}`;
      files.set(path, { bytes, type });
      const voice = type.startsWith("audio/") ? { MessageType: "audio" } : {};
      return { NumMedia: "1", MediaUrl0: `${url}${path}`, MediaContentType0: type, ...voice };
    },
    get keptMedia() {
      return files.size;
    },
    setTarget: (url) => {
      target = url;
    },
    quiet: async () => {
      while (running.size > 0) await Promise.all(running);
    },
    close: async () => {
      target = null;
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
      await Promise.all(running);
    },
  };
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8");
}
