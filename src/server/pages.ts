import type { RequestListener } from "node:http";
import { join } from "node:path";
import express, { type ErrorRequestHandler } from "express";
import helmet from "helmet";
import type { DirectLineRequest, DirectLineResponse } from "../channels/botframework/request.ts";
import type { AppParts } from "./app.ts";
import { makeConsole } from "../console/console.ts";
import { rawBody } from "./body.ts";
import { calendarFiles } from "./calendar-files.ts";
import { madeFiles } from "./documents.ts";
import { exportPages } from "./export-page.ts";
import { limitRequests } from "./limits.ts";
import { tellFailure } from "./refusals.ts";
import { verifyPages } from "./verify.ts";
import { recordings } from "./recordings.ts";
import { requestOf } from "./webhooks.ts";
import { projectRoot } from "../project-root.ts";

/** The largest upload of a web chat; the channel itself allows less for words. */
const largestActivity = 5 * 1_024 * 1_024;

/** The web chat, Azure's messages, the simulator, and an answer for whatever else is asked. */
export function makePages(
  parts: Pick<
    AppParts,
    | "botframework"
    | "console"
    | "world"
    | "press"
    | "log"
    | "simulator"
    | "trustedProxies"
    | "recordings"
    | "requestsPerMinute"
  >,
): RequestListener {
  const app = express();
  app.disable("x-powered-by");
  app.set("trust proxy", parts.trustedProxies);
  for (const limit of limitRequests(parts.requestsPerMinute, parts.log)) app.use(limit);
  if (parts.console !== null) app.use("/console", makeConsole(parts.console));
  app.use("/a", recordings(parts.recordings));
  app.get("/w/:webinar/:file", calendarFiles(parts.world, parts.world.clock));
  app.get("/d/:link/:name", madeFiles(parts.world, parts.press, parts.log));
  app.use("/verify", verifyPages(parts.world, parts.log));
  app.use("/export", exportPages(parts.world, parts.log));
  const raw = rawBody(largestActivity);
  app.use("/v3/directline", raw, mounted(parts.botframework.handle));
  if (parts.botframework.messages !== null) {
    app.post("/api/messages", raw, mounted(parts.botframework.messages));
  }
  if (parts.simulator) app.use(safeHeaders, express.static(join(projectRoot, "src/server/public")));
  app.use((_request, response) => {
    response.status(404).type("text/plain").send("not found");
  });
  const failed: ErrorRequestHandler = (error: unknown, _request, response, _next) =>
    tellFailure(parts.log, error, response);
  app.use(failed);
  return app;
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
