import { z } from "zod";
import { readRoll } from "../core/engine/owners/rolls.ts";
import type { Instant } from "../core/instant.ts";
import type { Json } from "../core/json.ts";
import { readCatalogue } from "../core/webinar/catalogue.ts";
import type { Roll } from "../core/webinar/entries.ts";
import {
  programmeOwner,
  rollOwner,
  webinarMailSchema,
  webinarOwner,
  type WebinarMail,
} from "../core/webinar/mail.ts";
import { advanceWebinar, keptWebinarSchema, type KeptWebinar } from "../core/webinar/seats.ts";
import { entriesOf } from "../store/entries-of.ts";
import type { Store } from "../store/store.ts";
import { readMail, writeMail } from "./mail.ts";

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
export async function readWebinar(
  store: Pick<Store, "export">,
  id: string,
  now: Instant,
): Promise<Seen | null> {
  if (!/^w\d{1,5}$/u.test(id)) return null;
  const exported = ownerSchema.nullable().parse(await store.export(webinarOwner(id)));
  if (exported === null) return null;
  let kept = isBlank(exported.state) ? null : keptWebinarSchema.parse(exported.state);
  for (const { body } of exported.mail) {
    const mail = readMail(body);
    if (mail.kind !== "post") continue;
    const told = webinarMailSchema.safeParse(mail.body);
    if (told.success) kept = advanceWebinar(kept, told.data, mail.from, now, id).kept;
  }
  return kept === null ? null : { kept, waiting: exported.mail.length };
}

/** The ids of all webinars there ever were. */
export async function webinarIds(
  store: Pick<Store, "read" | "stateOf">,
): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for await (const { body } of entriesOf(store, actsJournal)) {
    const act = z.object({ webinar: z.string() }).safeParse(body);
    if (act.success) ids.add(act.data.webinar);
  }
  for (const { webinar } of readCatalogue(await stateOf(store, programmeOwner))) {
    ids.add(webinar.id);
  }
  return ids;
}

/** The rolls in which people stand for a webinar, as of their last turns. */
export async function rollsOf(
  store: Pick<Store, "stateOf">,
  { webinar, shards }: KeptWebinar,
): Promise<readonly Roll[]> {
  const rolls: Roll[] = [];
  for (const shard of shards) {
    const roll = readRoll(await stateOf(store, rollOwner(webinar.id, shard)));
    if (roll !== null) rolls.push(roll);
  }
  return rolls;
}

/**
 * Puts mail into a webinar's mailbox, and the act into the journal. False when the mailbox is full.
 * `word` was never given before.
 */
export async function tellWebinar(
  store: Pick<Store, "accept" | "append">,
  webinar: string,
  act: string,
  mail: WebinarMail,
  { now, word }: { readonly now: Instant; readonly word: string },
): Promise<boolean> {
  const id = `coordinator.${now}.${word}`;
  const body = writeMail({
    kind: "post",
    from: "coordinator",
    body: webinarMailSchema.parse(mail),
  });
  const to = { owner: webinarOwner(webinar) };
  const [acceptance] = await store.accept([{ id, to, at: now, body }], now);
  if (acceptance?.outcome !== "accepted") return false;
  await store.append(actsJournal, [{ id, body: { act, webinar } }], now);
  return true;
}

/** The state of an owner that is no contact; null before its first turn. */
async function stateOf(store: Pick<Store, "stateOf">, owner: string): Promise<Json | null> {
  const state = (await store.stateOf(owner))?.state ?? null;
  return isBlank(state) ? null : state;
}

function isBlank(state: Json): boolean {
  return state === null || Object.keys(state).length === 0;
}
