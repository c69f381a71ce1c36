import { createClient, createCluster, createSentinel } from "redis";
import { causeOf } from "./faults.ts";
import { type Place, readPlace } from "./place.ts";
import type { Reply } from "./replies.ts";

/** One way to speak to a single server, to a master behind Sentinels, or to a Cluster's masters. */
export interface Connection {
  /** Sends a command to the master that holds the key. */
  send(key: string, command: readonly string[]): Promise<Reply>;
  /** Sends a command to every master. */
  sendToAll(command: readonly string[]): Promise<readonly Reply[]>;
  /** The master that holds the key, for what is about a server and not about keys. */
  masterOf(key: string): Promise<Master>;
  /** How often a connection was lost or not made: grows by one with each time. */
  losses(): number;
  /** Whether one script may reach all shards, which a Cluster does not allow. */
  readonly whole: boolean;
  destroy(): unknown;
}

export interface Master {
  readonly name: string;
  send(command: readonly string[]): Promise<Reply>;
}

/**
 * Connects, and connects again with growing pauses until `destroy`. `report` is told the code of
 * each failure. Rejects when there is no connection within `patience` ms.
 */
export function connect(
  url: string,
  patience: number,
  report: (code: string) => void,
): Promise<Connection> {
  const place = readPlace(url);
  let losses = 0;
  const open = async (client: Client) => {
    const count = (code: string) => {
      losses += 1;
      report(code);
    };
    await opened(client, patience, count);
    return () => losses;
  };
  if (place.kind === "single") return toServer(place, open);
  return place.kind === "sentinel" ? toSentinels(place, open) : toCluster(place, open);
}

type PlaceOf<Kind extends Place["kind"]> = Extract<Place, { readonly kind: Kind }>;
type Opener = (client: Client) => Promise<() => number>;

async function toServer({ url }: PlaceOf<"single">, open: Opener): Promise<Connection> {
  const client = createClient({ ...manners(), url });
  const losses = await open(client);
  const send = (command: readonly string[]) => client.sendCommand<Reply>([...command]);
  return {
    whole: true,
    losses,
    send: (_key, command) => send(command),
    sendToAll: async (command) => [await send(command)],
    masterOf: async () => ({ name: "", send }),
    destroy: () => client.destroy(),
  };
}

async function toSentinels(place: PlaceOf<"sentinel">, open: Opener): Promise<Connection> {
  const { socket, ...rest } = manners();
  const client = createSentinel({
    name: place.name,
    sentinelRootNodes: [...place.nodes],
    nodeClientOptions: {
      ...rest,
      ...place.login,
      database: place.database,
      socket: { ...socket, tls: place.tls },
    },
    passthroughClientErrorEvents: true,
    // Reads from a replica would miss what was just written.
    replicaPoolSize: 0,
    // Without a reserved connection, calls that begin at once wait for each other.
    reserveClient: true,
  });
  const losses = await open(client);
  const send = (command: readonly string[]) => client.sendCommand<Reply>(false, [...command]);
  return {
    whole: true,
    losses,
    send: (_key, command) => send(command),
    sendToAll: async (command) => [await send(command)],
    masterOf: async () => ({ name: "", send }),
    destroy: () => client.destroy(),
  };
}

async function toCluster(place: PlaceOf<"cluster">, open: Opener): Promise<Connection> {
  const { socket, ...rest } = manners();
  const common = { ...rest, ...place.login };
  const client = createCluster({
    rootNodes: place.nodes.map((node) => ({
      ...common,
      socket: { ...socket, ...node, tls: place.tls },
    })),
    defaults: { ...common, socket: { ...socket, tls: place.tls } },
    topologyRefreshOnReconnectionAttemptStrategy: 500,
  });
  const losses = await open(client);
  const slots = new Map<string, number>();
  async function slotOf(key: string): Promise<number> {
    const slot =
      slots.get(key) ?? Number(await client.sendCommand(key, false, ["CLUSTER", "KEYSLOT", key]));
    slots.set(key, slot);
    return slot;
  }
  async function masterIn(master: (typeof client.masters)[number]): Promise<Master> {
    const node = await client.nodeClient(master);
    return {
      name: master.address,
      send: (command) => node.sendCommand<Reply>([...command]),
    };
  }
  return {
    whole: false,
    losses,
    send: (key, command) => client.sendCommand<Reply>(key, false, [...command]),
    sendToAll: (command) =>
      Promise.all(client.masters.map(async (each) => (await masterIn(each)).send(command))),
    async masterOf(key) {
      const shard = client.slots[await slotOf(key)];
      if (shard === undefined) throw new Error("CLUSTERDOWN no master holds the slot");
      return masterIn(shard.master);
    },
    destroy: () => client.destroy(),
  };
}

/** Made anew for each client: the library writes into what it is given. */
function manners() {
  return {
    // Without a connection a call fails at once: what it carries goes to the spool.
    disableOfflineQueue: true,
    commandsQueueMaxLength: 50_000,
    // The store bounds its own calls: the library would make an abort signal for each command.
    commandOptions: { timeout: 0 },
    // A server that is silent for 10 s although it is pinged is given up and looked for anew.
    pingInterval: 3_000,
    socket: {
      socketTimeout: 10_000,
      connectTimeout: 2_000,
      reconnectStrategy: (retries: number) => Math.min(25 * 2 ** retries, 1_000),
    },
  };
}

interface Client {
  connect(): Promise<unknown>;
  destroy(): unknown;
  on(event: "error" | "node-error", listener: (error: unknown) => void): unknown;
}

async function opened(
  client: Client,
  patience: number,
  report: (code: string) => void,
): Promise<void> {
  // Without a listener the first failed connection ends the process.
  client.on("error", (error) => report(causeOf(error)));
  // A Cluster tells of its nodes under a name of its own.
  client.on("node-error", (error) => report(causeOf(error)));
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error("TIMEOUT no connection")), patience);
  });
  try {
    await Promise.race([client.connect(), late]);
  } catch (cause) {
    client.destroy();
    throw cause;
  } finally {
    clearTimeout(timer);
  }
}
