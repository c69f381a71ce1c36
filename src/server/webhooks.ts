import express, { type Request as HttpRequest, type Response, type Router } from "express";
import type { Channel, Request, Webhook } from "../channels/channel.ts";
import { Fault } from "../core/fault.ts";
import type { Intake } from "../runtime/intake.ts";

/** The largest webhook body we read: Meta sends up to 3 MB, Twilio far less. */
const largestBody = "3mb";

/** Every webhook of every channel: verified, decoded, stored, and only then answered. */
export function webhooks(channels: Iterable<Channel>, intake: Intake): Router {
  const router = express.Router();
  const raw = express.raw({ type: () => true, limit: largestBody });
  for (const channel of channels) {
    for (const webhook of channel.webhooks) {
      const route = router.route(webhook.path);
      if (webhook.method === "GET")
        route.get((request, response) => answer(webhook, intake, request, response));
      else route.post(raw, (request, response) => answer(webhook, intake, request, response));
    }
  }
  return router;
}

async function answer(
  webhook: Webhook,
  intake: Intake,
  http: HttpRequest,
  response: Response,
): Promise<void> {
  const opened = webhook.open(requestOf(http));
  if (opened.kind === "refused") {
    response.status(opened.status).type("text/plain").send(opened.code);
    return;
  }
  try {
    await intake.take(opened.inbounds, opened.receipts);
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== "store/unavailable") throw error;
    // The provider sends it again: better than an answer for something that is not kept.
    response.status(503).set("Retry-After", "5").type("text/plain").send(error.code);
    return;
  }
  response.status(opened.reply.status).type(opened.reply.type).send(opened.reply.body);
}

/** A request in no framework's form. */
export function requestOf(http: HttpRequest): Request {
  const headers: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(http.headers)) {
    headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  const body: unknown = http.body;
  return {
    method: http.method,
    url: http.originalUrl,
    headers,
    raw: body instanceof Uint8Array ? body : new Uint8Array(),
  };
}
