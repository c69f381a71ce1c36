import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { readSettings } from "../../src/config.ts";
import type { State } from "../../src/core/engine/state.ts";
import { startService, type Service, type ServiceOptions } from "../../src/service.ts";
import { startTwilioFake, type TwilioFake } from "../fakes/twilio/fake.ts";
import { keepLog, morning, type Time, theWholeBook } from "../world.ts";
import { until } from "../until.ts";

export const account = {
  accountSid: `AC${"0".repeat(31)}7`,
  authToken: "c0ffee5ec2e7c0ffee5ec2e7c0ffee00",
  from: "+212500000000",
  publicUrl: "https://rafiq.example",
} as const;

/** The whole service on a free port with a stand-in for Twilio, for one test. */
export interface House {
  readonly twilio: TwilioFake;
  readonly service: Service;
  readonly time: Time;
  /** Every line of the log, as JSON. */
  readonly lines: readonly string[];
  /** Until all that was accepted has been played and handed over. */
  settled(): Promise<void>;
  /** What is kept of whoever writes from this address; null when nothing is. */
  stateOf(from: string): Promise<State | null>;
  /** Stops the service and starts it again on the same files, after what happens meanwhile. */
  restart(meanwhile?: () => void | Promise<void>): Promise<void>;
}

let houses = 0;

/** The embedded store, unless the ledger of faults names a Redis: then each house has a database of it. */
function storeOfOwn(): Readonly<Record<string, string>> {
  const url = process.env["HOUSE_REDIS_URL"];
  houses += 1;
  return url === undefined ? {} : { REDIS_URL: `${url}/${houses % 64}` };
}

/** Opens one; it goes with the test. `environment` adds to the settings or replaces them. */
export async function openHouse(
  environment: Readonly<Record<string, string>> = {},
  options: Omit<ServiceOptions, "clock"> & {
    /** What Twilio tells of each message; only that it was delivered when left out. */
    readonly callbacks?: readonly string[];
  } = {},
): Promise<House> {
  const time: Time = { now: morning };
  const clock = () => time.now;
  const { log, lines } = keepLog();
  const folder = mkdtempSync(join(tmpdir(), "rafiq-house-"));
  const twilio = await startTwilioFake({
    ...account,
    clock,
    callbacks: options.callbacks ?? ["delivered"],
  });
  const settings = readSettings({
    ...storeOfOwn(),
    DATA_DIR: folder,
    PORT: "0",
    TWILIO_ACCOUNT_SID: account.accountSid,
    TWILIO_AUTH_TOKEN: account.authToken,
    TWILIO_WHATSAPP_FROM: account.from,
    TWILIO_API_BASE: twilio.url,
    PUBLIC_URL: account.publicUrl,
    ...environment,
  });
  const start = async (): Promise<Service> => {
    // The clock stands still, so that the beat alone finds what came due when a test moved it.
    const pump = { idle: 20, ...options.pump };
    const book = await theWholeBook();
    const started = await startService(settings, log, { book, ...options, clock, pump });
    twilio.setTarget(started.url);
    return started;
  };
  let service = await start();
  onTestFinished(async () => {
    await twilio.close();
    await service.close();
    rmSync(folder, { recursive: true });
  });
  return {
    twilio,
    time,
    lines,
    get service() {
      return service;
    },
    async settled() {
      await until("everything was answered", async () => {
        const { mailboxes, outbox, posts } = await service.world.store.depths(time.now);
        return mailboxes + outbox + posts === 0;
      }).catch((error: unknown) => {
        throw new Error(lines.slice(-5).join("\n"), { cause: error });
      });
      await twilio.quiet();
    },
    async stateOf(from) {
      const { store } = service.world;
      const owner = await store.contactOf({ channel: "twilio-whatsapp", id: from });
      const kept = owner === null ? null : await store.stateOf(owner);
      // Written by the engine.
      return kept === null ? null : (kept.state as unknown as State);
    },
    async restart(meanwhile) {
      await service.close();
      await meanwhile?.();
      service = await start();
    },
  };
}
