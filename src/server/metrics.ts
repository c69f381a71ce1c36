import { Counter, Gauge, Histogram, Registry } from "prom-client";
import { second } from "../core/instant.ts";
import { healthFacts, type Health } from "../runtime/health.ts";
import type { Meter } from "../runtime/meter.ts";

/** What Prometheus reads. Labels hold channels, outcomes and codes: never a contact. */
export interface Metrics extends Meter {
  /** A webhook was answered with this status. */
  answered(channel: string, status: number): void;
  readonly contentType: string;
  /** Looks at the store and at the process, and writes everything down. */
  read(): Promise<string>;
}

/** Short waits up to the ones that hurt, in seconds. */
const brief = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];
const lateness = [1, 5, 15, 60, 300, 900, 3_600, 21_600];

export function openMetrics(health: () => Promise<Health>): Metrics {
  const registry = new Registry();
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Counter({ name, help, labelNames, registers: [registry] });
  const histogram = <Label extends string>(
    name: string,
    help: string,
    buckets: readonly number[],
    labelNames: Label[] = [],
  ) => new Histogram({ name, help, buckets: [...buckets], labelNames, registers: [registry] });

  const events = counter("rafiq_events_total", "Events taken in, by outcome.", ["outcome"]);
  const accept = histogram("rafiq_accept_seconds", "From a read webhook to kept events.", brief);
  const webhooks = counter("rafiq_webhooks_total", "Webhooks answered.", ["channel", "status"]);
  const turns = counter("rafiq_turns_total", "Claims played, by outcome.", ["outcome"]);
  const turn = histogram("rafiq_turn_seconds", "From a claim to its commit.", brief);
  const dead = counter("rafiq_dead_letters_total", "Mail given up, by reason.", ["reason"]);
  const calls = counter(
    "rafiq_provider_calls_total",
    "Calls of providers, by what they answered.",
    ["channel", "result", "code"],
  );
  const call = histogram("rafiq_provider_call_seconds", "How long providers took.", brief, [
    "channel",
  ]);
  const deliveries = counter("rafiq_deliveries_total", "Attempts recorded, by outcome.", [
    "channel",
    "outcome",
  ]);
  const handover = histogram(
    "rafiq_handover_seconds",
    "From a promised message to the provider's acceptance.",
    brief,
    ["channel"],
  );
  const receipts = counter("rafiq_receipts_total", "What providers told of messages later.", [
    "channel",
    "status",
    "code",
  ]);
  const timers = histogram("rafiq_timer_late_seconds", "How late timers were played.", lateness);
  const measure = gaugesOf(registry);

  return {
    contentType: registry.contentType,
    accepted(outcomes, took) {
      for (const outcome of outcomes) events.inc({ outcome });
      accept.observe(took / second);
    },
    answered: (channel, status) => webhooks.inc({ channel, status: String(status) }),
    turned(outcome, took) {
      turns.inc({ outcome });
      turn.observe(took / second);
    },
    timerPlayed: (late) => timers.observe(late / second),
    buried: (reason) => dead.inc({ reason: codeLabel(reason) }),
    called(channel, sending, took) {
      const code = "code" in sending ? codeLabel(sending.code) : "";
      calls.inc({ channel, result: sending.kind, code });
      call.observe({ channel }, took / second);
    },
    delivered({ address: { channel }, notBefore }, outcome, now) {
      deliveries.inc({ channel, outcome: outcome.kind });
      if (outcome.kind === "sent")
        handover.observe({ channel }, Math.max(0, now - notBefore) / second);
    },
    receipt: (channel, status, code) => receipts.inc({ channel, status, code: codeLabel(code) }),
    async read() {
      measure(await health());
      return registry.metrics();
    },
  };
}

/** What stands still between two readings is read when somebody asks. */
function gaugesOf(registry: Registry): (health: Health) => void {
  const gauge = <Label extends string = never>(
    name: string,
    help: string,
    labelNames: Label[] = [],
  ) => new Gauge({ name, help, labelNames, registers: [registry] });
  const fact = gauge("rafiq_health", "1 when /health says yes.", ["fact"]);
  const silent = gauge("rafiq_channel_silent", "1 while a channel sends nothing.", [
    "channel",
    "code",
  ]);
  const spool = gauge("rafiq_spool_events", "Events on the disk that wait for the store.");
  const calendar = gauge("rafiq_calendar_days", "Days until the calendar of feasts ends.");
  const waiting = {
    mailboxes: gauge("rafiq_mailboxes_waiting", "Mailboxes with mail."),
    outbox: gauge("rafiq_outbox_messages", "Messages promised and not yet handed over."),
    uncertain: gauge("rafiq_uncertain_messages", "Messages whose fate nobody knows yet."),
    timers: gauge("rafiq_timers_set", "Timers that wait for their moment."),
    posts: gauge("rafiq_posts_waiting", "Posts between owners on their way."),
    dead: gauge("rafiq_dead_letters", "Dead letters kept."),
  };
  const ages = {
    oldestMail: gauge("rafiq_oldest_mail_seconds", "Age of the oldest mail not played yet."),
    oldestOutbox: gauge(
      "rafiq_oldest_outbox_seconds",
      "Age of the oldest message promised and not yet handed over.",
    ),
  };
  const cpu = gauge("process_cpu_seconds", "Processor time used since the start.");
  const memory = gauge("process_resident_memory_bytes", "Resident memory.");
  const busy = gauge("rafiq_event_loop_busy_ratio", "Share of the time the process was busy.");
  let before = performance.eventLoopUtilization();

  return (health) => {
    for (const name of healthFacts) fact.set({ fact: name }, health[name] ? 1 : 0);
    silent.reset();
    for (const [channel, code] of Object.entries(health.silent)) {
      silent.set({ channel, code: codeLabel(code) }, 1);
    }
    spool.set(health.spooled);
    calendar.set(health.calendarDays);
    const depths = health.waiting;
    for (const [name, one] of Object.entries(waiting)) {
      // What is not known is left out: a zero would look like rest.
      if (depths === null) one.remove();
      else one.set(depths[name as keyof typeof waiting]);
    }
    for (const [name, one] of Object.entries(ages)) {
      if (depths === null) one.remove();
      else one.set(depths[name as keyof typeof ages] / second);
    }
    const { user, system } = process.cpuUsage();
    cpu.set((user + system) / 1_000_000);
    memory.set(process.memoryUsage.rss());
    const now = performance.eventLoopUtilization();
    busy.set(performance.eventLoopUtilization(now, before).utilization);
    before = now;
  };
}

/** A code as a label: providers may answer with anything at all. */
function codeLabel(code: string | null): string {
  if (code === null) return "";
  return /^[\w./-]{1,40}$/u.test(code) && !/\d{7}/u.test(code) ? code : "other";
}
