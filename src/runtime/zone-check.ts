import { Fault } from "../core/fault.ts";

/** What the check looks at: the version of Node, and how it reads the clock of a zone. */
export interface Runtime {
  readonly node: string;
  /** The local time, as 09:00, at an instant given in ISO 8601. */
  readonly readClock: (instant: string, zone: string) => string;
}

/**
 * Refuses to run on a runtime that is one hour wrong for Morocco (brief § 7.1).
 *
 * Morocco is at UTC+0 all year since 2026-09-20; zone data older than 2026c says UTC+1, and every
 * reminder would leave at the wrong hour, silently. Call it before anything else at start.
 * Throws `runtime/zone-data` with one sentence for whoever runs the program.
 */
export function checkRuntime({ node, readClock }: Runtime = describeRuntime()): void {
  // The version first: older ones have no Temporal to ask.
  if (!(Number.parseInt(node, 10) >= oldest)) {
    throw new Fault(
      "runtime/zone-data",
      `this is Node ${node}, and Rafiq needs Node ${oldest} or newer: run "npm ci", then start it with "npm start".`,
    );
  }
  const read = readClock(probe.instant, probe.zone);
  if (read !== probe.clock) {
    throw new Fault(
      "runtime/zone-data",
      `Node ${node} reads ${read} instead of ${probe.clock} in ${probe.zone} at ${probe.instant}: its time-zone data is older than 2026c, so every reminder would be wrong; install a newer Node ${oldest}.`,
    );
  }
}

/** The runtime this process runs on. */
export function describeRuntime(): Runtime {
  return {
    node: process.versions.node,
    readClock: (instant, zone) =>
      Temporal.Instant.from(instant)
        .toZonedDateTimeISO(zone)
        .toPlainTime()
        .toString({ smallestUnit: "minute" }),
  };
}

const oldest = 26;
const probe = { instant: "2026-12-01T09:00Z", zone: "Africa/Casablanca", clock: "09:00" };
