import { readFile } from "node:fs/promises";
import http from "node:http";
import { extname } from "node:path";
import { buffer } from "node:stream/consumers";
import { botframework, type Botframework } from "../../../src/channels/botframework/channel.ts";
import type { BotframeworkSettings } from "../../../src/channels/botframework/config.ts";
import type { JournalEntry, World } from "../../../src/channels/botframework/world.ts";
import type { Inbound } from "../../../src/channels/channel.ts";
import { ownerId } from "../../../src/core/shard.ts";

export const settings: BotframeworkSettings = {
  webChat: true,
  production: false,
  origins: null,
  resumeDays: 7,
  publicUrl: null,
  azure: null,
};

type Received = Awaited<ReturnType<World["receive"]>>[number];

/** A world in memory: it outlives the servers that are started on it. */
export interface MemoryWorld extends World {
  readonly journals: Map<string, JournalEntry[]>;
  /** Everything received, duplicates left out. */
  readonly inbounds: Inbound[];
  /** Moves the clock. */
  wait(milliseconds: number): void;
  /** What stands in a conversation. */
  bodies(conversation: string): readonly JournalEntry["body"][];
  /** Called with what was received for the first time. */
  listen: (inbound: Inbound) => void;
  /** What the mailbox answers instead of taking an event. */
  refuse: Received | null;
}

export function memoryWorld(start = Date.UTC(2026, 11, 1, 9)): MemoryWorld {
  const journals = new Map<string, JournalEntry[]>();
  const known = new Set<string>();
  const notes = new Map<string, string>();
  let now = start;
  let made = 0;
  const world: MemoryWorld = {
    journals,
    inbounds: [],
    listen: () => undefined,
    refuse: null,
    wait: (milliseconds) => {
      now += milliseconds;
    },
    bodies: (conversation) => (journals.get(ownerId("d", conversation)) ?? []).map((e) => e.body),
    clock: () => now,
    newId: () => `id${String((made += 1)).padStart(10, "0")}`,
    secret: (name) => Promise.resolve(`secret of ${name}`),
    note: (name) => Promise.resolve(notes.get(name) ?? null),
    setNote: (name, value) => {
      notes.set(name, value);
      return Promise.resolve();
    },
    append: (journal, entries, at) => {
      const kept = journals.get(journal) ?? [];
      journals.set(journal, kept);
      for (const { id, body } of entries) {
        if (known.has(`${journal} ${id}`)) continue;
        known.add(`${journal} ${id}`);
        kept.push({ seq: kept.length + 1, at, body });
      }
      return Promise.resolve();
    },
    read: (journal, after, limit) =>
      Promise.resolve(
        (journals.get(journal) ?? []).filter(({ seq }) => seq > after).slice(0, limit),
      ),
    erase: (journal) => {
      journals.delete(journal);
      return Promise.resolve();
    },
    receive: (inbounds) =>
      Promise.resolve(
        inbounds.map((inbound) => {
          if (world.refuse !== null) return world.refuse;
          if (world.inbounds.some(({ id }) => id === inbound.id)) return "duplicate";
          world.inbounds.push(inbound);
          world.listen(inbound);
          return "accepted";
        }),
      ),
  };
  return world;
}

export interface DirectLineServer {
  readonly bot: Botframework;
  readonly origin: string;
  close(): Promise<void>;
}

/** Mounts the endpoint on a server of its own, with a folder of static files when one is given. */
export async function serve(
  world: World,
  options: { readonly settings?: BotframeworkSettings; readonly files?: URL } = {},
): Promise<DirectLineServer> {
  const bot = botframework(options.settings ?? settings, world);
  const server = http.createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    if (!url.pathname.startsWith("/v3/directline") && options.files !== undefined) {
      void sendFile(response, options.files, url.pathname);
      return;
    }
    answer(bot, request, response, url).catch(() => response.writeHead(500).end());
  });
  server.on("upgrade", bot.upgrade);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    bot,
    origin: `http://127.0.0.1:${port}`,
    async close() {
      bot.close();
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

async function answer(
  bot: Botframework,
  request: http.IncomingMessage,
  response: http.ServerResponse,
  url: URL,
): Promise<void> {
  const { status, headers, body } = await bot.handle({
    method: request.method ?? "GET",
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    ),
    raw: await buffer(request),
    remote: request.socket.remoteAddress ?? "",
  });
  response.writeHead(status, headers).end(body);
}

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** As strict as the real server: nothing inline, nothing from elsewhere. */
export const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

async function sendFile(response: http.ServerResponse, files: URL, path: string): Promise<void> {
  const name = path === "/" ? "index.html" : path.slice(1);
  try {
    const bytes = await readFile(new URL(name, files));
    response.writeHead(200, {
      "content-type": types[extname(name)] ?? "application/octet-stream",
      "content-security-policy": contentSecurityPolicy,
      "cache-control": "no-store",
    });
    response.end(bytes);
  } catch {
    response.writeHead(404).end();
  }
}
