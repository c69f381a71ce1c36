import { z } from "zod";
import { confirmFeast, type Calendar } from "../../core/calendar/calendar.ts";
import { perSecond } from "../../core/engine/book.ts";
import type { Instant } from "../../core/instant.ts";
import type { Roll } from "../../core/webinar/entries.ts";
import { changesSchema, type Changes, type WebinarMail } from "../../core/webinar/mail.ts";
import type { Moments, Rules } from "../../core/webinar/moments.ts";
import type { Session } from "../../core/webinar/programme.ts";
import { readDays } from "../../runtime/almanac.ts";
import { readWebinar, tellWebinar, type Seen } from "../../runtime/webinars-kept.ts";
import type { Store } from "../../store/store.ts";
import { Mistake } from "./mistake.ts";

/** What the commands work with. */
export interface Desk {
  readonly store: Store;
  readonly now: Instant;
  /** A word that was never given before. */
  readonly newId: () => string;
  readonly calendar: () => Promise<Calendar>;
  readonly moments: () => Promise<Moments>;
  readonly programme: () => Promise<readonly Session[]>;
  /** The bytes of a file. Throws `Mistake` when it cannot be read. */
  readonly file: (path: string) => Promise<Uint8Array>;
  /** One line to read. */
  readonly say: (line: string) => void;
  /** Text as it is, for a file. */
  readonly write: (text: string) => void;
  /** One line beside what is written. */
  readonly warn: (line: string) => void;
}

/** One command: `args` is what stands behind its name. */
export interface Command {
  readonly usage: string;
  readonly run: (args: readonly string[], desk: Desk) => Promise<void>;
}

/** A webinar that has to be there, with what waits in its mailbox played. */
export async function knownWebinar(desk: Desk, id: string | undefined): Promise<Seen> {
  if (id === undefined) throw new Mistake("which webinar? its id is written w12", 2);
  const seen = await readWebinar(desk.store, id, desk.now);
  if (seen === null) throw new Mistake(`there is no webinar ${id}: npm run -s webinars -- list`);
  return seen;
}

/** What plans are made by, with what coordinators decided about days. */
export async function rulesOf(desk: Desk): Promise<Rules> {
  const { confirmed, silentDays } = await readDays(desk.store);
  const calendar = Object.entries(confirmed).reduce(
    (known, [feast, on]) => confirmFeast(known, feast, on) ?? known,
    await desk.calendar(),
  );
  return { calendar, moments: await desk.moments(), silentDays, perSecond };
}

/** Everybody who is registered, by contact. */
export function registered(rolls: readonly Roll[]) {
  return rolls.flatMap(({ entries }) => Object.entries(entries));
}

/** Puts mail into a webinar's mailbox, and the act into the journal. */
export async function tell(
  desk: Desk,
  webinar: string,
  act: string,
  body: WebinarMail,
): Promise<void> {
  const made = { now: desk.now, word: desk.newId() };
  if (await tellWebinar(desk.store, webinar, act, body, made)) return;
  throw new Mistake(
    `${webinar} has too much mail that is not read yet: let the bot run, then say it again`,
  );
}

/** Reads what a coordinator wants changed. Throws `Mistake` with what is wrong. */
export function readChanges(wish: { readonly [Name in keyof Changes]?: unknown }): Changes {
  const result = changesSchema.safeParse(wish);
  if (result.success) return result.data;
  throw new Mistake(mistakesIn(result.error));
}

/** What zod found, a line each. */
export function mistakesIn({ issues }: z.ZodError): string {
  return issues.map(({ path, message }) => `${path.join(".") || "it"}: ${message}`).join("\n");
}
