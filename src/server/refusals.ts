import type { ServerResponse } from "node:http";
import type { Log } from "../runtime/world.ts";

/** Whatever went wrong: its code for us, a plain word for them, and nothing of what they sent. */
export function tellFailure(log: Log, error: unknown, response: ServerResponse): void {
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
