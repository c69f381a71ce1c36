import { z } from "zod";
import { optional } from "../core/setting.ts";

/** What the HTTP server is told by the environment. */
export const serverVariables = {
  PORT: optional(z.coerce.number().int().min(0).max(65_535)).describe(
    "The port to listen on. 3000 when unset, 0 for any free one.",
  ),
  HOST: optional(z.string()).describe(
    "The address to listen on. Only this machine (127.0.0.1) when unset, every network in production.",
  ),
  NODE_ENV: optional(z.enum(["production", "development", "test"])).describe(
    "`production` turns the simulator off unless WEB_CHAT=on, and listens on every network.",
  ),
  TRUSTED_PROXIES: optional(z.coerce.number().int().min(0).max(5)).describe(
    "How many reverse proxies stand before us: whose word about the visitor's address counts. 1 in production, else 0.",
  ),
  REQUESTS_PER_MINUTE: optional(z.coerce.number().int().min(0)).describe(
    "How many requests one visitor's address may make in a minute, webhooks apart; ten times as many for all together. 3000 in production when unset, else no limit; 0 for none.",
  ),
  LOG_LEVEL: optional(z.enum(["debug", "info", "warn", "silent"])).describe(
    "How much is written to the log. `info` when unset. Never what people write, nor their numbers.",
  ),
  METRICS: optional(z.enum(["on", "off"])).describe(
    "Who may read /metrics (Prometheus): programs on this machine when unset, any that reaches us without a proxy with `on`, nobody with `off`. Through a proxy it never exists.",
  ),
  DRAIN_SECONDS: optional(z.coerce.number().int().min(0).max(10)).describe(
    "How long after a SIGTERM we go on answering while /health says that we stop, so that a load balancer looks elsewhere. 0 when unset.",
  ),
} as const;

export interface ServerSettings {
  readonly port: number;
  readonly host: string;
  readonly trustedProxies: number;
  /** Of one address; null for no limit. */
  readonly requestsPerMinute: number | null;
  readonly logLevel: "debug" | "info" | "warn" | "silent";
  readonly metrics: "local" | "direct" | "off";
  /** In milliseconds. */
  readonly drain: number;
}

export const serverSettings = z.object(serverVariables).transform((values): ServerSettings => {
  const production = values.NODE_ENV === "production";
  return {
    port: values.PORT ?? 3_000,
    host: values.HOST ?? (production ? "0.0.0.0" : "127.0.0.1"),
    trustedProxies: values.TRUSTED_PROXIES ?? (production ? 1 : 0),
    // Enough for a classroom behind one address, whose pages ask again and again for want of sockets.
    requestsPerMinute: (values.REQUESTS_PER_MINUTE ?? (production ? 3_000 : 0)) || null,
    logLevel: values.LOG_LEVEL ?? "info",
    metrics: values.METRICS === undefined ? "local" : values.METRICS === "on" ? "direct" : "off",
    drain: (values.DRAIN_SECONDS ?? 0) * 1_000,
  };
});
