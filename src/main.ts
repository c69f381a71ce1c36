import { existsSync } from "node:fs";
import { loadEnvFile } from "node:process";
import { pino } from "pino";
import { readSettings } from "./config.ts";
import { Fault } from "./core/fault.ts";
import type { Log } from "./runtime/world.ts";
import { checkRuntime } from "./runtime/zone-check.ts";
import { startService, type Service } from "./service.ts";

/** How long a stop may take before it is forced: with a drain of 10 s less than the 20 s that are promised. */
const patience = 18_000;

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
  process.on("uncaughtException", (error) => crash(log, error));
  const service = await startService(settings, log);
  log.info("listening", { channels: [...service.world.channels.keys()].join(" ") });
  if (settings.botframework.webChat) {
    process.stdout.write(`\n  Rafiq is listening. Open the simulator: ${service.url}/\n\n`);
  }
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => void stop(service, log, signal, settings.server.drain));
  }
  process.on("SIGUSR2", () => void backup(service, log));
}

/** Messages of errors may hold what people wrote; where it happened is enough to find the mistake. */
function crash(log: Log, error: unknown): void {
  const { name, stack = "" } = error instanceof Error ? error : new Error();
  const at = /(?:\n {4}at [^\n]+)+/u.exec(stack)?.[0].trim() ?? "";
  log.warn("crashed", { code: error instanceof Fault ? error.code : name, at });
  process.exit(1);
}

async function stop(service: Service, log: Log, signal: string, drain: number): Promise<void> {
  setTimeout(() => process.exit(1), patience).unref();
  log.info("stopping", { signal });
  service.announceStop();
  if (drain > 0) await new Promise((resolve) => setTimeout(resolve, drain));
  await service.close();
  process.exit(0);
}

async function backup(service: Service, log: Log): Promise<void> {
  try {
    log.info("backup-written", { file: await service.backup() });
  } catch (error) {
    log.warn("backup-failed", { code: error instanceof Fault ? error.code : "unknown" });
  }
}

function makeLog(level: string): Log {
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  return {
    info: (event, fields = {}) => logger.info(fields, event),
    warn: (event, fields = {}) => logger.warn(fields, event),
  };
}
