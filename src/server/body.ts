import type { IncomingMessage } from "node:http";
import type { RequestHandler } from "express";

/**
 * Reads the bytes of a body as they came; answers the status to refuse it with when it is too long
 * or packed. Whoever leaves in the middle of it waits for no answer, and gets none.
 *
 * One that is too long is refused at once and read no further: the framework's own reader waits for
 * its end first, which may never come. Nobody sends us packed bodies, of which a small one could
 * unfold into a large one.
 */
export function readBody(request: IncomingMessage, most: number): Promise<Uint8Array | 413 | 415> {
  const { "content-encoding": encoding = "identity", "content-length": length } = request.headers;
  if (encoding.toLowerCase() !== "identity") return Promise.resolve(415);
  if (Number(length ?? 0) > most) return Promise.resolve(413);
  const parts: Buffer[] = [];
  let size = 0;
  return new Promise((resolve) => {
    request.on("data", (part: Buffer) => {
      if (size > most) return;
      size += part.length;
      if (size <= most) parts.push(part);
      else {
        parts.length = 0;
        resolve(413);
      }
    });
    request.once("end", () => {
      const [only] = parts;
      resolve(parts.length === 1 && only !== undefined ? only : Buffer.concat(parts));
    });
    request.once("error", () => undefined);
  });
}

/** Reads a body into `body` for the framework, or refuses it (see `readBody`). */
export function rawBody(most: number): RequestHandler {
  return async (request, response, next) => {
    const body = await readBody(request, most);
    if (typeof body !== "number") {
      request.body = body;
      return next();
    }
    response.status(body).set("Connection", "close").type("text/plain").send("refused");
  };
}
