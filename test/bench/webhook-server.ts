import { readSettings } from "../../src/config.ts";
import { silentLog } from "../../src/runtime/world.ts";
import { startService } from "../../src/service.ts";
import type { Store } from "../../src/store/store.ts";
import { startLimit } from "./webhook-limit.ts";
import { account } from "./webhook-settings.ts";

/** What a server of the comparison is told when it starts. */
export type ServerJob =
  | {
      readonly kind: "rafiq";
      /** Null for the embedded store. */
      readonly redisUrl: string | null;
      readonly folder: string;
      readonly provider: string;
      /** Whether what is accepted is also played and answered. */
      readonly workers: boolean;
    }
  | { readonly kind: "express" | "http"; readonly redisUrl: string };

/** Answers its address once, then the processor time it has used, in µs, each time it is asked. */
process.once("message", (job: ServerJob) => void answer(job));
process.once("disconnect", () => process.exit(0));

async function answer(job: ServerJob): Promise<void> {
  const url = await start(job);
  process.on("message", () => process.send?.(usedTime()));
  process.send?.(url);
}

function start(job: ServerJob): Promise<string> {
  return job.kind === "rafiq" ? startRafiq(job) : startLimit(job.kind, job.redisUrl);
}

async function startRafiq(job: Extract<ServerJob, { kind: "rafiq" }>): Promise<string> {
  const settings = readSettings({
    PORT: "0",
    NODE_ENV: "production",
    HOST: "127.0.0.1",
    DATA_DIR: job.folder,
    ...(job.redisUrl === null ? {} : { REDIS_URL: job.redisUrl }),
    TWILIO_ACCOUNT_SID: account.sid,
    TWILIO_AUTH_TOKEN: account.token,
    TWILIO_WHATSAPP_FROM: account.from,
    PUBLIC_URL: account.publicUrl,
    TWILIO_API_BASE: job.provider,
  });
  const { url } = await startService(settings, silentLog, job.workers ? {} : { wrap: onlyAccept });
  return url;
}

/** A store in which the workers never find anything to do, without being asked. */
function onlyAccept(store: Store): Store {
  const none = async () => [];
  const nothing = { claim: none, claimDeliveries: none, dueTimers: none, carryPosts: none };
  return new Proxy(store, {
    get: (target, name) =>
      name in nothing ? Reflect.get(nothing, name) : bound(target, Reflect.get(target, name)),
  });
}

function bound(target: Store, value: unknown): unknown {
  return typeof value === "function" ? value.bind(target) : value;
}

function usedTime(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}
