import { z } from "zod";
import { optional } from "../core/setting.ts";

/** What the console is told by the environment. */
export const consoleVariables = {
  CONSOLE: optional(z.enum(["on", "off"])).describe(
    "The console where consultants answer, at /console. On when unset; it wants HTTPS, except on this machine.",
  ),
  CONSOLE_KEY: optional(z.string().min(32, "needs at least 32 characters")).describe(
    "Seals the second factors of consultants, so that a copy of the store alone opens nothing. Made and kept in the store when unset. Secret.",
  ),
  PUBLIC_URL: optional(z.url({ protocol: /^https?$/u })).describe(
    "Where the internet reaches us, as the providers were told: scheme, host and path, without the webhook's own path.",
  ),
} as const;

export interface ConsoleSettings {
  readonly on: boolean;
  /** Null: a secret of the store. */
  readonly key: string | null;
  /** Where links lead, without a path; null: wherever the visitor came to. */
  readonly origin: string | null;
}

export const consoleSettings = z.object(consoleVariables).transform((values): ConsoleSettings => ({
  on: values.CONSOLE !== "off",
  key: values.CONSOLE_KEY ?? null,
  origin: values.PUBLIC_URL === undefined ? null : new URL(values.PUBLIC_URL).origin,
}));
