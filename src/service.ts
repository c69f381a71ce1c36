import { randomBytes } from "node:crypto";
import type { Server } from "node:http";
import { getCompileCacheDir } from "node:module";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { botframework, type Botframework } from "./channels/botframework/channel.ts";
import type { Channel } from "./channels/channel.ts";
import { metaMessenger } from "./channels/meta-messenger/channel.ts";
import { metaWhatsapp } from "./channels/meta-whatsapp/channel.ts";
import { templateWarnings } from "./channels/templates.ts";
import { twilioWhatsapp } from "./channels/twilio-whatsapp/channel.ts";
import type { Settings } from "./config.ts";
import { questionsAloud } from "./core/engine/aloud.ts";
import type { Flowbook } from "./core/engine/book.ts";
import { Fault } from "./core/fault.ts";
import type { Language } from "./core/language/languages.ts";
import { asksForMoney, type Knowledge } from "./core/knowledge/knowledge.ts";
import type { Rewriter } from "./llm/reword.ts";
import { awaitStore } from "./open-store.ts";
import { openPress } from "./documents/press.ts";
import { followBook } from "./runtime/almanac.ts";
import { projectRoot } from "./project-root.ts";
import { loadBook } from "./runtime/book-on-disk.ts";
import { tellFull } from "./runtime/full.ts";
import { watchHealth } from "./runtime/health.ts";
import { Intake } from "./runtime/intake.ts";
import { loadKnowledge } from "./runtime/knowledge-on-disk.ts";
import { Outage } from "./runtime/outage.ts";
import { Pump, pumpDefaults, type PumpOptions } from "./runtime/pump.ts";
import type { Waiting } from "./runtime/receive.ts";
import { shareClock } from "./runtime/shared-clock.ts";
import { openTill } from "./runtime/spending.ts";
import { turnsSecret, type Log, type World } from "./runtime/world.ts";
import { makeApp, type MetricsParts } from "./server/app.ts";
import { makeServer } from "./server/http-server.ts";
import type { Metrics } from "./server/metrics.ts";
import { findRecordings } from "./speech/recordings.ts";
import type { Transcriber } from "./speech/transcribe.ts";
import { openDiskQueue } from "./store/spool.ts";
import { backupName } from "./store/sqlite/backup.ts";
import type { EmbeddedStore, Store } from "./store/store.ts";

export interface Service {
  readonly url: string;
  readonly world: World;
  readonly pump: Pump;
  /** From now on `/health` says that we stop, while requests are still answered. */
  announceStop(): void;
  /**
   * Copies the embedded store into a new file below the data folder while it runs, and answers the
   * file. Throws `store/no-copy` for Redis, which has tools of its own.
   */
  backup(): Promise<string>;
  /** Stops taking requests, finishes what is under way, closes the store. */
  close(): Promise<void>;
}

/** What a test replaces: time, the book, and a look between the steps. */
export interface ServiceOptions {
  readonly clock?: () => number;
  readonly pump?: Partial<PumpOptions>;
  /** Stands between the program and its store. */
  readonly wrap?: (store: Store) => Store;
  /** The conversations; those of this project's folder when left out. */
  readonly book?: Flowbook;
}

/** Opens the store, reads the book, starts the pump and listens. */
export async function startService(
  settings: Settings,
  log: Log,
  options: ServiceOptions = {},
): Promise<Service> {
  const book = options.book ?? (await loadBook(projectRoot, getCompileCacheDir() ?? null));
  let secret = "";
  const shared = shareClock();
  const opened = await awaitStore(settings, log, async (store) => {
    await shared.set(store);
    secret = await store.secret(turnsSecret);
    const { durable, reason } = await store.durability();
    if (!durable) log.warn("not-durable", { reason });
  });
  const store = options.wrap?.(opened) ?? opened;
  try {
    const clock = options.clock ?? shared.now;
    const parts = { store, opened, secret: () => secret, clock, book };
    const service = await serve(settings, log, options, parts);
    const stopAsking = shared.keep(store);
    return {
      ...service,
      close() {
        stopAsking();
        return service.close();
      },
    };
  } catch (error) {
    // An open connection to the store would keep a process alive that never started.
    await store.close();
    throw error;
  }
}

