import { timingSafeEqual } from "node:crypto";
import type { RequestHandler } from "express";
import { endingOf } from "../core/documents/document.ts";
import { linkCode, readLink, type KeptFile } from "../core/engine/files.ts";
import type { State } from "../core/engine/state.ts";
import { Fault, faults } from "../core/fault.ts";
import type { Press } from "../documents/press.ts";
import type { Log, World } from "../runtime/world.ts";
import { signWith } from "../runtime/sign.ts";

type FilesWorld = Pick<World, "store" | "secret" | "clock">;

/**
 * A file that was made for somebody: `/d/<owner>.<id>.<code>/<name>`. Whoever has the link has the
 * file, for a day, and as long as the contact is there; anything else is not found, whatever is wrong.
 */
export function madeFiles(world: FilesWorld, press: Press, log: Log): RequestHandler {
  return async (request, response, next) => {
    const link = readLink(request.path);
    if (link === null) return next();
    const { owner, id, name } = link;
    const isOurs = same(link.code, linkCode(signWith(world.secret), owner, id, name));
    const file = isOurs ? await fileOf(world, owner, id) : null;
    if (file === null || !name.endsWith(`.${endingOf(file.document)}`)) return next();
    try {
      const { bytes, type } = await press.render(file.document);
      response.status(200).set(headers(name, type)).send(Buffer.from(bytes));
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      log.warn("document-not-drawn", { code: error.code });
      const { retryable } = faults[error.code];
      response
        .status(retryable ? 503 : 500)
        .set(retryable ? { "Retry-After": "5" } : {})
        .type("text/plain")
        .send("error");
    }
  };
}

async function fileOf(world: FilesWorld, owner: string, id: string): Promise<KeptFile | null> {
  const kept = await world.store.stateOf(owner);
  // Written by the engine alone; what an older version kept has no files.
  const { files = [] } = (kept?.state ?? {}) as unknown as Partial<Pick<State, "files">>;
  return files.find((one) => one.id === id && one.until > world.clock()) ?? null;
}

/** Nothing in a file may act, whatever a browser takes it for. */
function headers(name: string, type: string): Readonly<Record<string, string>> {
  const isShown = type === "application/pdf" || type.startsWith("image/");
  // Browsers refuse to show a PDF in a sandbox.
  const sandbox = type === "application/pdf" ? "" : "; sandbox";
  return {
    "Content-Type": type,
    "Content-Disposition": `${isShown ? "inline" : "attachment"}; filename="${name}"`,
    "Content-Security-Policy": `default-src 'none'; frame-ancestors 'self'${sandbox}`,
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
  };
}

/** In a time that tells nothing of where they differ. Both are as long as a code is. */
function same(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
