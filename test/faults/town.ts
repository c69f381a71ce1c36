import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { openRedisStore } from "../../src/store/redis/redis-store.ts";
import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import type { Store } from "../../src/store/store.ts";
import { startRedis } from "../fakes/redis-server.ts";
import { startTwilioFake, type TwilioFake } from "../fakes/twilio/fake.ts";
import type { Call, FakeOptions, InboundParts } from "../fakes/twilio/webhooks.ts";
import { account } from "../service/house.ts";
import { until } from "../until.ts";
import { Balancer, type Rule } from "./balancer.ts";
import { bundleChild } from "./bundle.ts";
import { count, readFolder } from "./count.ts";
import { readRemarks, type Digest, type Remarks } from "./digest.ts";
import { startProgram, type Program } from "./program.ts";
import { nothing, owned, type Tally, type Trial } from "./scenario.ts";
import { runningOf, type Running } from "./running.ts";
import { sidOf, spooledIn, Street, type Wish, type Written } from "./street.ts";

export type { Running };

/** People who write, processes of the service, and Twilio between them; every message is known by id. */
export interface Town {
  /** Records each call before it answers. */
  readonly twilio: TwilioFake;
  /** Those alive. */
  readonly processes: readonly Running[];
  /** Null on SQLite. */
  readonly redisUrl: string | null;
  /**
   * How often each answer was given to a webhook of ours by its status; 0 when nobody answered. A
   * message that is not answered 200 is sent again with the same id, as a provider does.
   */
  readonly statuses: ReadonlyMap<number, number>;
  /** Why nobody answered, each time. */
  readonly causes: readonly string[];
  /** Starts one more process, and waits until it listens or, where it `dies`, is gone. */
  start(options?: StartOptions): Promise<Running>;
  /** Resolves when all messages are acknowledged and, unless `eager`, answered. */
  write(wish: Wish): Promise<Written>;
  /** For each wish, new people write as soon as the last ones have finished, until it is asked to end. */
  keepWriting(wishes: readonly Wish[]): () => Promise<void>;
  /**
   * Sends one message to any process until it is answered 200; answers its id. It is counted with
   * those of its person, in any order. Numbers of `write` begin with +21260.
   */
  send(parts: InboundParts): Promise<string>;
  /** What somebody got, oldest first. */
  messagesTo(phone: string): readonly Call[];
  /** Until mailboxes, posts, outbox and spools are empty; answers the seconds it took. */
  rests(patience?: number): Promise<number>;
  /** What the processes have noted so far. */
  remarks(): Remarks;
  /** The store itself, opened once; on SQLite only while no process runs. Gone with the trial. */
  openStore(): Promise<Store>;
  /**
   * Stops everything, opens the store and counts: what was acknowledged against the digest in each
   * state, what was promised against what the provider took.
   */
  tally(extra?: Extra): Promise<Tally>;
  /** What the contact of each number has done; known once it was counted. */
  readonly people: ReadonlyMap<string, Digest>;
}

export interface StartOptions {
  /** A step of `child.ts`, and the how-manieth time it is reached. */
  readonly dies?: readonly [step: string, nth: number];
  /** It is killed so many milliseconds after it was asked to start, listening or not. */
  readonly diesAfter?: number;
  readonly environment?: Readonly<Record<string, string>>;
}

/** What a scenario knows besides. */
export interface Extra {
  readonly kills?: number;
  readonly recovery?: number | null;
  readonly broken?: readonly string[];
  /** Answers may reach a person twice once their fate was unknown (design § 2). */
  readonly repeats?: "allowed";
  /** Answers may be given up visibly. */
  readonly failures?: "allowed";
  /** So many messages were meant to end as dead letters. */
  readonly dead?: number;
}

