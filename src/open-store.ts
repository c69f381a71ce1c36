import { join } from "node:path";
import type { Settings } from "./config.ts";
import type { Log } from "./runtime/world.ts";
import { acquaintanceIn } from "./store/redis/acquaintance.ts";
import type { RedisOptions } from "./store/redis/furnish.ts";
import type { EmbeddedStore, Store } from "./store/store.ts";

/** The store that the settings name. Throws when it is not there. */
export async function openStore(
  settings: Pick<Settings, "store">,
  log: Log,
): Promise<Store | EmbeddedStore> {
  const redis = redisOf(settings, log);
  if (redis === null) {
    const { openSqliteStore } = await import("./store/sqlite/sqlite-store.ts");
    return openSqliteStore({ file: storeFile(settings) });
  }
  const { openRedisStore } = await import("./store/redis/redis-store.ts");
  return openRedisStore(redis);
}

/** The same, but whoever listens to providers does not wait for Redis; `meet` sees the store first. */
export async function awaitStore(
  settings: Pick<Settings, "store">,
  log: Log,
  meet: (store: Store) => Promise<void>,
): Promise<Store | EmbeddedStore> {
  const redis = redisOf(settings, log);
  if (redis !== null) {
    const { awaitRedisStore } = await import("./store/redis/redis-store.ts");
    return awaitRedisStore(redis, meet);
  }
  const store = await openStore(settings, log);
  await meet(store);
  return store;
}

/** How to reach Redis; null for the embedded store. */
export function redisOf({ store }: Pick<Settings, "store">, log: Log): RedisOptions | null {
  if (store.redisUrl === null) return null;
  return {
    url: store.redisUrl,
    log: (code, detail) => log.warn("redis", { code, detail }),
    acquaintance: acquaintanceIn(join(store.dataDir, "redis-mark")),
  };
}

/** The file of the embedded store. */
export function storeFile({ store }: Pick<Settings, "store">): string {
  return join(store.dataDir, "rafiq.db");
}
