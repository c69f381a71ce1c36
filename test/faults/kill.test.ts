import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import type { State } from "../../src/core/engine/state.ts";
import { openRedisStore } from "../../src/store/redis/redis-store.ts";
import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import type { Store } from "../../src/store/store.ts";
import { startRedis } from "../fakes/redis-server.ts";
import { startTwilioFake, type TwilioFake } from "../fakes/twilio/fake.ts";
import { account } from "../service/house.ts";
import { until } from "../until.ts";
import { startProgram, type Program } from "./program.ts";
import { converse, read } from "./street.ts";

/** Where the process dies: between any two things it does for a message. */
const steps = [
  "before accept",
  "after accept",
  "claimed",
  "committed",
  "after carryPosts",
  "delivery-claimed",
  "before recordOutcome",
  "sent",
] as const;

/** Between those, for longer runs. */
const moreSteps = [
  "before commit",
  "after commit",
  "after recordOutcome",
  "before receipt",
  "after receipt",
] as const;

/** Kills on each store: one at each step, or as many as asked for. */
const kills = Number(process.env["KILL_ROUNDS"] ?? steps.length);
const redisKills = Number(process.env["REDIS_KILL_ROUNDS"] ?? 2);
const patience = 60_000 + (kills + redisKills) * 10_000;

/** People who write at once, each by a script of their own. */
const scripts = [0, 1, 2];

/** What an undisturbed run says to each, and what it keeps. */
let calm: readonly Memory[] = [];

interface Memory {
  readonly messages: readonly object[];
  readonly kept: object;
}

beforeAll(async () => {
  const street = await openStreet({});
  await street.bot.start();
  await street.wave(0);
  await street.bot.rests();
  calm = await street.memories(0);
  await street.close();
});

describe("killing the process between any two steps loses and doubles nothing", () => {
  test("on SQLite", { timeout: patience }, async () => {
    await killAtEveryStep({});
  });

  test("on Redis", { timeout: patience }, async () => {
    const redis = await startRedis({ appendfsync: "always" });
    onTestFinished(() => redis.stop());
    await killAtEveryStep({ REDIS_URL: redis.url });
  });
});

describe("killing Redis", () => {
  test("in the middle of everything loses and doubles nothing", { timeout: patience }, async () => {
    const redis = await startRedis({ appendfsync: "always" });
    onTestFinished(() => redis.stop());
    const street = await openStreet({ REDIS_URL: redis.url });
    onTestFinished(() => street.close());
    await street.bot.start();
    let waves = 0;
    const progress = { killed: 0 };
    const killing = async () => {
      for (; progress.killed < redisKills; progress.killed += 1) {
        const before = street.twilio.taken().length;
        const after = 3 + (progress.killed % 5);
        await until("more was said", () => street.twilio.taken().length >= before + after, 60_000);
        await redis.kill("SIGKILL");
        // Long enough for messages to come meanwhile, which the disk keeps.
        await pause(300);
        await redis.restart();
      }
    };
    const done = killing();
    do {
      await Promise.race([street.wave(waves), failureOf(done)]);
      waves += 1;
    } while (progress.killed < redisKills);
    await done;
    await street.bot.rests();
    await street.check(waves);
  });
});

/** Plays waves of people while the process dies again and again, then compares. */
async function killAtEveryStep(environment: Readonly<Record<string, string>>): Promise<void> {
  const street = await openStreet(environment);
  onTestFinished(() => street.close());
  let waves = 0;
  const progress = { killed: 0 };
  const killing = async () => {
    for (; progress.killed < kills; progress.killed += 1) {
      const round = progress.killed;
      const all = [...steps, ...moreSteps];
      const step = all[round % all.length] ?? "claimed";
      // The first ones, so that a wave meets many deaths; never always the very first.
      await street.bot.start(step, 1 + ((round * 5) % 4));
      await street.bot.dies();
    }
    await street.bot.start();
  };
  const done = killing();
  do {
    await Promise.race([street.wave(waves), failureOf(done)]);
    waves += 1;
  } while (progress.killed < kills);
  await done;
  await street.bot.rests();
  await street.check(waves);
}

/** Only ever rejects: with what went wrong there. */
function failureOf(work: Promise<void>): Promise<never> {
  return new Promise((_resolve, reject) => {
    work.catch(reject);
  });
}