export interface TownOptions {
  /** Where the store is; a Redis of its own is started when left out. */
  readonly redisUrl?: string;
  /** For each process. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly twilio?: Partial<FakeOptions>;
  readonly balancer?: Rule;
}

/**
 * For towns where nothing happens to processes: a provider's call may take as long as a busy machine
 * makes it, and is uncertain no sooner.
 */
export const patient = {
  CHILD_PUMP: JSON.stringify({ deadline: 10_000, deliveryLease: 30_000 }),
} as const;

/** Opens one, without a process yet; it goes with the trial. */
export async function openTown(trial: Trial, options: TownOptions = {}): Promise<Town> {
  const [bundle, redisUrl] = await Promise.all([bundleChild(), storeOf(trial, options)]);
  const twilio = await startTwilioFake({ ...account, callbacks: ["delivered"], ...options.twilio });
  trial.finally(() => twilio.close());
  const all: { readonly program: Program; readonly slot: number; readonly running: Running }[] = [];
  const broken: string[] = [];
  let unique = 0;
  let people: ReadonlyMap<string, Digest> = new Map();
  const alive = () => all.filter(({ program }) => program.runs).map(({ running }) => running);
  const balancer = new Balancer(twilio, options.balancer ?? "alive", alive);
  const street = new Street(twilio, balancer, trial.seed);
  const close = () => {
    balancer.close();
    street.close();
  };
  trial.finally(async () => {
    close();
    for (const { program } of all) program.kill("SIGKILL");
    await Promise.all(all.map(({ program }) => program.exit));
  });

  /** The folder of a process that is gone is its successor's: what it spooled is there. */
  function freeSlot(): number {
    const taken = all.filter(({ program }) => program.runs).map(({ slot }) => slot);
    if (redisUrl === null) return 0;
    for (let slot = 0; ; slot += 1) if (!taken.includes(slot)) return slot;
  }

  const folderOf = (slot: number) => join(trial.folder, `process-${slot}`);
  const folders = () => [...new Set(all.map(({ slot }) => folderOf(slot)))];

  async function start({ dies, diesAfter, environment }: StartOptions = {}): Promise<Running> {
    const slot = freeSlot();
    const folder = folderOf(slot);
    mkdirSync(folder, { recursive: true });
    const program = startProgram(bundle.file, {
      cwd: folder,
      args: dies === undefined ? [] : dies.map(String),
      environment: {
        ...bundle.environment,
        DATA_DIR: folder,
        PORT: "0",
        WEB_CHAT: "off",
        TWILIO_ACCOUNT_SID: account.accountSid,
        TWILIO_AUTH_TOKEN: account.authToken,
        TWILIO_WHATSAPP_FROM: account.from,
        TWILIO_API_BASE: twilio.url,
        PUBLIC_URL: account.publicUrl,
        ...(redisUrl === null ? {} : { REDIS_URL: redisUrl }),
        ...options.environment,
        ...environment,
      },
    });
    const running = runningOf(program, folder, broken);
    all.push({ program, slot, running });
    if (diesAfter !== undefined) setTimeout(() => program.kill("SIGKILL"), diesAfter);
    await until("it listens", () => !program.runs || running.url !== "", 60_000);
    if (running.url === "" && dies === undefined && diesAfter === undefined) {
      throw new Error(`it did not start: ${program.output.stderr}`);
    }
    return running;
  }

  /** Asks a process; not the store, which on SQLite nobody else may open. */
  async function waiting(): Promise<number> {
    const [asked] = alive().toReversed();
    if (asked === undefined) return -1;
    const name = `waiting-${Math.random()}`;
    asked.tell(`waiting ${name}`);
    const answered = new RegExp(`^${name} (-?\\d+)$`, "mu");
    return until(
      "a process says what waits",
      () => (asked.runs ? answered.exec(asked.output.stdout)?.[1] : "-1"),
      60_000,
    ).then(Number);
  }

  async function rests(patience = 120_000): Promise<number> {
    const begun = performance.now();
    for (;;) {
      const inStore = await waiting();
      const spooled = folders().reduce((sum, folder) => sum + spooledIn(folder), 0);
      const seconds = (performance.now() - begun) / 1_000;
      if (inStore + spooled === 0) return seconds;
      if (seconds * 1_000 > patience) {
        throw new Error(`after ${patience} ms ${inStore} wait in the store, ${spooled} on disk`);
      }
      await pause(20);
    }
  }

  let opened: Promise<Store> | null = null;
  function openStore(): Promise<Store> {
    return (opened ??=
      redisUrl === null
        ? openSqliteStore({ file: join(folderOf(0), "rafiq.db") })
        : openRedisStore({ url: redisUrl }));
  }
  trial.finally(async () => (await opened?.catch(() => null))?.close());

  async function tally(extra: Extra = {}): Promise<Tally> {
    await twilio.quiet();
    await Promise.all(alive().map((running) => running.stop()));
    close();
    const store = await openStore();
    const counted = await count(store, street.sent, twilio, folders().map(readFolder));
    const { failed, doubled, repeated, uncertain, sendsMissing, dead } = counted;
    ({ people } = counted);
    const isAllowed = extra.repeats === "allowed";
    const given = extra.failures === "allowed" ? 0 : failed.length;
    if (dead !== (extra.dead ?? 0)) broken.push(`${dead} dead letters`);
    if (given > 0) broken.push(`${given} answers were given up: ${failed[0]}`);
    return {
      ...nothing,
      msgs: street.sent.reduce((sum, { ids }) => sum + ids.length, 0),
      kills: extra.kills ?? 0,
      lost: counted.lost,
      dupTransitions: counted.dupTransitions,
      orderBreaks: counted.orderBreaks,
      sendsMissing,
      dupSends: isAllowed ? doubled : doubled + repeated,
      uncertain,
      recovery: extra.recovery ?? null,
      broken: [...broken, ...counted.broken, ...(extra.broken ?? [])],
    };
  }

  return {
    twilio,
    redisUrl,
    get processes() {
      return alive();
    },
    statuses: balancer.statuses,
    causes: balancer.causes,
    start,
    write: (wish) => street.write(wish),
    keepWriting(wishes) {
      const going = { on: true };
      const writing = wishes.map(async (wish) => {
        while (going.on) await street.write(wish);
      });
      const all = Promise.all(writing);
      // Told to whoever ends it, not to nobody before that.
      all.catch(() => undefined);
      return async () => {
        going.on = false;
        await all;
      };
    },
    async send(parts) {
      unique += 1;
      const sid = parts.sid ?? sidOf(`${trial.seed} alone ${unique}`);
      await street.send(parts, sid);
      return sid;
    },
    messagesTo: (phone) => street.messagesTo(phone),
    rests,
    remarks: () => readRemarks(folders().map(readFolder)),
    openStore,
    tally,
    get people() {
      return people;
    },
  };
}

async function storeOf(trial: Trial, { redisUrl }: TownOptions): Promise<string | null> {
  if (redisUrl !== undefined) return redisUrl;
  if (trial.store === "sqlite") return null;
  if (trial.store !== "redis") throw new Error(`a town on ${trial.store} needs to be told where`);
  return owned(trial, await startRedis({ appendfsync: "always" })).url;
}
