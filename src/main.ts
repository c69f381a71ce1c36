import { existsSync } from "node:fs";
import { flushCompileCache } from "node:module";
import { loadEnvFile } from "node:process";
import { readSettings, type Settings } from "./config.ts";
import { firstLink } from "./console/first-link.ts";
import { Fault } from "./core/fault.ts";
import type { Log } from "./runtime/world.ts";
import { checkRuntime } from "./runtime/zone-check.ts";
import { startService, type Service } from "./service.ts";

/** How long a stop may take before it is forced: with a drain of 10 s less than the 20 s that are promised. */
const patience = 18_000;

/** What a start needs has been compiled by then, in ms. */
const settledAfter = 2_000;

const severities = { debug: 20, info: 30, warn: 40, silent: Infinity } as const;

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
  if (settings.console.on) await invite(service, settings);
  process.on("SIGUSR2", () => void backup(service, log));
  // See `start.js`: a process that is killed would keep nothing for the next start.
  setTimeout(flushCompileCache, settledAfter).unref();
}

/** The first coordinator's link, which is shown here alone: whoever reads a log must not get in. */
async function invite({ world, url }: Service, settings: Settings): Promise<void> {
  const link = await firstLink(world.store, settings.console, url, world.clock()).catch(() => null);
  if (link !== null) process.stdout.write(`\n  Open the console, once: ${link}\n\n`);
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

/** One JSON object a line, with the fields that log readers of Node programs know. */
function makeLog(least: keyof typeof severities): Log {
  const writer =
    (severity: number): Log["info"] =>
    (event, fields = {}) => {
      if (severity < severities[least]) return;
      const line = { level: severity, time: new Date().toISOString(), ...fields, msg: event };
      process.stdout.write(`${JSON.stringify(line)}\n`);
    };
  return { info: writer(severities.info), warn: writer(severities.warn) };
}
