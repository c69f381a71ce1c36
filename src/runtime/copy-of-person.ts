import { entrySchema, type Entry } from "../core/cases/mail.ts";
import { caseNumber, caseOwner } from "../core/cases/number.ts";
import { readableData, type ReadableCase } from "../core/engine/readable-data.ts";
import { blankState, type State } from "../core/engine/state.ts";
import type { Json } from "../core/json.ts";
import { entriesOf } from "../store/entries-of.ts";
import type { World } from "./world.ts";

/** Everything that is kept of one person, for themselves: the whole of it, and what can be read. */
export interface PersonCopy {
  readonly json: Json;
  readonly text: string;
}

/**
 * A copy of what is kept of a contact, with their requests for a human. Null when nothing is. What
 * their organization keeps of others is not in it.
 */
export async function copyOfPerson(
  { store, book, clock }: Pick<World, "store" | "book" | "clock">,
  contact: string,
): Promise<PersonCopy | null> {
  const kept = await store.stateOf(contact);
  if (kept === null || kept.state === null) return null;
  // Written by the engine; what an older version kept lacks the newer fields.
  const state: State = { ...blankState, ...(kept.state as unknown as State) };
  const person = await store.export(contact);
  const cases: Json[] = [];
  const readable: ReadableCase[] = [];
  for (const owner of casesOf(state.human, contact)) {
    const entries: Entry[] = [];
    for await (const { body } of entriesOf(store, owner)) {
      const entry = entrySchema.safeParse(body);
      if (entry.success) entries.push(entry.data);
    }
    if (entries.length > 0) readable.push({ number: caseNumber(owner), entries });
    cases.push(await store.export(owner));
  }
  return {
    json: { person, cases },
    text: readableData(book, state, addressesIn(person), readable, clock()),
  };
}

/** The owners of every request they ever made. */
export function casesOf(
  { cases }: Pick<State["human"], "cases">,
  contact: string,
): readonly string[] {
  return Array.from({ length: cases }, (_, at) => caseOwner(contact, at + 1));
}

function addressesIn(person: Json): readonly { readonly channel: string; readonly id: string }[] {
  if (typeof person !== "object" || person === null || Array.isArray(person)) return [];
  // As every store exports them.
  const { addresses } = person as { readonly addresses?: unknown };
  return Array.isArray(addresses) ? (addresses as { channel: string; id: string }[]) : [];
}
