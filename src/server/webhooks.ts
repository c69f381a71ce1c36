import express, {
  type Request as HttpRequest,
  type RequestHandler,
  type Response,
  type Router,
} from "express";
import type { Channel, Request, Webhook } from "../channels/channel.ts";
import { Fault } from "../core/fault.ts";
import type { Intake } from "../runtime/intake.ts";
import { rawBody } from "./body.ts";

/** The largest webhook body we read: Meta sends up to 3 MB, Twilio far less. */
const largestBody = 3 * 1_024 * 1_024;

/** Every webhook of every channel: verified, decoded, stored, and only then answered. */
export function webhooks(
  channels: Iterable<Channel>,
  intake: Intake,
  answered: (channel: string, status: number) => void,
): Router {
  const router = express.Router();
  const raw = rawBody(largestBody);
  for (const channel of channels) {
    const count: RequestHandler = (_request, response, next) => {
      response.once("finish", () => answered(channel.name, response.statusCode));
      next();
    };
    for (const webhook of channel.webhooks) {
      const route = router.route(webhook.path);
      if (webhook.method === "GET")
        route.get(count, (request, response) => answer(webhook, intake, request, response));
      else
        route.post(count, shed(intake), raw, (request, response) =>
          answer(webhook, intake, request, response),
        );
    }
  }
  return router;
}

/** Turns requests away before their body is read, so that those already inside are answered. */
function shed(intake: Pick<Intake, "admits">): RequestHandler {
  return (_request, response, next) => {
    if (intake.admits()) return next();
    response
      .status(503)
      .set({ "Retry-After": "5", Connection: "close" })
      .type("text/plain")
      .send("crowded");
  };
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
