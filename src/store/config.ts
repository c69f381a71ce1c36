import { z } from "zod";
import { optional } from "../core/setting.ts";

/** What the store is told by the environment. */
export const storeVariables = {
  REDIS_URL: optional(
    z
      .string()
      .regex(
        /^(?:rediss?|redis-sentinel|redis-cluster):\/\//u,
        "must begin with redis://, rediss://, redis-sentinel:// or redis-cluster://",
      ),
  ).describe(
    "Where Redis is. Without it everything is kept in one file on this machine (one process only).",
  ),
  DATA_DIR: optional(z.string()).describe(
    "The folder for what is kept on this machine: the embedded store, and the spool when Redis is away. `var` when unset.",
  ),
} as const;

export interface StoreSettings {
  /** Null for the embedded store. */
  readonly redisUrl: string | null;
  readonly dataDir: string;
}

export const storeSettings = z.object(storeVariables).transform((values): StoreSettings => ({
  redisUrl: values.REDIS_URL ?? null,
  dataDir: values.DATA_DIR ?? "var",
}));
