import { parse } from "yaml";
import { z } from "zod";
import { dayOf, describeDay } from "../../core/calendar/days.ts";
import { isPermitted } from "../../core/calendar/permitted.ts";
import { readRoll } from "../../core/engine/owners/rolls.ts";
import { minute } from "../../core/instant.ts";
import type { Json } from "../../core/json.ts";
import { readCatalogue } from "../../core/webinar/catalogue.ts";
import { editWebinar } from "../../core/webinar/edit.ts";
import type { Roll } from "../../core/webinar/entries.ts";
import {
  programmeOwner,
  rollOwner,
  webinarMailSchema,
  webinarOwner,
  type Changes,
  type WebinarMail,
} from "../../core/webinar/mail.ts";
import { startOf } from "../../core/webinar/plan.ts";
import { readProgramme, type Session } from "../../core/webinar/programme.ts";
import { advanceWebinar, keptWebinarSchema, type KeptWebinar } from "../../core/webinar/seats.ts";
import type { Webinar } from "../../core/webinar/webinar.ts";
import { bookFiles } from "../../runtime/book-on-disk.ts";
import { readMail, writeMail } from "../../runtime/mail.ts";
import type { Store } from "../../store/store.ts";
import { entriesOf } from "../cases/desk.ts";
import { newWord } from "../seal.ts";
import type { MemberVisit } from "../visit.ts";

/** The journal of what coordinators did with webinars, by command or here: it names all there are. */
const actsJournal = "webinars";

const ownerSchema = z.object({ state: z.json(), mail: z.array(z.object({ body: z.json() })) });

/** A webinar with what waits in its mailbox played: as it will be. Null when there is none. */
export async function readWebinar(
  { tools, now }: Pick<MemberVisit, "tools" | "now">,
  id: string,
): Promise<KeptWebinar | null> {
  if (!/^w\d{1,5}$/u.test(id)) return null;
  const exported = ownerSchema.nullable().parse(await tools.world.store.export(webinarOwner(id)));
  if (exported === null) return null;
  let kept = isBlank(exported.state) ? null : keptWebinarSchema.parse(exported.state);
  for (const { body } of exported.mail) {
    const mail = readMail(body);
    if (mail.kind !== "post") continue;
    const told = webinarMailSchema.safeParse(mail.body);
    if (told.success) kept = advanceWebinar(kept, told.data, mail.from, now, id).kept;
  }
  return kept;
}

function isBlank(state: Json): boolean {
  return state === null || Object.keys(state).length === 0;
}

/** All webinars there are, the earliest first. */
export async function readWebinars(visit: MemberVisit): Promise<readonly KeptWebinar[]> {
  const found: KeptWebinar[] = [];
  for (const id of await webinarIds(visit.tools.world.store)) {
    const kept = await readWebinar(visit, id);
    if (kept !== null) found.push(kept);
  }
  return found.toSorted((one, other) => startOf(one.webinar) - startOf(other.webinar));
}

async function webinarIds(store: Store): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for await (const { body } of entriesOf(store, actsJournal)) {
    const act = z.object({ webinar: z.string() }).safeParse(body);
    if (act.success) ids.add(act.data.webinar);
  }
  const state = (await store.stateOf(programmeOwner))?.state ?? null;
  for (const { webinar } of readCatalogue(isBlank(state) ? null : state)) ids.add(webinar.id);
  return ids;
}

/** An id that no webinar ever had. */
export async function freshId({ tools }: MemberVisit): Promise<string> {
  const numbers = [...(await webinarIds(tools.world.store))].map((id) => Number(id.slice(1)));
  return `w${Math.max(0, ...numbers) + 1}`;
}

/** Puts mail into a webinar's mailbox. False when that is full. */
export async function tellWebinar(
  { tools, now }: MemberVisit,
  webinar: string,
  act: string,
  body: WebinarMail,
): Promise<boolean> {
  const { store } = tools.world;
  const id = `coordinator.${now}.${newWord().slice(0, 20)}`;
  const mail = writeMail({
    kind: "post",
    from: "coordinator",
    body: webinarMailSchema.parse(body),
  });
  const to = { owner: webinarOwner(webinar) };
  const [acceptance] = await store.accept([{ id, to, at: now, body: mail }], now);
  if (acceptance?.outcome !== "accepted") return false;
  await store.append(actsJournal, [{ id, body: { act, webinar } }], now);
  tools.wake();
  return true;
}

/** Whether an edit would change something. */
export function changesIt(kept: KeptWebinar, changes: Changes, { now }: MemberVisit): boolean {
  return editWebinar(kept, changes, now) !== null;
}

/** The people of a webinar, as of the last turns of its rolls. */
export async function rollsOf(
  store: Store,
  { webinar, shards }: KeptWebinar,
): Promise<readonly Roll[]> {
  const rolls: Roll[] = [];
  for (const shard of shards) {
    const state = (await store.stateOf(rollOwner(webinar.id, shard)))?.state ?? null;
    const roll = readRoll(isBlank(state) ? null : state);
    if (roll !== null) rolls.push(roll);
  }
  return rolls;
}

let sessions: Promise<readonly Session[]> | null = null;

/** The sessions of the programme, as they stand on disk. */
export function programme(): Promise<readonly Session[]> {
  sessions ??= (async () => {
    const [file] = await bookFiles(undefined, ({ path }) => path === "flows/programme.yaml");
    return file === undefined ? [] : readProgramme(parse(file.text));
  })();
  return sessions;
}

export type Care = "aid" | "holiday" | "ramadan" | "rest" | "hours" | "link";

/** What speaks against a day and hour, for whoever decides. */
export function cares(
  { tools, now }: Pick<MemberVisit, "tools" | "now">,
  webinar: Webinar,
): readonly Care[] {
  const { calendar } = tools.world.book;
  const start = startOf(webinar);
  if (start <= now) return [];
  const date = dayOf(calendar, start);
  const known = describeDay(calendar, date);
  const end = start + webinar.minutes * minute;
  const isOutside = !isPermitted(calendar, start) || !isPermitted(calendar, end - 1);
  const isRest = calendar.permitted.restDays.includes(known.weekday);
  return [
    ...(known.mayBeAid ? (["aid"] as const) : known.mayBeHoliday ? (["holiday"] as const) : []),
    ...(known.ramadan === "no" ? [] : (["ramadan"] as const)),
    ...(isRest ? (["rest"] as const) : isOutside ? (["hours"] as const) : []),
    ...(webinar.link === null ? (["link"] as const) : []),
  ];
}

/** `2027-01-14T18:30`, if there is such a moment. */
export function readStarts(text: string): string | null {
  const starts = text.trim().replace(" ", "T").slice(0, 16);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/u.test(starts)) return null;
  try {
    Temporal.PlainDateTime.from(starts, { overflow: "reject" });
    return starts;
  } catch {
    return null;
  }
}
