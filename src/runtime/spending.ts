import { randomBytes } from "node:crypto";
import { z } from "zod";
import { second, type Instant } from "../core/instant.ts";
import type { Json } from "../core/json.ts";
import { beyondFree, type Spent } from "../core/webinar/charges.ts";
import type { Delivery, Outcome, Store } from "../store/store.ts";
import type { Log } from "./world.ts";

/** The journal to which every process adds what it sent, and the note that sums it up. */
const journal = "spending";
const sumNote = "spending";
const budgetNote = "budget";

/** How often a process writes down what it sent, in ms; a kill forgets that much. */
const every = 15 * second;

/** Months that are remembered. */
const monthsKept = 14;

const spentSchema = z.strictObject({ free: z.int(), templates: z.int(), since: z.int() });
const entrySchema = z.strictObject({ month: z.string(), free: z.int(), templates: z.int() });
const sumSchema = z.strictObject({
  /** The last entry of the journal that is counted. */
  seq: z.int(),
  months: z.record(z.string(), spentSchema),
});
type Sum = z.infer<typeof sumSchema>;

/** The month in which something is charged: `2026-12`. Morocco lives by UTC. */
export function monthOf(at: Instant): string {
  return new Date(at).toISOString().slice(0, 7);
}

/** What was sent through WhatsApp, by month. A month without an entry is not known. */
export async function readSpending(
  store: Pick<Store, "note" | "setNote" | "read">,
): Promise<ReadonlyMap<string, Spent>> {
  const kept = await store.note(sumNote);
  const sum: Sum = kept === null ? { seq: 0, months: {} } : sumSchema.parse(JSON.parse(kept));
  const months = new Map(Object.entries(sum.months));
  let { seq } = sum;
  for (;;) {
    const entries = await store.read(journal, seq, 500);
    for (const { seq: at, at: when, body } of entries) {
      seq = at;
      const entry = entrySchema.safeParse(body);
      if (!entry.success) continue;
      const { month, free, templates } = entry.data;
      const before = months.get(month) ?? { free: 0, templates: 0, since: when };
      months.set(month, {
        free: before.free + free,
        templates: before.templates + templates,
        since: before.since,
      });
    }
    if (entries.length < 500) break;
  }
  const latest = [...months].toSorted(([one], [other]) => (one < other ? -1 : 1));
  const recent = latest.slice(-monthsKept);
  // Whoever sums up says the same, so that it does not matter whose word is kept.
  if (seq - sum.seq >= 100) {
    await store.setNote(sumNote, JSON.stringify({ seq, months: Object.fromEntries(recent) }));
  }
  return new Map(recent);
}

/** Charged messages a month beyond which only what was promised is started; null: no such limit. */
export async function readBudget(store: Pick<Store, "note">): Promise<number | null> {
  const kept = await store.note(budgetNote);
  return kept === null || kept === "" ? null : z.int().min(0).parse(JSON.parse(kept));
}

/** Every process hears of it within seconds. */
export async function keepBudget(
  store: Pick<Store, "setNote">,
  budget: number | null,
): Promise<void> {
  await store.setNote(budgetNote, budget === null ? "" : JSON.stringify(budget));
}

/** Whether this month's budget is spent. What is not known is not spent. */
export async function isSpent(
  store: Pick<Store, "note" | "setNote" | "read">,
  now: Instant,
): Promise<boolean> {
  const budget = await readBudget(store);
  if (budget === null) return false;
  const spent = (await readSpending(store)).get(monthOf(now));
  return charged(spent) >= budget;
}

/** Messages of a month that are charged: all templates, and free texts beyond those that are free. */
export function charged(spent: Spent | undefined): number {
  return spent === undefined ? 0 : spent.templates + beyondFree(spent.free);
}

/** Counts what one process sends. */
export interface Till {
  /** What was recorded of a message. */
  note(
    delivery: Pick<Delivery, "address"> & { readonly body: Json },
    outcome: Outcome,
    now: Instant,
  ): void;
  /** Writes down what was counted. What the store does not take now is kept for the next time. */
  close(): Promise<void>;
}

export function openTill(
  store: Pick<Store, "append">,
  clock: () => Instant,
  log: Pick<Log, "warn">,
): Till {
  const run = randomBytes(6).toString("hex");
  let written = 0;
  let counts = new Map<string, { free: number; templates: number }>();
  /** Under way with ids of their own: written once, however often it is tried. */
  let batch: readonly { readonly id: string; readonly body: Json }[] = [];
  let writing: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    if (batch.length === 0) {
      batch = [...counts].map(([month, { free, templates }]) => {
        written += 1;
        return { id: `${run}.${written}`, body: { month, free, templates } };
      });
      counts = new Map();
    }
    if (batch.length === 0) return;
    try {
      await store.append(journal, batch, clock());
      batch = [];
    } catch {
      log.warn("spending-unwritten");
    }
  }
  const next = (): Promise<void> => (writing = writing.then(write));
  const timer = setInterval(() => void next(), every);
  timer.unref();

  return {
    note({ address, body }, outcome, now) {
      // Elsewhere nothing is charged for a message.
      if (outcome.kind !== "sent" || !address.channel.includes("whatsapp")) return;
      const month = monthOf(now);
      const count = counts.get(month) ?? { free: 0, templates: 0 };
      counts.set(month, count);
      const isTemplate =
        typeof body === "object" && body !== null && "kind" in body && body.kind === "template";
      count[isTemplate ? "templates" : "free"] += 1;
    },
    async close() {
      clearInterval(timer);
      await next();
      // What was counted while a batch was under way; a store that is away is not asked twice.
      if (batch.length === 0) await next();
    },
  };
}
