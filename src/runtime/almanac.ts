import { z } from "zod";
import type { Almanac } from "../core/engine/book.ts";
import { readCatalogue } from "../core/webinar/catalogue.ts";
import { programmeOwner } from "../core/webinar/mail.ts";
import type { Store } from "../store/store.ts";

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

/** Everything that coordinators decided, as it stands in the store. */
export async function readAlmanac(store: Pick<Store, "note" | "stateOf">): Promise<Almanac> {
  const [days, programme] = await Promise.all([readDays(store), store.stateOf(programmeOwner)]);
  return { ...days, webinars: readCatalogue(programme?.state ?? null) };
}

/**
 * Looks for new decisions every few seconds, and hands over those that changed something. Answers a
 * function that ends it.
 */
export function followAlmanac(
  store: Pick<Store, "note" | "stateOf">,
  changed: (almanac: Almanac) => void,
  every: number,
): () => void {
  let last = "";
  let looking = false;
  const look = async (): Promise<void> => {
    if (looking) return;
    looking = true;
    try {
      const almanac = await readAlmanac(store);
      const now = JSON.stringify(almanac);
      if (now !== last) changed(almanac);
      last = now;
    } catch {
      // The store is away: what was decided before still holds.
    } finally {
      looking = false;
    }
  };
  void look();
  const timer = setInterval(() => void look(), every);
  return () => clearInterval(timer);
}
