import type { RequestHandler } from "express";
import { ipKeyGenerator, rateLimit } from "express-rate-limit";
import { minute, second } from "../core/instant.ts";
import { seldom } from "../runtime/seldom.ts";
import type { Log } from "../runtime/world.ts";

/** All addresses together may ask for so many times what one may. */
const crowd = 10;

/**
 * Turns away whoever asks too often: one address first, and then everybody, so that no crowd on the
 * web keeps people on WhatsApp waiting. `perMinute` is what one address may ask for; null is no limit.
 *
 * Each process counts for itself. Not for webhooks: all of a provider's come from a few addresses,
 * and behind a proxy that we do not know a stranger's forgeries would shut the provider out.
 */
export function limitRequests(perMinute: number | null, log: Log): readonly RequestHandler[] {
  if (perMinute === null) return [];
  const mayLog = seldom(10 * second);
  const limit = (scope: "address" | "all", most: number): RequestHandler =>
    rateLimit({
      windowMs: minute,
      limit: most,
      keyGenerator: ({ ip = "" }) => (scope === "all" ? scope : ipKeyGenerator(ip)),
      // Its warnings would name the visitor's address, past our log.
      validate: false,
      standardHeaders: "draft-7",
      legacyHeaders: false,
      handler(_request, response) {
        if (mayLog(scope, performance.now())) log.warn("requests-limited", { scope });
        // As Direct Line says it, whose clients then wait as long as `Retry-After` says.
        response
          .status(429)
          .set("Access-Control-Allow-Origin", "*")
          .set("Access-Control-Expose-Headers", "retry-after")
          .json({ error: { code: "TooManyRequests", message: "Slow down." } });
      },
    });
  // In this order: what one address may not ask for does not count against the others.
  return [limit("address", perMinute), limit("all", perMinute * crowd)];
}
