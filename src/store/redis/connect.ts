import { createClient, createCluster, createSentinel, type RedisClientOptions } from "redis";
import { Fault } from "../../core/fault.ts";
import { unavailable } from "./faults.ts";
import type { Reply } from "./replies.ts";

/** One way to speak to a single server, a master behind Sentinels, or the masters of a Cluster. */
export interface Connection {
  /** Sends a command to the master that holds the key. */
  send(key: string, command: readonly string[]): Promise<Reply>;
  /** Sends a command to every master. */
  sendToAll(command: readonly string[]): Promise<readonly Reply[]>;
  /** Whether one script may reach all shards, which a Cluster does not allow. */
  readonly whole: boolean;
  destroy(): void;
}

/** A host, or several, behind the kind of installation that `REDIS_URL` names. */
export type Place =
  | { readonly kind: "single"; readonly url: string }
  | (Several & { readonly kind: "cluster" })
  | (Several & { readonly kind: "sentinel"; readonly name: string; readonly database: number });

interface Several {
  readonly nodes: readonly { readonly host: string; readonly port: number }[];
  readonly username: string | null;
  readonly password: string | null;
  readonly tls: boolean;
}

/** Without an answer for this long, in ms, the connection is given up and made anew. */
const silence = 10_000;

/**
 * Connects, and keeps connecting again with growing pauses until `destroy`. While there is no
 * connection, commands fail at once instead of waiting in a queue.
 *
 * Throws `settings/invalid` for an address it cannot read.
 */
export async function connect(
  url: string,
  report: (code: string) => void,
): Promise<Connection> {
  const place = readPlace(url);
  const pool = place.kind === "single" ? null : credentials(place);
  switch (place.kind) {
    case "single": {
      const client = createClient({ ...manners, url: place.url });
      client.on("error", (error: unknown) => report(unavailable(error).message));
      await open(client);
      return {
        whole: true,
        send: (_key, command) => client.sendCommand<Reply>([...command]),
        sendToAll: async (command) => [await client.sendCommand<Reply>([...command])],
        destroy: () => client.destroy(),
      };
    }
    case "sentinel": {
      const client = createSentinel({
        name: place.name,
        sentinelRootNodes: [...place.nodes],
        nodeClientOptions: { ...manners, ...pool, database: place.database },
        // Reads from a replica would miss what was just written.
        replicaPoolSize: 0,
        // Without a reserved connection, calls that begin at once wait for each other.
        reserveClient: true,
      });
      client.on("error", (error: unknown) => report(unavailable(error).message));
      await open(client);
      const send = (command: readonly string[]) => client.sendCommand<Reply>(false, [...command]);
      return {
        whole: true,
        send: (_key, command) => send(command),
        sendToAll: async (command) => [await send(command)],
        destroy: () => void client.destroy(),
      };
    }
    case "cluster": {
      const rootNodes = place.nodes.map((node) => ({ socket: { ...node, tls: place.tls } }));
      const client = createCluster({ rootNodes: rootNodes.map((node) => ({ ...pool, ...node })), defaults: { ...manners, ...pool } });
      client.on("error", (error: unknown) => report(unavailable(error).message));
      await open(client);
      return {
        whole: false,
        send: (key, command) => client.sendCommand<Reply>(key, false, [...command]),
        sendToAll: (command) =>
          Promise.all(
            client.masters.map(async (master) =>
              (await client.nodeClient(master)).sendCommand<Reply>([...command]),
            ),
          ),
        destroy: () => void client.destroy(),
      };
    }
  }
}
