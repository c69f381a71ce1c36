import type { IncomingMessage, ServerResponse } from "node:http";
import { healthFacts } from "../runtime/health.ts";
import type { AppParts, MetricsParts } from "./app.ts";
import type { Handler } from "./webhooks.ts";

/**
 * What operators and their programs ask: `/health`, each fact of it, and `/metrics`.
 *
 * Without the framework: a probe every few seconds must not be why it is loaded.
 */
export function operations({ health, metrics }: Pick<AppParts, "health" | "metrics">): Handler {
  const answers = new Map<string, (http: IncomingMessage) => Promise<Answer | null>>([
    ["/health", async () => toJson(await health(), (all) => all.ready)],
    ["/metrics", async (http) => (mayRead(http, metrics.access) ? tellMetrics(metrics) : null)],
  ]);
  for (const fact of healthFacts) {
    answers.set(`/health/${fact}`, async () => {
      const { [fact]: holds, reasons } = await health();
      return toJson({ [fact]: holds, reasons: reasons[fact] }, () => holds);
    });
  }
  return async (request, response, next) => {
    const [path = ""] = (request.url ?? "").split("?", 1);
    const find = isLook(request) ? answers.get(path) : undefined;
    if (find === undefined) return next();
    try {
      const answer = await find(request);
      if (answer === null) return next();
      write(answer, request, response);
    } catch (error) {
      next(error);
    }
  };
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

function isLook({ method }: IncomingMessage): boolean {
  return method === "GET" || method === "HEAD";
}

function write({ status, type, body }: Answer, { method }: IncomingMessage, to: ServerResponse) {
  const length = Buffer.byteLength(body);
  to.writeHead(status, { "Content-Type": type, "Content-Length": length });
  to.end(method === "HEAD" ? "" : body);
}

function toJson<Told>(told: Told, isGood: (told: Told) => boolean): Answer {
  return {
    status: isGood(told) ? 200 : 503,
    type: "application/json; charset=utf-8",
    body: JSON.stringify(told),
  };
}

async function tellMetrics({ open }: MetricsParts): Promise<Answer> {
  const metrics = await open();
  return { status: 200, type: metrics.contentType, body: await metrics.read() };
}

/** A proxy names whom it speaks for; whoever comes through one is the internet. */
function mayRead({ headers, socket }: IncomingMessage, access: MetricsParts["access"]): boolean {
  const isDirect = ["forwarded", "x-forwarded-for", "x-real-ip", "via"].every(
    (name) => headers[name] === undefined,
  );
  if (!isDirect || access === "off") return false;
  const remote = socket.remoteAddress ?? "";
  return access === "direct" || remote === "::1" || /^(?:::ffff:)?127\./u.test(remote);
}