interface Opened {
  readonly store: Store;
  /** The same without what a test put around it. */
  readonly opened: Store | EmbeddedStore;
  /** "" as long as the store was not there, and nothing can be played. */
  readonly secret: () => string;
  readonly clock: () => number;
  readonly book: Flowbook;
}

async function serve(
  settings: Settings,
  log: Log,
  options: ServiceOptions,
  { store, opened, secret, clock, book }: Opened,
): Promise<Service> {
  const channels = new Map<string, Channel>();
  let stopping = false;
  const rewriter = await rewriterOf(settings, clock, () => world.book.knowledge);
  const publicUrl = publicUrlOf(settings);
  const transcriber = await transcriberOf(settings);
  const folder = join(settings.store.dataDir, "audio");
  const ask = (language: Language) => questionsAloud(book, language);
  const recordings = await findRecordings(folder, ask, publicUrl);
  const whole = {
    ...book,
    assisted: rewriter !== null,
    hears: transcriber !== null,
    recordings,
    publicUrl,
  };
  const books = followBook(whole, store, { clock, log });
  const till = openTill(store, clock, log);
  let metrics: Metrics | null = null;
  const world: World = {
    store,
    channels,
    get book() {
      return books.now();
    },
    rewriter: rewriter ?? undefined,
    transcriber: transcriber ?? undefined,
    clock,
    log,
    get meter() {
      return metrics ?? undefined;
    },
    till,
    get secret() {
      return secret();
    },
  };
  const spool =
    settings.store.redisUrl === null
      ? null
      : openDiskQueue<Waiting>(join(settings.store.dataDir, "spool.db"));
  const outage =
    spool === null ? null : new Outage(store, spool.name, randomBytes(8).toString("hex"), clock);
  // What an earlier life left on this disk comes first.
  if (spool !== null && spool.size > 0) outage?.noticed();
  const pump = new Pump(world, { ...pumpDefaults, ...options.pump }, outage);
  const intake = new Intake(
    world,
    spool,
    (taken) => pump.wake(taken),
    tellFull(world, (channel) => pump.silentChannels.has(channel)),
    outage,
  );
  const health = watchHealth({ world, intake, pump, stopping: () => stopping });
  const measuring: MetricsParts = {
    access: settings.server.metrics,
    opened: () => metrics,
    async open() {
      const { openMetrics } = await import("./server/metrics.ts");
      return (metrics ??= openMetrics(health));
    },
  };
  const web = openChannels(settings, world, channels, intake);
  const pagesEnd = new AbortController();
  const press = openPress(join(settings.store.dataDir, "documents"));
  const app = makeApp({
    channels: channels.values(),
    botframework: web,
    world,
    press,
    console: settings.console.on
      ? {
          world,
          settings: settings.console,
          ends: pagesEnd.signal,
          wake: () => pump.wake({ mail: true, receipts: false }),
        }
      : null,
    intake,
    health,
    metrics: measuring,
    log,
    recordings: join(settings.store.dataDir, "audio"),
    simulator: settings.botframework.webChat,
    trustedProxies: settings.server.trustedProxies,
    requestsPerMinute: settings.server.requestsPerMinute,
  });
  const http = makeServer((request, response) => {
    // Nobody keeps a connection to a process that is going away.
    if (stopping) response.setHeader("Connection", "close");
    app(request, response);
  });
  http.server.on("upgrade", (request, socket, head) => web.upgrade(request, socket, head));
  const url = await listen(http.server, settings);
  // Providers are asked how templates stand, so that the first look at health knows.
  templateWarnings(channels.values());
  // Requests are kept from the first moment; they are answered once we know what to say.
  const learned = (async () => {
    if (options.book === undefined) {
      books.learned(await loadKnowledge(projectRoot, getCompileCacheDir() ?? null));
    }
    if (!stopping) pump.start();
  })();
  if (settings.server.metrics === "direct") await measuring.open();
  const drains = spool === null ? null : startDraining(intake);
  return {
    url,
    world,
    pump,
    announceStop() {
      stopping = true;
    },
    async backup() {
      if (!("backup" in opened)) throw new Fault("store/no-copy", "use redis-cli --rdb");
      const file = join(settings.store.dataDir, "backups", backupName(clock()));
      await opened.backup(file, clock());
      return file;
    },
    async close() {
      stopping = true;
      web.close();
      pagesEnd.abort();
      await http.shut();
      await press.close();
      drains?.();
      books.close();
      await learned;
      await pump.stop();
      rewriter?.close();
      spool?.close();
      await till.close();
      await store.close();
    },
  };
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
    // What was not approved yet shows in /health soon after the start.
    void channel.templates?.warnings();
    channels.set(channel.name, channel);
  }
  if (settings.metaWhatsapp !== null) {
    const channel = metaWhatsapp(settings.metaWhatsapp, {
      note: (name) => store.note(name),
      setNote: (name, value) => store.setNote(name, value),
      clock,
      notice: (what, fields) => world.log.warn(what, fields),
    });
    void channel.templates?.warnings();
    channels.set(channel.name, channel);
  }
  if (settings.metaMessenger !== null) {
    const channel = metaMessenger(settings.metaMessenger, {
      note: (name) => store.note(name),
      setNote: (name, value) => store.setNote(name, value),
      clock,
      notice: (what, fields) => world.log.warn(what, fields),
    });
    void channel.templates?.warnings();
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

/** What links begin with, without a slash at the end; null where nobody outside reaches us. */
function publicUrlOf(settings: Settings): string | null {
  const {
    twilioWhatsapp: twilio,
    metaWhatsapp: meta,
    metaMessenger: messenger,
    console: { origin },
  } = settings;
  const known = twilio?.publicUrl ?? meta?.meta.publicUrl ?? messenger?.meta.publicUrl ?? origin;
  // What follows `#` is said to Twilio alone.
  return known === null ? null : known.replace(/#.*$/u, "").replace(/\/+$/u, "");
}

/** What words answers; null without a model. Loaded only where there is one. */
async function rewriterOf(
  { llm }: Settings,
  clock: () => number,
  knowledge: () => Knowledge | null,
): Promise<Rewriter | null> {
  if (llm === null) return null;
  const { openRewriter } = await import("./llm/reword.ts");
  return openRewriter(llm, {
    clock,
    asksForMoney(text) {
      const known = knowledge();
      return known !== null && asksForMoney(known, text);
    },
  });
}

/** What listens to voice notes; null where nothing does. Loaded only where there is one. */
async function transcriberOf({ speech }: Settings): Promise<Transcriber | null> {
  if (speech === null || speech.model === null) return null;
  const { openTranscriber } = await import("./speech/transcribe.ts");
  return openTranscriber({ ...speech, model: speech.model });
}

function listen(server: Server, { server: { port, host } }: Settings): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => {
      const taken = "code" in error && error.code === "EADDRINUSE";
      reject(taken ? new Fault("server/occupied", `port ${port}: set PORT to another one`) : error);
    });
    server.listen(port, host, () => {
      // A TCP server that listens has an address with a port.
      const { port: taken } = server.address() as AddressInfo;
      resolve(`http://${host === "0.0.0.0" ? "localhost" : host}:${taken}`);
    });
  });
}

const drainEvery = 250;

/** Looks again and again whether the store is back for what waits on the disk. */
function startDraining(intake: Intake): () => void {
  let draining = false;
  const timer = setInterval(() => {
    if (draining || intake.isDrained) return;
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
