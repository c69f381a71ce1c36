import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { WebSocket, WebSocketServer } from "ws";
import type { Instant } from "../../core/instant.ts";
import { minute, second } from "../../core/instant.ts";
import { readAfter, readWatermark } from "./thread.ts";
import { checkPass } from "./tokens.ts";
import type { World } from "./world.ts";

/** Open pages, and the journals they follow. */
export interface Streams {
  /** Takes a WebSocket request for `/v3/directline/conversations/<id>/stream`. */
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Something new stands in a conversation: its sockets get it at once. */
  readonly wake: (conversation: string) => void;
  readonly close: () => void;
}

interface Listener {
  readonly socket: WebSocket;
  /** The number of the last entry it was sent. */
  after: number;
  alive: boolean;
}

interface Watch {
  readonly conversation: string;
  readonly listeners: Set<Listener>;
  timer: NodeJS.Timeout | null;
  looking: boolean;
  /** Asked to look while looking. */
  again: boolean;
  news: Instant;
}

/** Another process may write to the journal: look often while people talk, now and then otherwise. */
const pace = { talking: 150, quiet: second, talkLasts: minute } as const;
/** Tabs that may show one conversation. */
const socketsPerConversation = 8;
/** Waiting in a socket's buffer before we stop adding to it. */
const backlog = 1_000_000;

export function streams(
  world: Pick<World, "read" | "secret" | "clock">,
  allows: (origin: string | undefined) => boolean,
): Streams {
  // Loaded with the first page that listens.
  let server: Promise<WebSocketServer> | null = null;
  const watches = new Map<string, Watch>();
  const heartbeat = setInterval(() => beat(watches), 30 * second);
  heartbeat.unref();

  return {
    upgrade(request, socket, head) {
      const lost = () => socket.destroy();
      socket.on("error", lost);
      const take = async () => {
        const admitted = await admit(world, request, allows);
        if (admitted === null) {
          socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
          return;
        }
        server ??= openServer();
        (await server).handleUpgrade(request, socket, head, (opened) => {
          socket.off("error", lost);
          follow(world, watches, admitted, opened);
        });
      };
      // When the store is away, the client tries again.
      void take().catch(lost);
    },
    wake(conversation) {
      const watch = watches.get(conversation);
      if (watch !== undefined) void look(world, watch);
    },
    close() {
      clearInterval(heartbeat);
      for (const watch of watches.values()) {
        if (watch.timer !== null) clearTimeout(watch.timer);
        for (const { socket } of watch.listeners) socket.terminate();
      }
      watches.clear();
      void server?.then((opened) => opened.close());
    },
  };
}

async function openServer(): Promise<WebSocketServer> {
  const { WebSocketServer } = await import("ws");
  return new WebSocketServer({ noServer: true, maxPayload: 4_096 });
}

async function admit(
  world: Pick<World, "secret" | "clock">,
  request: IncomingMessage,
  allows: (origin: string | undefined) => boolean,
): Promise<{ readonly conversation: string; readonly after: number } | null> {
  const url = new URL(request.url ?? "/", "http://localhost");
  const named = /\/conversations\/([^/]+)\/stream$/u.exec(url.pathname)?.[1];
  if (named === undefined || !allows(request.headers.origin)) return null;
  const secret = await world.secret("direct-line");
  const checked = checkPass(url.searchParams.get("t") ?? "", secret, world.clock());
  if (checked.kind !== "valid" || checked.pass.use !== "listen") return null;
  const { conversation } = checked.pass;
  if (conversation !== named) return null;
  return { conversation, after: readWatermark(url.searchParams.get("watermark") ?? undefined) };
}

function follow(
  world: Pick<World, "read" | "clock">,
  watches: Map<string, Watch>,
  { conversation, after }: { readonly conversation: string; readonly after: number },
  socket: WebSocket,
): void {
  const watch: Watch = watches.get(conversation) ?? {
    conversation,
    listeners: new Set(),
    timer: null,
    looking: false,
    again: false,
    news: world.clock(),
  };
  watches.set(conversation, watch);
  const [oldest] = watch.listeners;
  if (oldest !== undefined && watch.listeners.size >= socketsPerConversation) {
    oldest.socket.close(1008);
  }
  const listener: Listener = { socket, after, alive: true };
  watch.listeners.add(listener);
  const heard = () => {
    listener.alive = true;
  };
  // Clients send empty messages to find out whether the line still holds.
  socket.on("message", heard);
  socket.on("pong", heard);
  socket.on("error", () => socket.terminate());
  socket.on("close", () => {
    watch.listeners.delete(listener);
    if (watch.listeners.size > 0) return;
    if (watch.timer !== null) clearTimeout(watch.timer);
    if (watches.get(conversation) === watch) watches.delete(conversation);
  });
  // The first look replays what came before the socket opened.
  void look(world, watch);
}

/** Sends what is new, one look at a time, then sets the next one. */
async function look(world: Pick<World, "read" | "clock">, watch: Watch): Promise<void> {
  if (watch.looking) {
    watch.again = true;
    return;
  }
  watch.looking = true;
  if (watch.timer !== null) clearTimeout(watch.timer);
  try {
    do {
      watch.again = false;
      for (const listener of watch.listeners) {
        if (await tell(world, watch.conversation, listener)) watch.news = world.clock();
      }
    } while (watch.again);
  } catch {
    // The store is away. A closed line makes clients say so, and come back.
    for (const { socket } of watch.listeners) socket.close(1011);
  } finally {
    watch.looking = false;
  }
  if (watch.listeners.size === 0) return;
  const talking = world.clock() - watch.news < pace.talkLasts;
  watch.timer = setTimeout(() => void look(world, watch), talking ? pace.talking : pace.quiet);
  watch.timer.unref();
}

/** Whether there was something to tell. */
async function tell(
  world: Pick<World, "read">,
  conversation: string,
  listener: Listener,
): Promise<boolean> {
  for (let told = false; ; told = true) {
    const { socket } = listener;
    if (socket.readyState !== socket.OPEN || socket.bufferedAmount > backlog) return told;
    const set = await readAfter(world, conversation, listener.after);
    if (set.activities.length === 0) return told;
    socket.send(JSON.stringify(set));
    listener.after = Number(set.watermark);
  }
}

/** Keeps proxies from closing a silent line, and drops the lines that no longer answer. */
function beat(watches: ReadonlyMap<string, Watch>): void {
  for (const { listeners } of watches.values()) {
    for (const listener of listeners) {
      if (!listener.alive) listener.socket.terminate();
      listener.alive = false;
      listener.socket.ping();
    }
  }
}
