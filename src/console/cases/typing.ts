import { z } from "zod";
import { second, type Instant } from "../../core/instant.ts";
import { ownerId } from "../../core/shard.ts";
import type { Store } from "../../store/store.ts";
import { takeTurn } from "../team.ts";

/** Who is writing, by case: account and moment. For all processes, and forgotten within seconds. */
const typingSchema = z.record(z.string(), z.record(z.string(), z.number()));

const typingOwner = ownerId("u", "typing", 2);

/** Somebody who wrote nothing for so long has stopped. */
export const typingLasts = 9 * second;

/** They are writing in a case at this moment. */
export async function noteTyping(
  store: Store,
  caseId: string,
  account: string,
  now: Instant,
): Promise<void> {
  await takeTurn(store, typingOwner, now, (state) => {
    const fresh = recent(typingSchema.parse(state ?? {}), now);
    const there = { ...fresh[caseId], [account]: now };
    return { state: { ...fresh, [caseId]: there }, answer: null };
  });
}

/** Who else is writing in a case, and since when they were last seen at it. */
export async function typingIn(
  store: Store,
  caseId: string,
  now: Instant,
): Promise<Readonly<Record<string, Instant>>> {
  return recent(await loadTyping(store), now)[caseId] ?? {};
}

/** Grows whenever somebody writes in the case; what is forgotten is no news. */
export async function typingPosition(store: Store, caseId: string): Promise<number> {
  return Math.max(0, ...Object.values((await loadTyping(store))[caseId] ?? {}));
}

async function loadTyping(store: Store) {
  return typingSchema.parse((await store.stateOf(typingOwner))?.state ?? {});
}

function recent(
  all: z.infer<typeof typingSchema>,
  now: Instant,
): Readonly<Record<string, Readonly<Record<string, Instant>>>> {
  return Object.fromEntries(
    Object.entries(all).flatMap(([caseId, people]) => {
      const there = Object.entries(people).filter(([, at]) => now - at < typingLasts);
      return there.length === 0 ? [] : [[caseId, Object.fromEntries(there)]];
    }),
  );
}
