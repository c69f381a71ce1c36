import type { RequestListener } from "node:http";
import type { Botframework } from "../channels/botframework/channel.ts";
import type { Channel } from "../channels/channel.ts";
import type { ConsoleParts } from "../console/console.ts";
import type { Press } from "../documents/press.ts";
import { second } from "../core/instant.ts";
import type { Health } from "../runtime/health.ts";
import type { Intake } from "../runtime/intake.ts";
import { seldom } from "../runtime/seldom.ts";
import type { Log, World } from "../runtime/world.ts";
import type { Metrics } from "./metrics.ts";
import { operations } from "./operations.ts";
import { tellFailure } from "./refusals.ts";
import { webhooks } from "./webhooks.ts";

export interface AppParts {
  readonly channels: Iterable<Channel>;
  readonly botframework: Botframework;
  readonly intake: Intake;
  /** Where consultants work; null when it is off. */
  readonly console: ConsoleParts | null;
  readonly health: () => Promise<Health>;
  readonly metrics: MetricsParts;
  /** What is known now, for the calendar files of webinars, and for files made for people. */
  readonly world: Pick<World, "book" | "clock" | "store" | "secret">;
  /** Draws the files made for people. */
  readonly press: Press;
  readonly log: Log;
  /** The folder of what can be heard. */
  readonly recordings: string;
  /** The simulator's page at `/`. */
  readonly simulator: boolean;
  readonly trustedProxies: number;
  /** What one address may ask for beside webhooks; null for no limit. */
  readonly requestsPerMinute: number | null;
}

/** Metrics are loaded when they are first read: their library costs 19 MB and a third of the start. */
export interface MetricsParts {
  readonly open: () => Promise<Metrics>;
  /** What was opened so far; null when nobody reads. */
  readonly opened: () => Metrics | null;
  readonly access: "local" | "direct" | "off";
}

/**
 * Everything we answer over HTTP, without listening yet: webhooks first, then what operators ask,
 * the rest by the framework. That one is loaded when somebody first comes for a page: it costs 20 MB,
 * and a bot on WhatsApp alone never needs it.
 */
export function makeApp(parts: AppParts): RequestListener {
  const mayLog = seldom(10 * second);
  const hooks = webhooks(parts.channels, parts.intake, {
    answered: (channel, status) => parts.metrics.opened()?.answered(channel, status),
    refused(channel, code) {
      if (!mayLog(`${channel} ${code}`, performance.now())) return;
      parts.log.warn("webhook-refused", { channel, code });
    },
  });
  const asked = operations(parts);
  let pages: Promise<RequestListener> | null = null;
  const open = async () => (await import("./pages.ts")).makePages(parts);
  return (request, response) => {
    const fail = (error: unknown) => tellFailure(parts.log, error, response);
    const byPages = async (): Promise<void> => {
      try {
        pages ??= open();
        (await pages)(request, response);
      } catch (error) {
        fail(error);
      }
    };
    const byOperations = () =>
      asked(request, response, (error) => void (error === undefined ? byPages() : fail(error)));
    void hooks(request, response, (error) => {
      void (error === undefined ? byOperations() : fail(error));
    });
  };
}
