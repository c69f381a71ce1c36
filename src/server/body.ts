import type { RequestHandler, Response } from "express";

/**
 * Reads the bytes of a body as they came, into `body`.
 *
 * One that is too long is refused at once and read no further: the framework's own reader waits for
 * its end first, which may never come. Nobody sends us packed bodies, of which a small one could
 * unfold into a large one.
 */
export function rawBody(most: number): RequestHandler {
  return (request, response, next) => {
    const { "content-encoding": encoding = "identity", "content-length": length } = request.headers;
    if (encoding.toLowerCase() !== "identity") return refuse(response, 415);
    if (Number(length ?? 0) > most) return refuse(response, 413);
    const parts: Buffer[] = [];
    let size = 0;
    request.on("data", (part: Buffer) => {
      if (size > most) return;
      size += part.length;
      if (size <= most) parts.push(part);
      else {
        parts.length = 0;
        refuse(response, 413);
      }
    });
    request.once("end", () => {
      if (size > most) return;
      request.body = parts.length === 1 ? parts[0] : Buffer.concat(parts);
      next();
    });
    // Whoever leaves in the middle of it waits for no answer.
    request.once("error", () => undefined);
  };
}

function refuse(response: Response, status: number): void {
  response.status(status).set("Connection", "close").type("text/plain").send("refused");
}
