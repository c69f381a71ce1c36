import { z } from "zod";
import { withAlmanac, withKnowledge, type Almanac, type Flowbook } from "../core/engine/book.ts";
import { second, type Instant } from "../core/instant.ts";
import type { Knowledge } from "../core/knowledge/knowledge.ts";
import { readCatalogue } from "../core/webinar/catalogue.ts";
import { programmeOwner } from "../core/webinar/mail.ts";
import type { Store } from "../store/store.ts";
import { isSpent, monthOf } from "./spending.ts";
import type { World } from "./world.ts";

/** The store's note with what coordinators decided about days. */
const note = "almanac";

const keptSchema = z.strictObject({
  confirmed: z.record(z.string(), z.iso.date()),
  silentDays: z.array(z.iso.date()),
});

/** Days that coordinators decided about (see `Almanac`). */
export type Days = z.infer<typeof keptSchema>;

export async function readDays(store: Pick<Store, "note">): Promise<Days> {
  const kept = await store.note(note);
  return kept === null ? { confirmed: {}, silentDays: [] } : keptSchema.parse(JSON.parse(kept));
}

/** Every process hears of it within seconds; plans are made again once `replan` was posted. */
export async function keepDays(store: Pick<Store, "setNote">, days: Days): Promise<void> {
  await store.setNote(note, JSON.stringify(days));
}

/** Where what coordinators decided stands. */
export type Decided = Pick<Store, "note" | "setNote" | "read" | "stateOf">;

/** Everything that coordinators decided, as it stands in the store. */
export async function readAlmanac(store: Decided, now: Instant): Promise<Almanac> {
  const [days, programme, halted] = await Promise.all([
    readDays(store),
    store.stateOf(programmeOwner),
    isSpent(store, now),
  ]);
  return { ...days, webinars: readCatalogue(programme?.state ?? null), halted };
}

/** The book as it is known now. */
export interface Books {
  now(): Flowbook;
  /** From now on questions are answered. */
  learned(knowledge: Knowledge): void;
  close(): void;
}

/** How soon a process knows what coordinators decided, in ms. */
const every = 2 * second;

/** Looks every few seconds for what coordinators decided, and keeps the book up to date with it. */
export function followBook(
  read: Flowbook,
  store: Decided,
  { clock, log }: Pick<World, "clock" | "log">,
): Books {
  let whole = read;
  let now = read;
  let almanac: Almanac = { webinars: [], confirmed: {}, silentDays: [] };
  let last = "";
  let looking = false;
  const look = async (): Promise<void> => {
    if (looking) return;
    looking = true;
    try {
      const was = almanac.halted === true;
      almanac = await readAlmanac(store, clock());
      if (almanac.halted === true && !was) log.warn("budget-reached", { month: monthOf(clock()) });
      const decided = JSON.stringify(almanac);
      // A new book forgets what calendars worked out: only where something changed.
      if (decided !== last) now = withAlmanac(whole, almanac);
      last = decided;
    } catch {
      // The store is away: what was decided before still holds.
    } finally {
      looking = false;
    }
  };
  void look();
  const timer = setInterval(() => void look(), every);
  return {
    now: () => now,
    learned(knowledge) {
      whole = withKnowledge(whole, knowledge, whole.assisted);
      now = withAlmanac(whole, almanac);
    },
    close: () => clearInterval(timer),
  };
}
