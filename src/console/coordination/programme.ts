import { parse } from "yaml";
import { dayOf, describeDay } from "../../core/calendar/days.ts";
import { isPermitted } from "../../core/calendar/permitted.ts";
import { minute } from "../../core/instant.ts";
import { editWebinar } from "../../core/webinar/edit.ts";
import {
  chargesOf,
  forecast,
  type Forecast,
  type MonthlyCharge,
} from "../../core/webinar/forecast.ts";
import { type Changes, type WebinarMail } from "../../core/webinar/mail.ts";
import { startOf } from "../../core/webinar/plan.ts";
import { readProgramme, type Session } from "../../core/webinar/programme.ts";
import { type KeptWebinar } from "../../core/webinar/seats.ts";
import type { Webinar } from "../../core/webinar/webinar.ts";
import { bookFiles } from "../../runtime/book-on-disk.ts";
import { charged, monthOf, readBudget, readSpending } from "../../runtime/spending.ts";
import { readWebinar, rollsOf, tellWebinar, webinarIds } from "../../runtime/webinars-kept.ts";
import { newWord } from "../seal.ts";
import type { MemberVisit } from "../visit.ts";

/** A webinar as it will be once its mail is played. Null when there is none. */
export async function readKept(
  { tools, now }: Pick<MemberVisit, "tools" | "now">,
  id: string,
): Promise<KeptWebinar | null> {
  return (await readWebinar(tools.world.store, id, now))?.kept ?? null;
}

/** All webinars there are, the earliest first. */
export async function readWebinars({
  tools,
  now,
}: Pick<MemberVisit, "tools" | "now">): Promise<readonly KeptWebinar[]> {
  const { store } = tools.world;
  const found: KeptWebinar[] = [];
  for (const id of await webinarIds(store)) {
    const seen = await readWebinar(store, id, now);
    if (seen !== null) found.push(seen.kept);
  }
  return found.toSorted((one, other) => startOf(one.webinar) - startOf(other.webinar));
}

/** An id that no webinar ever had. */
export async function freshId({ tools }: MemberVisit): Promise<string> {
  const numbers = [...(await webinarIds(tools.world.store))].map((id) => Number(id.slice(1)));
  return `w${Math.max(0, ...numbers) + 1}`;
}

/** Puts mail into a webinar's mailbox. False when that is full. */
export async function tell(
  { tools, now }: MemberVisit,
  webinar: string,
  act: string,
  body: WebinarMail,
): Promise<boolean> {
  const made = { now, word: newWord().slice(0, 20) };
  const isTold = await tellWebinar(tools.world.store, webinar, act, body, made);
  if (isTold) tools.wake();
  return isTold;
}

/** Whether an edit would change something. */
export function changesIt(kept: KeptWebinar, changes: Changes, { now }: MemberVisit): boolean {
  return editWebinar(kept, changes, now) !== null;
}

/** Every message about a webinar that is still to come, and what the months are charged with. */
export async function readForecast(
  { tools, now }: Pick<MemberVisit, "tools" | "now">,
  kept: KeptWebinar,
): Promise<{
  readonly messages: readonly Forecast[];
  readonly months: readonly MonthlyCharge[];
}> {
  const { store, book } = tools.world;
  const rolls = await rollsOf(store, kept);
  // As if all were on WhatsApp: what is shown is the most it can be.
  const people = rolls
    .flatMap(({ entries }) => Object.values(entries))
    .map((entry) => ({ ...entry, charged: true }));
  const messages = forecast(kept.webinar, book.rules, kept, people, now);
  return { messages, months: chargesOf(messages, await readSpending(store)) };
}

/** What this month may cost, and what it has: null where nobody knows or decided. */
export async function readMonth({ tools, now }: Pick<MemberVisit, "tools" | "now">): Promise<{
  readonly budget: number | null;
  readonly charged: number | null;
}> {
  const { store } = tools.world;
  const spent = (await readSpending(store)).get(monthOf(now));
  return { budget: await readBudget(store), charged: spent === undefined ? null : charged(spent) };
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
