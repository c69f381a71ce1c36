import { join } from "node:path";
import { createClient } from "redis";
import { startRedis, type RedisServer } from "../../fakes/redis-server.ts";
import { until } from "../../until.ts";
import { owned, type Trial } from "../scenario.ts";
import type { Wish } from "../street.ts";
import { openTown, type Running, type Town } from "../town.ts";

/** Some who wait for answers, and some who do not. */
export const crowd: readonly Wish[] = [
  { people: 5, messages: 8, rate: 15 },
  { people: 5, messages: 6, rate: 15, eager: true },
];

/** A town on a Redis of its own. */
export interface Place {
  readonly server: RedisServer;
  readonly town: Town;
}

export async function open(
  trial: Trial,
  processes = 2,
  args: readonly string[] = [],
): Promise<Place> {
  const server = owned(trial, await startRedis({ appendfsync: "always", args }));
  const town = await openTown(trial, { redisUrl: server.url });
  for (let count = 0; count < processes; count += 1) await town.start();
  return { server, town };
}

/** Somebody else who speaks with the same Redis. */
export async function connect(trial: Trial, { url }: RedisServer) {
  const client = createClient({ url });
  // It is killed under us, too.
  client.on("error", () => undefined);
  await client.connect();
  trial.finally(() => client.destroy());
  return client;
}

/** Where Redis keeps the files of what it was told. */
export async function appendOnlyFolder(
  client: Awaited<ReturnType<typeof connect>>,
): Promise<string> {
  const { dir = "", appenddirname = "" } = await client.configGet(["dir", "appenddirname"]);
  return join(dir, appenddirname);
}

/** Until it says that it is not ready, and why. */
export function saysNotReady({ url }: Running, reason: string): Promise<true> {
  return until(`it says ${reason}`, async () => {
    const response = await fetch(`${url}/health/ready`);
    return response.status === 503 && (await response.text()).includes(reason);
  });
}
