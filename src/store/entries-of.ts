import type { JournalEntry, Store } from "./store.ts";

const atOnce = 500;

/** A journal from its beginning, oldest entry first. */
export async function* entriesOf(
  store: Pick<Store, "read">,
  journal: string,
): AsyncGenerator<JournalEntry> {
  for (let after = 0; ;) {
    const entries = await store.read(journal, after, atOnce);
    yield* entries;
    const last = entries.at(-1);
    if (last === undefined || entries.length < atOnce) return;
    after = last.seq;
  }
}
