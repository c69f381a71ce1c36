import { templateWarnings } from "../channels/templates.ts";
import { day } from "../core/instant.ts";
import { Fault, faults } from "../core/fault.ts";
import type { Depths } from "../store/store.ts";
import type { Intake } from "./intake.ts";
import type { Pump } from "./pump.ts";
import { turnsSecret, type World } from "./world.ts";
import { checkRuntime } from "./zone-check.ts";

/** What an operator or a load balancer asks. */
export interface Health {
  /** False when only a restart of this process helps. */
  readonly live: boolean;
  /** Everything that is needed to answer people is there. */
  readonly ready: boolean;
  /** What was acknowledged survives a kill of any process, and a power cut. */
  readonly durable: boolean;
  /** Webhooks can be kept: in the store, or on this disk while it is away. What a load balancer asks. */
  readonly accepting: boolean;
  /** Why not, for each of the four that is false. */
  readonly reasons: Readonly<Record<HealthFact, readonly string[]>>;
  /** What works today and needs a hand soon. */
  readonly warnings: readonly string[];
  /** Events on this process's disk that wait for the store. */
  readonly spooled: number;
  /** Null while the store does not answer. */
  readonly waiting: Depths | null;
  /** Channels that send nothing now, with the reason's code. */
  readonly silent: Readonly<Record<string, string>>;
  /** Days until the calendar of feasts ends. */
  readonly calendarDays: number;
}

export const healthFacts = ["live", "ready", "durable", "accepting"] as const;
export type HealthFact = (typeof healthFacts)[number];

export interface HealthParts {
  readonly world: Pick<World, "store" | "clock" | "book" | "secret" | "channels">;
  readonly intake: Pick<Intake, "spooled" | "spoolTakes">;
  readonly pump: Pick<Pump, "isStuck" | "silentChannels">;
  /** Whether this process was asked to stop. */
  readonly stopping: () => boolean;
}

/** A calendar that ends within so many days is told of. */
const calendarNotice = 30;

/** A look takes at most so long, in ms: probes give up soon after. */
const patience = 3_000;

/** Each look writes to the disk, so that whoever asks often gets the last one. In ms. */
const freshness = 1_000;

/** Asks at most once a second; all who ask meanwhile get the same answer, but a stop shows at once. */
export function watchHealth(parts: HealthParts): () => Promise<Health> {
  let last: Promise<Health> | null = null;
  let asked = Number.NEGATIVE_INFINITY;
  let wasStopping = false;
  return () => {
    const isStopping = parts.stopping();
    if (last === null || isStopping !== wasStopping || performance.now() - asked >= freshness) {
      asked = performance.now();
      wasStopping = isStopping;
      last = readHealth(parts);
    }
    return last;
  };
}

/** Looks at everything that may be wrong; never throws. */
export async function readHealth(parts: HealthParts): Promise<Health> {
  const { world, intake, pump, stopping } = parts;
  const look = await within(patience, lookAtStore(world)).catch(troubleOf);
  const spoolTakes = intake.spoolTakes();
  const stopped = stopping() ? ["stopping: this process was asked to stop."] : [];
  const away = typeof look === "string" ? [look] : [];
  const reasons = {
    live: pump.isStuck ? ["pump/stuck: no work was done for two minutes."] : [],
    ready: [...stopped, ...away, ...(typeof look === "string" ? [] : look.emptied), ...zone()],
    durable: typeof look === "string" ? away : look.undurable,
    accepting: [...stopped, ...(away.length === 0 || spoolTakes === true ? [] : away)],
  };
  const silent = Object.fromEntries(pump.silentChannels);
  const calendarDays = daysLeft(world);
  return {
    live: reasons.live.length === 0,
    ready: reasons.ready.length === 0,
    durable: reasons.durable.length === 0,
    accepting: reasons.accepting.length === 0,
    reasons,
    warnings: [
      ...templateWarnings(world.channels.values()),
      ...(world.book.rules.halted === true
        ? [
            "budget/reached: of this month's messages only what was promised is still started. Raise it with `npm run -s webinars -- budget N`.",
          ]
        : []),
      ...(spoolTakes === false
        ? ["spool/unwritable: while Redis is away nothing could be kept on this disk."]
        : []),
      ...Object.entries(silent).map(([channel, code]) => `${channel} sends nothing now: ${code}.`),
      ...(calendarDays > calendarNotice
        ? []
        : [`calendar/ends: the feasts of flows/calendar.yaml end in ${calendarDays} days.`]),
    ],
    spooled: intake.spooled,
    waiting: typeof look === "string" ? null : look.waiting,
    silent,
    calendarDays,
  };
}

interface Look {
  readonly waiting: Depths;
  readonly undurable: readonly string[];
  readonly emptied: readonly string[];
}

async function lookAtStore({ store, clock, secret }: HealthParts["world"]): Promise<Look> {
  const [kept, { durable, reason }, waiting] = await Promise.all([
    store.secret(turnsSecret),
    store.durability(),
    store.depths(clock()),
    // A full or read-only store answers what it is asked and keeps nothing.
    store.setNote("health", "written"),
  ]);
  return {
    waiting,
    undurable: durable ? [] : [reason],
    // Made once in the life of a store.
    emptied: kept === secret ? [] : [emptied],
  };
}

const emptied =
  "store/emptied: this is not the store we know. Put its data back and everything goes on; or take it as it is with `npm run -s store -- adopt`.";

function troubleOf(error: unknown): string {
  if (error instanceof Fault && error.code === "store/emptied") return emptied;
  if (error instanceof Fault) return `${error.code}: ${faults[error.code].means}`;
  return `store/unavailable: ${faults["store/unavailable"].means}`;
}

function zone(): readonly string[] {
  try {
    checkRuntime();
    return [];
  } catch (error) {
    return [error instanceof Fault ? error.message : "runtime/zone-data"];
  }
}

function daysLeft({ clock, book }: HealthParts["world"]): number {
  const end = Temporal.PlainDate.from(book.calendar.until).toZonedDateTime(book.calendar.zone);
  return Math.floor((end.epochMilliseconds - clock()) / day) + 1;
}

async function within<Answer>(most: number, work: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Fault("store/unavailable", "SLOW")), most);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
