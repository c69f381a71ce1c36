import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readSettings } from "../../src/config.ts";
import { startService, type Service } from "../../src/service.ts";
import { startRedis } from "../fakes/redis-server.ts";
import { startTwilioFake, type TwilioFake } from "../fakes/twilio/fake.ts";
import { account } from "../service/house.ts";
import { until } from "../until.ts";
import { keepLog } from "../world.ts";
import { openBook } from "./book.ts";
import { bundleChild } from "./bundle.ts";
import { count, readFolder } from "./count.ts";
import { keepDigest } from "./digest.ts";
import { nothing, owned, type Tally, type Trial } from "./scenario.ts";
import type { Sent } from "./street.ts";

/** The service in this very process, for what is done to it by calls and by its clock. */
export interface Room {
  readonly twilio: TwilioFake;
  readonly service: Service;
  /** The moment it is, to be set. */
  readonly time: { now: number };
  /** Until nothing waits. */
  rests(): Promise<void>;
  /** Stops the service and starts it again on the same store. */
  restart(): Promise<void>;
  /** Every line of the log, as JSON. */
  readonly lines: readonly string[];
  /** Counts as a town does. */
  tally(sent: readonly Sent[], broken?: readonly string[]): Promise<Tally>;
}

/** A working day in the morning. */
const morning = Date.parse("2026-12-01T09:00:00Z");

/** Opens one on the store of the trial; it goes with it. */
export async function openRoom(trial: Trial): Promise<Room> {
  const bundle = await bundleChild();
  const folder = join(trial.folder, "room");
  mkdirSync(folder);
  const redis =
    trial.store === "redis" ? owned(trial, await startRedis({ appendfsync: "always" })) : null;
  const time = { now: morning };
  const clock = () => time.now;
  const { log, lines } = keepLog();
  const twilio = await startTwilioFake({ ...account, clock, callbacks: ["delivered"] });
  trial.finally(() => twilio.close());
  const settings = readSettings({
    DATA_DIR: folder,
    PORT: "0",
    TWILIO_ACCOUNT_SID: account.accountSid,
    TWILIO_AUTH_TOKEN: account.authToken,
    TWILIO_WHATSAPP_FROM: account.from,
    TWILIO_API_BASE: twilio.url,
    PUBLIC_URL: account.publicUrl,
    ...(redis === null ? {} : { REDIS_URL: redis.url }),
  });
  const book = openBook(readFileSync(bundle.environment["CHILD_BOOK"] ?? "", "utf8"));
  const start = async () => {
    const started = await startService(settings, log, {
      clock,
      book,
      wrap: (store) => keepDigest(store, folder),
      // The clock stands still between two settings, so that only a beat finds what came due.
      pump: { idle: 20 },
    });
    twilio.setTarget(started.url);
    // It listens before its store is there.
    const { store } = started.world;
    await until("its store answers", () => store.depths(time.now).catch(() => null));
    return started;
  };
  let service = await start();
  trial.finally(() => service.close());
  return {
    twilio,
    time,
    get service() {
      return service;
    },
    async rests() {
      await until(
        "nothing waits",
        async () => {
          const { mailboxes, outbox, posts } = await service.world.store.depths(time.now);
          return mailboxes + outbox + posts === 0;
        },
        60_000,
      );
      await twilio.quiet();
    },
    async restart() {
      await service.close();
      service = await start();
    },
    lines,
    async tally(sent, broken = []) {
      const counted = await count(service.world.store, sent, twilio, [readFolder(folder)]);
      return {
        ...nothing,
        msgs: sent.reduce((sum, { ids }) => sum + ids.length, 0),
        lost: counted.lost,
        dupTransitions: counted.dupTransitions,
        orderBreaks: counted.orderBreaks,
        sendsMissing: counted.sendsMissing,
        dupSends: counted.doubled + counted.repeated,
        uncertain: counted.uncertain,
        broken: [...counted.broken, ...broken],
      };
    },
  };
}
