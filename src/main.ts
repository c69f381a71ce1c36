import { existsSync } from "node:fs";
import { loadEnvFile } from "node:process";
import { pino } from "pino";
import { readSettings } from "./config.ts";
import { Fault } from "./core/fault.ts";
import type { Log } from "./runtime/world.ts";
import { checkRuntime } from "./runtime/zone-check.ts";
import { startService, type Service } from "./service.ts";

/** How long a stop may take before it is forced: providers' webhooks wait no longer either. */
const patience = 15_000;

try {
  await main();
} catch (error) {
  if (!(error instanceof Fault)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  checkRuntime();
  if (existsSync(".env")) loadEnvFile(".env");
  const settings = readSettings(process.env);
  const log = makeLog(settings.server.logLevel);
  const service = await startService(settings, log);
  const { durable, reason } = await service.world.store.durability();
  if (!durable) log.warn("not-durable", { reason });
  log.info("listening", { channels: [...service.world.channels.keys()].join(" "), durable });
  if (settings.botframework.webChat) {
    process.stdout.write(`\n  Rafiq is listening. Open the simulator: ${service.url}/\n\n`);
  }
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => void stop(service, log, signal));
  }
}

async function stop(service: Service, log: Log, signal: string): Promise<void> {
  setTimeout(() => process.exit(1), patience).unref();
  log.info("stopping", { signal });
  await service.close();
  process.exit(0);
}

function makeLog(level: string): Log {
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  return {
    info: (event, fields = {}) => logger.info(fields, event),
    warn: (event, fields = {}) => logger.warn(fields, event),
  };
}
