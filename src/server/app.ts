import type { RequestListener, ServerResponse } from "node:http";
import { join } from "node:path";
import express, { type ErrorRequestHandler } from "express";
import helmet from "helmet";
import type { Botframework } from "../channels/botframework/channel.ts";
import type { DirectLineRequest, DirectLineResponse } from "../channels/botframework/request.ts";
import type { Channel } from "../channels/channel.ts";
import { healthFacts, type Health } from "../runtime/health.ts";
import type { Intake } from "../runtime/intake.ts";
import type { Log } from "../runtime/world.ts";
import { rawBody } from "./body.ts";
import type { Metrics } from "./metrics.ts";
import { requestOf, webhooks } from "./webhooks.ts";

export interface AppParts {
  readonly channels: Iterable<Channel>;
  readonly botframework: Botframework;
  readonly intake: Intake;
  readonly health: () => Promise<Health>;
  readonly metrics: MetricsParts;
  readonly log: Log;
  /** The simulator's page at `/`. */
  readonly simulator: boolean;
  readonly trustedProxies: number;
}

/** Metrics are loaded when they are first read: their library costs 19 MB and a third of the start. */
export interface MetricsParts {
  readonly open: () => Promise<Metrics>;
  /** What was opened so far; null when nobody reads. */
  readonly opened: () => Metrics | null;
  readonly access: "local" | "direct" | "off";
}

/** The largest upload of a web chat; the channel itself allows less for words. */
const largestActivity = 5 * 1_024 * 1_024;

/** Everything we answer over HTTP, without listening yet: webhooks first, the rest by the framework. */
export function makeApp(parts: AppParts): RequestListener {
  const hooks = webhooks(parts.channels, parts.intake, (channel, status) =>
    parts.metrics.opened()?.answered(channel, status),
  );
  const rest = makePages(parts);
  return (request, response) => {
    void hooks(request, response, (error) => {
      if (error === undefined) rest(request, response);
      else tellFailure(parts.log, error, response);
    });
  };
}

function makePages(parts: AppParts): RequestListener {
  const app = express();
  app.disable("x-powered-by");
  app.set("trust proxy", parts.trustedProxies);
  const raw = rawBody(largestActivity);
  app.use("/v3/directline", raw, mounted(parts.botframework.handle));
  if (parts.botframework.messages !== null) {
    app.post("/api/messages", raw, mounted(parts.botframework.messages));
  }
  app.get("/health", async (_request, response) => {
    const health = await parts.health();
    response.status(health.ready ? 200 : 503).json(health);
  });
  for (const fact of healthFacts) {
    app.get(`/health/${fact}`, async (_request, response) => {
      const { [fact]: holds, reasons } = await parts.health();
      response.status(holds ? 200 : 503).json({ [fact]: holds, reasons: reasons[fact] });
    });
  }
  app.get("/metrics", (request, response, next) =>
    mayRead(request, parts.metrics.access) ? tellMetrics(parts.metrics, response) : next(),
  );
  if (parts.simulator) app.use(safeHeaders, express.static(join(import.meta.dirname, "public")));
  app.use((_request, response) => {
    response.status(404).type("text/plain").send("not found");
  });
  app.use(failed(parts.log));
  return app;
}

async function tellMetrics({ open }: MetricsParts, response: express.Response): Promise<void> {
  const metrics = await open();
  response.type(metrics.contentType).send(await metrics.read());
}

/** A proxy names whom it speaks for; whoever comes through one is the internet. */
function mayRead({ headers, socket }: express.Request, access: MetricsParts["access"]): boolean {
  const isDirect = ["forwarded", "x-forwarded-for", "x-real-ip", "via"].every(
    (name) => headers[name] === undefined,
  );
  if (!isDirect || access === "off") return false;
  const remote = socket.remoteAddress ?? "";
  return access === "direct" || remote === "::1" || /^(?:::ffff:)?127\./u.test(remote);
}

/** Only our own files, no inline script or style, no frame around us. */
const safeHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", "data:"],
      connectSrc: ["'self'"],
      manifestSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
});

function mounted(
  handle: (request: DirectLineRequest) => Promise<DirectLineResponse>,
): express.RequestHandler {
  return async (http, response) => {
    const body: unknown = http.body;
    const raw = body instanceof Uint8Array ? body : new Uint8Array();
    const { method, headers } = requestOf(http, raw);
    const query: Record<string, string | undefined> = {};
    for (const [name, value] of Object.entries(http.query)) {
      if (typeof value === "string") query[name] = value;
    }
    const answered = await handle({
      method,
      path: http.originalUrl.split("?")[0] ?? "/",
      query,
      headers,
      raw,
      remote: http.ip ?? "",
    });
    response.status(answered.status).set(answered.headers).send(answered.body);
  };
}

function failed(log: Log): ErrorRequestHandler {
  return (error: unknown, _request, response, _next) => tellFailure(log, error, response);
}

/** Whatever went wrong: its code for us, a plain word for them, and nothing of what they sent. */
function tellFailure(log: Log, error: unknown, response: ServerResponse): void {
  // Half an answer cannot be taken back.
  if (response.headersSent) return void response.destroy();
  const status = statusOf(error);
  if (status >= 500)
    log.warn("request-failed", { code: error instanceof Error ? error.name : "unknown" });
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8" });
  response.end(status >= 500 ? "error" : "refused");
}

function statusOf(error: unknown): number {
  if (typeof error !== "object" || error === null || !("status" in error)) return 500;
  return typeof error.status === "number" && error.status >= 400 ? error.status : 500;
}
