import { z } from "zod";
import { day } from "../instant.ts";
import { languages } from "../language/languages.ts";
import { intents, seatsSchema, snapshotSchema, sourceSchema } from "./mail.ts";

/** One registration, as its roll keeps it. */
export const entrySchema = z.strictObject({
  since: z.int(),
  ask: z.int(),
  source: sourceSchema,
  language: z.enum(languages),
  reminders: z.boolean(),
  wanted: seatsSchema,
  held: z.int(),
  /** The request for seats that is open; null when none is. */
  ticket: z.int().nullable(),
  /** Their place on the waiting list when they were told last. */
  place: z.int().nullable(),
  /** The revision they know of. */
  told: z.int(),
  /** The moments they got, for the present date. */
  got: z.array(z.string()),
  intent: z.enum(intents).nullable(),
  opened: z.boolean(),
  attended: z.int().nullable(),
});
export type Entry = z.infer<typeof entrySchema>;

/** The registrations of one webinar in one shard. */
export const rollSchema = z.strictObject({
  snapshot: snapshotSchema,
  /** Counts the requests for seats, and the slices: their numbers are never used again. */
  tickets: z.int(),
  slices: z.int(),
  /** The hour of each moment as it was planned last. */
  planned: z.record(z.string(), z.int()),
  entries: z.record(z.string(), entrySchema),
});
export type Roll = z.infer<typeof rollSchema>;

/** How long a roll is kept after the end of its webinar: until the last moment, and some more. */
export const keptFor = 60 * day;

/** Whose request for seats it is; null when nobody's any more. */
export function byTicket(roll: Roll, ticket: number): { contact: string; entry: Entry } | null {
  for (const [contact, entry] of Object.entries(roll.entries)) {
    if (entry.ticket === ticket) return { contact, entry };
  }
  return null;
}

export function change(roll: Roll, contact: string, by: (entry: Entry) => Entry): Roll {
  const known = roll.entries[contact];
  return known === undefined ? roll : withEntry(roll, contact, by(known));
}

export function withEntry(roll: Roll, contact: string, entry: Entry): Roll {
  return { ...roll, entries: { ...roll.entries, [contact]: entry } };
}

export function without(roll: Roll, contact: string): Roll {
  const { [contact]: _gone, ...entries } = roll.entries;
  return { ...roll, entries };
}

export function mapEntries(entries: Roll["entries"], by: (entry: Entry) => Entry): Roll["entries"] {
  return Object.fromEntries(Object.entries(entries).map(([contact, one]) => [contact, by(one)]));
}
