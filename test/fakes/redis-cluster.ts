import { randomInt } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { createClient } from "redis";
import { until } from "../until.ts";
import { type RedisServer, startRedis } from "./redis-server.ts";

/** A Redis Cluster of one's own on loopback ports: masters with a replica each. */
export interface RedisCluster {
  /** In the form that the store takes. */
  readonly url: string;
  readonly nodes: readonly RedisServer[];
  /** Those who are masters and have slots now, by what one of the living says. */
  masters(): Promise<readonly ClusterNode[]>;
  /** The replicas that a master has now. */
  replicasOf(master: RedisServer): Promise<readonly ClusterNode[]>;
  /** Moves a slot with all its keys, a few at a time, as operators do it. */
  migrate(slot: number, to: ClusterNode): Promise<void>;
  stop(): Promise<void>;
}

export interface ClusterNode {
  readonly id: string;
  readonly server: RedisServer;
  /** The first and last of each row of slots. */
  readonly slots: readonly (readonly [number, number])[];
}

/**
 * Starts `masters` masters with a replica each and waits until every replica has its master's data.
 *
 * A node counts as gone after `timeout` ms. A replica follows its master only when it has been in
 * touch with it within ten times as long, which is the usual factor, and when more than half of the
 * masters agree: fewer than three cannot.
 */
export async function startRedisCluster(
  options: {
    readonly masters?: number;
    readonly replicas?: boolean;
    readonly timeout?: number;
    readonly args?: readonly string[];
  } = {},
): Promise<RedisCluster> {
  const { masters: count = 3, replicas = true, timeout = 1_500, args = [] } = options;
  const settings = [
    "--cluster-enabled",
    "yes",
    "--cluster-node-timeout",
    String(timeout),
    // While one of the masters is being followed, the shards of the others go on.
    "--cluster-require-full-coverage",
    "no",
    // A replica that lost its master asks for the rest instead of for everything.
    "--repl-diskless-sync",
    "yes",
    "--repl-diskless-sync-delay",
    "0",
    ...args,
  ];
  const total = replicas ? 2 * count : count;
  const nodes = await Promise.all(Array.from({ length: total }, () => startNode(settings)));
  const stop = async () => {
    await Promise.all(nodes.map((node) => node.stop()));
  };
  try {
    await join(nodes, count);
  } catch (cause) {
    await stop();
    throw cause;
  }

  async function look(): Promise<readonly Known[]> {
    const views = await Promise.all(
      nodes.map((node) => ask(node, ["CLUSTER", "NODES"]).catch(() => null)),
    );
    // One who was asleep believes in a world of the past: the newest is right.
    const parsed = views.filter((view) => view !== null).map((view) => parse(view, nodes));
    const newest = parsed.toSorted((one, other) => epochOf(other) - epochOf(one))[0];
    if (newest === undefined) throw new Error("no node of the cluster answers");
    return newest;
  }

  return {
    url: `redis-cluster://${nodes.map(({ port }) => `127.0.0.1:${port}`).join(",")}`,
    nodes,
    async masters() {
      return (await look()).filter(({ isMaster, slots }) => isMaster && slots.length > 0);
    },
    async replicasOf(of) {
      const known = await look();
      const id = known.find(({ server }) => server === of)?.id;
      return known.filter(({ master }) => master === id);
    },
    async migrate(slot, to) {
      const from = (await look()).find(({ slots }) =>
        slots.some(([first, last]) => slot >= first && slot <= last),
      );
      if (from === undefined || from.id === to.id) return;
      const source = await connect(from.server);
      const target = await connect(to.server);
      try {
        await move(slot, { ...from, client: source }, { ...to, client: target });
      } finally {
        source.destroy();
        target.destroy();
      }
    },
    stop,
  };
}

interface Known extends ClusterNode {
  readonly isMaster: boolean;
  readonly master: string;
  readonly epoch: number;
}

async function startNode(args: readonly string[]): Promise<RedisServer> {
  for (let attempt = 0; ; attempt += 1) {
    // The nodes talk to each other 10,000 above, where the system must not hand out ports either.
    const port = randomInt(15_000, 22_000);
    try {
      return await startRedis({ port, args });
    } catch (cause) {
      if (attempt === 20) throw cause;
    }
  }
}

