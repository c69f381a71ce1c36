import { createClient } from "redis";
import type { RedisServer } from "../fakes/redis-server.ts";

/** Asks a server something behind the store's back. */
export async function ask(of: RedisServer, command: readonly string[]): Promise<unknown> {
  const client = await createClient({ url: of.url }).connect();
  try {
    return await client.sendCommand([...command]);
  } finally {
    client.destroy();
  }
}
