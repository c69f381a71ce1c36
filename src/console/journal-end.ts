import type { Store } from "../store/store.ts";

/**
 * The number of a journal's last entry, 0 when it is empty, looked for from `known` on.
 *
 * Entries are numbered without holes, so it is found in steps that double and then halve.
 */
export async function endOf(
  store: Pick<Store, "read">,
  journal: string,
  known = 0,
): Promise<number> {
  const isThere = async (seq: number) => (await store.read(journal, seq - 1, 1)).length > 0;
  let low = known;
  let step = 1;
  while (await isThere(low + step)) {
    low += step;
    step *= 2;
  }
  for (; step >= 1; step /= 2) {
    if (await isThere(low + step)) low += step;
  }
  return low;
}