/** Makes one cluster of empty nodes: the first `count` are the masters. */
async function join(nodes: readonly RedisServer[], count: number): Promise<void> {
  const clients = await Promise.all(nodes.map(connect));
  try {
    const ids = await Promise.all(
      clients.map((client) => client.sendCommand<string>(["CLUSTER", "MYID"])),
    );
    const share = Math.ceil(slotCount / count);
    await Promise.all(
      clients.map(async (client, place) => {
        // Nobody votes for somebody whose epoch is another's.
        await client.sendCommand(["CLUSTER", "SET-CONFIG-EPOCH", String(place + 1)]);
        if (place >= count) return;
        const last = Math.min(slotCount, (place + 1) * share) - 1;
        await client.sendCommand(["CLUSTER", "ADDSLOTSRANGE", `${place * share}`, `${last}`]);
      }),
    );
    const [first] = nodes;
    for (const client of clients.slice(1)) {
      await client.sendCommand(["CLUSTER", "MEET", "127.0.0.1", String(first?.port)]);
    }
    await everywhere(clients, ["CLUSTER", "NODES"], (text) => {
      const lines = text.trim().split("\n");
      return lines.length === nodes.length && lines.every((line) => !line.includes("handshake"));
    });
    await Promise.all(
      clients
        .slice(count)
        .map((client, place) => client.sendCommand(["CLUSTER", "REPLICATE", ids[place] ?? ""])),
    );
    await everywhere(clients, ["CLUSTER", "INFO"], (text) => text.includes("cluster_state:ok"));
    await everywhere(clients.slice(count), ["INFO", "replication"], (text) =>
      text.includes("master_link_status:up"),
    );
    // Everybody has heard who follows whom.
    await everywhere(
      clients,
      ["CLUSTER", "NODES"],
      (text) =>
        text.split(" slave ").length + text.split(",slave ").length - 2 === nodes.length - count,
    );
  } finally {
    for (const client of clients) client.destroy();
  }
}

const slotCount = 16_384;

type Client = Awaited<ReturnType<typeof connect>>;

async function everywhere(
  clients: readonly Client[],
  command: readonly string[],
  holds: (text: string) => boolean,
): Promise<void> {
  await Promise.all(
    clients.map((client) =>
      until(
        `${command.join(" ")} is as wished`,
        async () => holds(await client.sendCommand<string>([...command])),
        30_000,
      ),
    ),
  );
}

interface End extends ClusterNode {
  readonly client: Client;
}

async function move(slot: number, from: End, to: End): Promise<void> {
  const setSlot = (end: End, ...how: readonly string[]) =>
    end.client.sendCommand(["CLUSTER", "SETSLOT", String(slot), ...how]);
  await setSlot(to, "IMPORTING", from.id);
  await setSlot(from, "MIGRATING", to.id);
  for (;;) {
    const keys = await from.client.sendCommand<string[]>([
      "CLUSTER",
      "GETKEYSINSLOT",
      String(slot),
      "10",
    ]);
    if (keys.length === 0) break;
    const target = ["127.0.0.1", String(to.server.port), "", "0", "5000"];
    await from.client.sendCommand(["MIGRATE", ...target, "KEYS", ...keys]);
    // Those who work meanwhile meet a slot of which a part is here and a part there.
    await pause(5);
  }
  // The one that has it must know first: between the two nobody has it.
  await setSlot(to, "NODE", to.id);
  await setSlot(from, "NODE", to.id);
}

/** Reads `CLUSTER NODES`. */
function parse(text: string, nodes: readonly RedisServer[]): readonly Known[] {
  return text
    .trim()
    .split("\n")
    .flatMap((line) => {
      const [id = "", address = "", flags = "", master = "", , , epoch = "0", , ...slots] =
        line.split(" ");
      const port = Number(/:(?<port>\d+)@/u.exec(address)?.groups?.["port"]);
      const server = nodes.find((node) => node.port === port);
      if (server === undefined) return [];
      const rows = slots
        .filter((row) => !row.startsWith("["))
        .map((row) => row.split("-").map(Number))
        .map(([first = 0, last = first]) => [first, last] as const);
      const isMaster = flags.split(",").includes("master");
      return [{ id, server, slots: rows, isMaster, master, epoch: Number(epoch) }];
    });
}

function epochOf(view: readonly Known[]): number {
  return Math.max(...view.map(({ epoch }) => epoch));
}

async function connect({ url }: RedisServer) {
  const client = clientOf(url);
  await client.connect();
  return client;
}

function clientOf(url: string) {
  const client = createClient({ url, socket: { connectTimeout: 5_000, reconnectStrategy: false } });
  client.on("error", () => undefined);
  return client;
}

/** Null when it does not answer within a second: it may be asleep. */
async function ask({ url }: RedisServer, command: readonly string[]): Promise<string | null> {
  const client = clientOf(url);
  const asked = client.connect().then(() => client.sendCommand<string>([...command]));
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, 1_000, null);
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
    asked.catch(() => undefined);
    client.destroy();
  }
}
