import { confirmFeast, firstDays, type Calendar } from "../../core/calendar/calendar.ts";
import { programmeOwner } from "../../core/webinar/mail.ts";
import { keepDays, readDays, type Days } from "../../runtime/almanac.ts";
import { writeMail } from "../../runtime/mail.ts";
import { newWord } from "../seal.ts";
import type { MemberVisit } from "../visit.ts";

export type Feast = Calendar["feasts"][number];

/** A feast with what is known of its first day. */
export interface FeastDay {
  readonly feast: Feast;
  readonly from: string;
  readonly to: string;
  /** As a coordinator confirmed it; null before. */
  readonly confirmed: string | null;
}

/** Feasts that are still to come, or were lately: the calendar of the book knows what was confirmed. */
export async function feastDays({ tools }: MemberVisit): Promise<readonly FeastDay[]> {
  const { confirmed } = await readDays(tools.world.store);
  return tools.world.book.calendar.feasts.map((feast) => {
    const { from, to } = firstDays(feast);
    return { feast, from, to, confirmed: confirmed[feast.id] ?? null };
  });
}

export async function silentDays({ tools }: MemberVisit): Promise<readonly string[]> {
  return (await readDays(tools.world.store)).silentDays;
}

/** Whether a feast may begin on that day. One that was confirmed is told otherwise only by `forget`. */
export function mayBegin(visit: MemberVisit, feast: string, on: string): boolean {
  return isDay(on) && confirmFeast(visit.tools.world.book.calendar, feast, on) !== null;
}

/** Keeps what was decided, and has every plan made again. */
export async function decide(visit: MemberVisit, change: (days: Days) => Days): Promise<void> {
  const { tools, now } = visit;
  const { store } = tools.world;
  await keepDays(store, change(await readDays(store)));
  const body = writeMail({ kind: "post", from: "coordinator", body: { kind: "replan" } });
  const id = `replan ${newWord().slice(0, 20)}`;
  await store.accept([{ id, to: { owner: programmeOwner }, at: now, body }], now);
  tools.wake();
}

/** A day as in `2026-12-05`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text, { overflow: "reject" }).toString() === text;
  } catch {
    return false;
  }
}

/** Today in Morocco. */
export function today({ now }: Pick<MemberVisit, "now">): string {
  return Temporal.Instant.fromEpochMilliseconds(now)
    .toZonedDateTimeISO("Africa/Casablanca")
    .toPlainDate()
    .toString();
}

/** A day in words, in the language of the console. */
export function sayDay({ language }: Pick<MemberVisit, "language">, day: string): string {
  const format = new Intl.DateTimeFormat(language === "ar" ? "ar-MA-u-nu-latn" : language, {
    timeZone: "UTC",
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
  });
  return format.format(Date.parse(`${day}T00:00:00Z`));
}