/** People on one side, the bot on the other, Twilio between them. */
async function openStreet(environment: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), "rafiq-kill-"));
  const twilio = await startTwilioFake({ ...account, callbacks: ["sent", "delivered"] });
  const bot = new Bot(twilio, folder, environment);
  const openStore = (): Promise<Store> =>
    environment["REDIS_URL"] === undefined
      ? openSqliteStore({ file: join(folder, "rafiq.db") })
      : openRedisStore({ url: environment["REDIS_URL"] });
  return {
    twilio,
    bot,
    async wave(number: number): Promise<void> {
      await Promise.all(scripts.map((script) => converse(twilio, phoneOf(number, script), script)));
    },
    /** What everybody of a wave read, and what is kept of them. The bot must not run. */
    async memories(number: number): Promise<readonly Memory[]> {
      const store = await openStore();
      try {
        return await Promise.all(
          scripts.map(async (script) => {
            const from = phoneOf(number, script);
            return { messages: read(twilio, from), kept: await keptOf(store, from) };
          }),
        );
      } finally {
        await store.close();
      }
    },
    async check(waves: number): Promise<void> {
      for (let number = 0; number < waves; number += 1) {
        expect(await this.memories(number)).toEqual(calm);
      }
      const store = await openStore();
      const { mailboxes, outbox, posts, dead } = await store.depths(Date.now());
      await store.close();
      expect({ mailboxes, outbox, posts, dead }).toEqual({
        mailboxes: 0,
        outbox: 0,
        posts: 0,
        dead: 0,
      });
    },
    async close(): Promise<void> {
      await bot.stop();
      await twilio.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function phoneOf(wave: number, script: number): string {
  return `+2126${String(wave).padStart(6, "0")}${String(script).padStart(2, "0")}`;
}

/** What is kept of a contact and their organization, without moments and random names. */
async function keptOf(store: Store, from: string): Promise<object> {
  const owner = await store.contactOf({ channel: "twilio-whatsapp", id: from });
  const contact = owner === null ? null : await store.stateOf(owner);
  if (contact === null) throw new Error(`nothing is kept of ${from}`);
  // Written by the engine.
  const state = contact.state as unknown as State;
  const organization = await store.stateOf(state.organization?.id ?? "");
  // Written by the organization's own turns.
  const own = organization?.state as unknown as NonNullable<State["organization"]>;
  const plain = (values: typeof own.values) =>
    Object.fromEntries(Object.entries(values).map(([name, [value]]) => [name, value]));
  const results = (list: typeof own.results) =>
    list.map(({ variant, values, settled }) => ({ variant, values, settled }));
  return {
    moves: state.moves,
    language: state.language,
    stopped: state.stopped,
    facts: Object.keys(state.facts).sort(),
    frames: state.session?.frames.map(({ flow, step }) => `${flow}/${step}`),
    values: plain(state.organization?.values ?? {}),
    results: results(state.organization?.results ?? []),
    shared: { values: plain(own.values), results: results(own.results) },
  };
}

const health = z.object({
  waiting: z.object({ mailboxes: z.number(), outbox: z.number() }).nullable(),
});

/** The service in a process that may die at any moment. */
class Bot {
  private readonly twilio: TwilioFake;
  private readonly folder: string;
  private readonly environment: Readonly<Record<string, string>>;
  private program: Program | null = null;
  private url = "";

  constructor(twilio: TwilioFake, folder: string, environment: Readonly<Record<string, string>>) {
    this.twilio = twilio;
    this.folder = folder;
    this.environment = environment;
  }

  /** Starts it, to die at a step where one is given. */
  async start(...death: readonly (string | number)[]): Promise<void> {
    const program = startProgram("test/faults/child.ts", {
      cwd: this.folder,
      args: death.map(String),
      environment: {
        DATA_DIR: this.folder,
        PORT: "0",
        WEB_CHAT: "off",
        TWILIO_ACCOUNT_SID: account.accountSid,
        TWILIO_AUTH_TOKEN: account.authToken,
        TWILIO_WHATSAPP_FROM: account.from,
        TWILIO_API_BASE: this.twilio.url,
        PUBLIC_URL: account.publicUrl,
        ...this.environment,
      },
    });
    this.program = program;
    // It may die before it listens: what the last one left behind is taken up at once.
    const url = await until("it listens", () => {
      if (!program.runs) return "gone";
      return /^(http\S+)$/mu.exec(program.output.stdout)?.[1];
    });
    if (url !== "gone") {
      this.url = url;
      this.twilio.setTarget(url);
    } else if (death.length === 0) throw new Error(program.output.stderr);
  }

  /** Waits until the process has died of what was planned; nothing else may have ended it. */
  async dies(): Promise<void> {
    const { program } = this;
    if (program !== null) expect(await program.exit, program.output.stderr).toBeNull();
  }

  /** Waits until nothing waits any more, and ends it in order. */
  async rests(): Promise<void> {
    await until("nothing waits", async () => {
      const told = await fetch(`${this.url}/health`).then((response) => response.json());
      const { waiting } = health.parse(told);
      return waiting !== null && waiting.mailboxes + waiting.outbox === 0;
    });
    await this.stop();
  }

  /** Ends it in order. */
  async stop(): Promise<void> {
    const { program } = this;
    this.program = null;
    if (program === null) return;
    program.kill("SIGTERM");
    await program.exit;
  }
}
