import { randomBytes } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { botframework, type Botframework } from "./channels/botframework/channel.ts";
import type { Channel, Inbound } from "./channels/channel.ts";
import { twilioWhatsapp } from "./channels/twilio-whatsapp/channel.ts";
import type { Settings } from "./config.ts";
import type { Flowbook } from "./core/engine/book.ts";
import { readHealth } from "./runtime/health.ts";
import { loadBook } from "./runtime/book-on-disk.ts";
import { Intake } from "./runtime/intake.ts";
import { Pump, pumpDefaults, type PumpOptions } from "./runtime/pump.ts";
import type { Log, World } from "./runtime/world.ts";
import { makeApp } from "./server/app.ts";
import { openDiskQueue } from "./store/spool.ts";
import type { Store } from "./store/store.ts";

export interface Service {
  readonly url: string;
  readonly world: World;
  readonly pump: Pump;
  /** Stops taking requests, finishes what is under way, closes the store. */
  close(): Promise<void>;
}

/** What a test replaces: time, and a look between the steps. */
export interface ServiceOptions {
  readonly clock?: () => number;
  readonly pump?: Partial<PumpOptions>;
  /** Stands between the program and its store. */
  readonly wrap?: (store: Store) => Store;
}

/** Opens the store, reads the book, starts the pump and listens. */
export async function startService(
  settings: Settings,
  log: Log,
  options: ServiceOptions = {},
): Promise<Service> {
  const book = await loadBook();
  const opened = await openStore(settings, log);
  const store = options.wrap?.(opened) ?? opened;
  try {
    return await serve(settings, log, options, store, book);
  } catch (error) {
    // An open connection to the store would keep a process alive that never started.
    await store.close();
    throw error;
  }
}

async function serve(
  settings: Settings,
  log: Log,
  options: ServiceOptions,
  store: Store,
  book: Flowbook,
): Promise<Service> {
  const clock = options.clock ?? Date.now;
  const channels = new Map<string, Channel>();
  const world: World = {
    store,
    channels,
    book,
    clock,
    log,
    secret: await store.secret("turns"),
  };
  const spool =
    settings.store.redisUrl === null
      ? null
      : openDiskQueue<Inbound>(join(settings.store.dataDir, "spool.db"));
  const pump = new Pump(world, { ...pumpDefaults, ...options.pump });
  const intake = new Intake(world, spool, () => pump.wake());
  const web = openChannels(settings, world, channels, intake);
  const app = makeApp({
    channels: channels.values(),
    botframework: web,
    intake,
    health: () => readHealth(world, intake.spooled),
    log,
    simulator: settings.botframework.webChat,
    trustedProxies: settings.server.trustedProxies,
  });
  const server = createServer(app);
  server.on("upgrade", (request, socket, head) => web.upgrade(request, socket, head));
  const url = await listen(server, settings);
  pump.start();
  const drains = spool === null ? null : startDraining(intake);
  return {
    url,
    world,
    pump,
    async close() {
      web.close();
      await shut(server);
      drains?.();
      await pump.stop();
      spool?.close();
      await store.close();
    },
  };
}

/** The store that the settings name. */
export async function openStore({ store }: Settings, log: Log): Promise<Store> {
  if (store.redisUrl === null) {
    const { openSqliteStore } = await import("./store/sqlite/sqlite-store.ts");
    return openSqliteStore({ file: join(store.dataDir, "rafiq.db") });
  }
  const { openRedisStore } = await import("./store/redis/redis-store.ts");
  return openRedisStore({ url: store.redisUrl, log: (code) => log.warn("redis", { code }) });
}

function openChannels(
  settings: Settings,
  world: World,
  channels: Map<string, Channel>,
  intake: Intake,
): Botframework {
  const { store, clock } = world;
  if (settings.twilioWhatsapp !== null) {
    const channel = twilioWhatsapp(settings.twilioWhatsapp, {
      note: (name) => store.note(name),
      setNote: (name, value) => store.setNote(name, value),
      clock,
    });
    channels.set(channel.name, channel);
  }
  const web = botframework(settings.botframework, {
    append: (journal, entries, now) => store.append(journal, entries, now),
    read: (journal, after, limit) => store.read(journal, after, limit),
    erase: (journal) => store.erase(journal),
    secret: (name) => store.secret(name),
    note: (name) => store.note(name),
    setNote: (name, value) => store.setNote(name, value),
    receive: (inbounds) => intake.take(inbounds),
    clock,
    newId: () => randomBytes(12).toString("hex"),
  });
  for (const channel of web.channels) channels.set(channel.name, channel);
  return web;
}

function listen(server: Server, { server: { port, host } }: Settings): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      // A TCP server that listens has an address with a port.
      const { port: taken } = server.address() as AddressInfo;
      resolve(`http://${host === "0.0.0.0" ? "localhost" : host}:${taken}`);
    });
  });
}

/** Requests under way are answered; connections that wait for nothing are closed. */
function shut(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}

const drainEvery = 500;

/** Looks again and again whether the store is back for what waits on the disk. */
function startDraining(intake: Intake): () => void {
  let draining = false;
  const timer = setInterval(() => {
    if (draining || intake.spooled === 0) return;
    draining = true;
    void drainAll(intake).finally(() => {
      draining = false;
    });
  }, drainEvery);
  return () => clearInterval(timer);
}

async function drainAll(intake: Intake): Promise<void> {
  try {
    while (await intake.drain());
  } catch {
    // The store is still away; the next beat tries again.
  }
}
