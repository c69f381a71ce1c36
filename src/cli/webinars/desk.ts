import { z } from "zod";
import type { Calendar } from "../../core/calendar/calendar.ts";
import { readRoll } from "../../core/engine/owners/rolls.ts";
import type { Instant } from "../../core/instant.ts";
import type { Json } from "../../core/json.ts";
import { readCatalogue } from "../../core/webinar/catalogue.ts";
import type { Roll } from "../../core/webinar/entries.ts";
import {
  changesSchema,
  programmeOwner,
  rollOwner,
  webinarMailSchema,
  webinarOwner,
  type Changes,
  type WebinarMail,
} from "../../core/webinar/mail.ts";
import type { Session } from "../../core/webinar/programme.ts";
import { advanceWebinar, keptWebinarSchema, type KeptWebinar } from "../../core/webinar/seats.ts";
import { readMail, writeMail } from "../../runtime/mail.ts";
import type { Store } from "../../store/store.ts";
import { Mistake } from "./mistake.ts";

/** What the commands work with. */
export interface Desk {
  readonly store: Store;
  readonly now: Instant;
  /** A word that was never given before. */
  readonly newId: () => string;
  readonly calendar: () => Promise<Calendar>;
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

/** The journal of what coordinators did; its entries name every webinar there ever was. */
export const actsJournal = "webinars";

/** A webinar as it will be once its mail is played. */
export interface Seen {
  readonly kept: KeptWebinar;
  /** Mail that the bot has not played yet. */
  readonly waiting: number;
}

const ownerSchema = z.object({
  state: z.json(),
  mail: z.array(z.object({ body: z.json() })),
});

/**
 * The webinar with what waits in its mailbox played, so that commands may follow each other while
 * the bot is stopped. Null when there is none.
 */
export async function readWebinar(desk: Desk, id: string): Promise<Seen | null> {
  const exported = ownerSchema.nullable().parse(await desk.store.export(webinarOwner(id)));
  if (exported === null) return null;
  let kept = keptIn(exported.state);
  for (const { body } of exported.mail) {
    const mail = readMail(body);
    if (mail.kind !== "post") continue;
    const told = webinarMailSchema.safeParse(mail.body);
    if (told.success) kept = advanceWebinar(kept, told.data, mail.from, desk.now, id).kept;
  }
  return kept === null ? null : { kept, waiting: exported.mail.length };
}

/** The same, of a webinar that has to be there. */
export async function knownWebinar(desk: Desk, id: string | undefined): Promise<Seen> {
  if (id === undefined) throw new Mistake("which webinar? its id is written w12", 2);
  const seen = /^w\d{1,5}$/u.test(id) ? await readWebinar(desk, id) : null;
  if (seen === null) throw new Mistake(`there is no webinar ${id}: npm run -s webinars -- list`);
  return seen;
}

/** The ids of all webinars. */
export async function webinarIds({ store }: Desk): Promise<readonly string[]> {
  const ids = new Set<string>();
  for await (const { body } of entriesOf(store, actsJournal)) {
    const act = z.object({ webinar: z.string() }).safeParse(body);
    if (act.success) ids.add(act.data.webinar);
  }
  const catalogue = await stateOf(store, programmeOwner);
  for (const { webinar } of readCatalogue(catalogue)) ids.add(webinar.id);
  return [...ids];
}

/** A journal from its beginning. */
export async function* entriesOf(store: Store, journal: string) {
  for (let after = 0; ;) {
    const entries = await store.read(journal, after, 500);
    yield* entries;
    const last = entries.at(-1);
    if (last === undefined) return;
    after = last.seq;
  }
}

/** The rolls in which people stand for a webinar, as of their last turns. */
export async function rollsOf(
  { store }: Desk,
  { webinar, shards }: KeptWebinar,
): Promise<readonly Roll[]> {
  const rolls: Roll[] = [];
  for (const shard of shards) {
    const roll = readRoll(await stateOf(store, rollOwner(webinar.id, shard)));
    if (roll !== null) rolls.push(roll);
  }
  return rolls;
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
  const { store, now } = desk;
  const id = `coordinator.${now}.${desk.newId()}`;
  const mail = writeMail({
    kind: "post",
    from: "coordinator",
    body: webinarMailSchema.parse(body),
  });
  const to = { owner: webinarOwner(webinar) };
  const [acceptance] = await store.accept([{ id, to, at: now, body: mail }], now);
  if (acceptance?.outcome !== "accepted") {
    throw new Mistake(
      `${webinar} has too much mail that is not read yet: let the bot run, then say it again`,
    );
  }
  await store.append(actsJournal, [{ id, body: { act, webinar } }], now);
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

/** The state of an owner that is no contact; null before its first turn. */
async function stateOf(store: Store, owner: string): Promise<Json | null> {
  const state = (await store.stateOf(owner))?.state ?? null;
  return state !== null && Object.keys(state).length === 0 ? null : state;
}

function keptIn(state: Json): KeptWebinar | null {
  const isBlank = state === null || Object.keys(state).length === 0;
  return isBlank ? null : keptWebinarSchema.parse(state);
}
