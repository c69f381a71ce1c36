import { createClient, createCluster, createSentinel } from "redis";
import { causeOf } from "./faults.ts";
import { type Place, readPlace } from "./place.ts";
import { asText, type Reply } from "./replies.ts";
import { slotOf } from "./slot.ts";
import { connectedReplicas, livingReplicas } from "./successors.ts";

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
  /** Whether a replica may become master without anybody's doing. */
  readonly replacesItself: boolean;
  destroy(): unknown;
}

export interface Master {
  /** Where it is: another name is another server. */
  readonly name: string;
  send(command: readonly string[]): Promise<Reply>;
  /** How many replicas might take its place. Throws when it is no master any more. */
  countReplicas(): Promise<number>;
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
  const countReplicas = async () => connectedReplicas(asText(await send(["INFO", "replication"])));
  return {
    whole: true,
    replacesItself: false,
    losses,
    send: (_key, command) => send(command),
    sendToAll: async (command) => [await send(command)],
    masterOf: async () => ({ name: "", send, countReplicas }),
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
  // A replica that was away for long may be chosen all the same, and a master that was asleep has
  // none left and does not know that it was replaced: no master is believed alone.
  const countReplicas = async () => 1;
  return {
    whole: true,
    replacesItself: true,
    losses,
    send: (_key, command) => send(command),
    sendToAll: async (command) => [await send(command)],
    async masterOf() {
      const node = client.getMasterNode();
      return { name: `${node?.host}:${node?.port}`, send, countReplicas };
    },
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
  async function masterIn(master: (typeof client.masters)[number]): Promise<Master> {
    const node = await client.nodeClient(master);
    const send = (command: readonly string[]) => node.sendCommand<Reply>([...command]);
    const countReplicas = async () => {
      const asked = [send(["CLUSTER", "NODES"]), send(["INFO", "replication"])];
      const [nodes, info] = await Promise.all(asked);
      // One that sleeps is given up by the others long before its connection is: it might still wake
      // up and be made master, with what it had when it fell asleep.
      return Math.max(livingReplicas(asText(nodes)), connectedReplicas(asText(info)));
    };
    return { name: master.address, send, countReplicas };
  }
  async function masterOf(key: string): Promise<Master> {
    const shard = client.slots[slotOf(key)];
    if (shard === undefined) throw new Error("CLUSTERDOWN no master holds the slot");
    return masterIn(shard.master);
  }

  /**
   * Follows a slot that moved, but not before it has moved: while its keys wander from one master to
   * the other (ASK), a script would not find those that are with the other one.
   */
  async function send(key: string, command: readonly string[]): Promise<Reply> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await (await masterOf(key)).send(command);
      } catch (cause) {
        if (attempt === 3 || causeOf(cause) !== "MOVED") throw cause;
        // The library asks anew where everything is.
        await client.sendCommand(key, false, ["EXISTS", key]);
      }
    }
  }

  return {
    whole: false,
    replacesItself: true,
    losses,
    send,
    sendToAll: (command) =>
      Promise.all(client.masters.map(async (each) => (await masterIn(each)).send(command))),
    masterOf,
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
