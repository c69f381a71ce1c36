import { z } from "zod";
import type { Instant } from "../../core/instant.ts";
import { ownerId } from "../../core/shard.ts";
import type { Store } from "../../store/store.ts";
import { takeTurn } from "../team.ts";

/** How many words of the person somebody has seen, by case. */
const marksSchema = z.record(z.string(), z.number());
export type ReadMarks = Readonly<z.infer<typeof marksSchema>>;

/** Of how many cases it is remembered. */
const most = 200;

export async function readMarks(store: Store, account: string): Promise<ReadMarks> {
  return marksSchema.parse((await store.stateOf(ownerOf(account)))?.state ?? {});
}

/** They have seen a case with so many words in it. */
export async function markRead(
  store: Store,
  account: string,
  caseId: string,
  count: number,
  now: Instant,
): Promise<void> {
  if ((await readMarks(store, account))[caseId] === count) return;
  await takeTurn(store, ownerOf(account), now, (state) => {
    const { [caseId]: _, ...others } = marksSchema.parse(state ?? {});
    const all = [...Object.entries(others), [caseId, count] as const];
    return { state: Object.fromEntries(all.slice(-most)), answer: null };
  });
}

function ownerOf(account: string): string {
  return ownerId("u", `read-${account}`);
}
