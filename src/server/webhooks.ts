import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { Channel, Request, Webhook } from "../channels/channel.ts";
import { Fault, faults } from "../core/fault.ts";
import type { Intake } from "../runtime/intake.ts";
import { readBody } from "./body.ts";

/** The largest webhook body we read: Meta sends up to 3 MB, Twilio far less. */
const largestBody = 3 * 1_024 * 1_024;

/** Answers a request, or passes it on; with the error when it could not be answered. */
export type Handler = (
  request: IncomingMessage,
  response: ServerResponse,
  next: (error?: unknown) => void,
) => Promise<void>;

/** Who is told what became of webhooks. */
export interface Told {
  readonly answered: (channel: string, status: number) => void;
  /** Not believed, or not read: the code says why. */
  readonly refused: (channel: string, code: string) => void;
}

/**
 * Every webhook of every channel: verified, decoded, stored, and only then answered.
 *
 * By exact path and without the framework: nearly all requests are webhooks, and a router costs as
 * much as the check of a signature.
 */
export function webhooks(channels: Iterable<Channel>, intake: Intake, told: Told): Handler {
  const known = new Map<string, { readonly channel: string; readonly webhook: Webhook }>();
  for (const { name: channel, webhooks: some } of channels) {
    for (const webhook of some)
      known.set(`${webhook.method} ${webhook.path}`, { channel, webhook });
  }
  return async (request, response, next) => {
    const [path = ""] = (request.url ?? "").split("?", 1);
    const found = known.get(`${request.method} ${path}`);
    if (found === undefined) return next();
    try {
      const {
        status,
        type = "text/plain",
        headers,
        body,
      } = await answer(found.webhook, intake, request, (code) => told.refused(found.channel, code));
      response.writeHead(status, {
        ...headers,
        "Content-Type": `${type}; charset=utf-8`,
        "Content-Length": Buffer.byteLength(body),
      });
      response.end(body);
      told.answered(found.channel, status);
    } catch (error) {
      next(error);
    }
  };
}

interface Answer {
  readonly status: number;
  /** Plain text when left out. */
  readonly type?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body: string;
}

async function answer(
  webhook: Webhook,
  intake: Intake,
  http: IncomingMessage,
  refused: (code: string) => void,
): Promise<Answer> {
  // Before its body is read, so that those already inside are answered.
  if (!intake.admits()) {
    return { status: 503, headers: { "Retry-After": 5, Connection: "close" }, body: "crowded" };
  }
  const raw = await readBody(http, largestBody);
  if (typeof raw === "number") {
    return { status: raw, headers: { Connection: "close" }, body: "refused" };
  }
  const opened = webhook.open(requestOf(http, raw));
  if (opened.kind === "refused") {
    refused(opened.code);
    return { status: opened.status, body: opened.code };
  }
  try {
    await intake.take(opened.inbounds, opened.receipts);
  } catch (error) {
    if (!(error instanceof Fault) || !faults[error.code].retryable) throw error;
    // The provider sends it again: better than an answer for something that is not kept.
    return { status: 503, headers: { "Retry-After": 5 }, body: error.code };
  }
  return opened.reply;
}

/** A request in no framework's form, by the path that was asked for. */
export function requestOf(http: IncomingMessage, raw: Uint8Array): Request {
  const headers: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(http.headers)) {
    headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return { method: http.method ?? "", url: http.url ?? "/", headers, raw };
}
