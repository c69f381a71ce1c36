import type { Calendar } from "../../core/calendar/calendar.ts";
import { dayOf, describeDay } from "../../core/calendar/days.ts";
import { isPermitted } from "../../core/calendar/permitted.ts";
import { sayDate } from "../../core/calendar/say-date.ts";
import { day, type Instant, minute } from "../../core/instant.ts";
import { startOf } from "../../core/webinar/plan.ts";
import type { Webinar } from "../../core/webinar/webinar.ts";
import { Mistake } from "./mistake.ts";

type When = Pick<Webinar, "starts" | "zone" | "minutes">;

/** `2027-01-14T18:30`, also with a blank. Throws `Mistake` when it is no day and hour. */
export function readStarts(text: string): string {
  const starts = text.trim().replace(/^(\d{4}-\d\d-\d\d) (\d)/u, "$1T$2");
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/u.test(starts) || !exists(starts)) {
    throw new Mistake(`“${text}” is no day and hour: it is written 2027-01-14T18:30`);
  }
  return starts;
}

/**
 * The day of the week and the hour in words, then what speaks against them. Throws `Mistake` when
 * they are over: nobody can come any more.
 */
export function checkStarts(webinar: When, calendar: Calendar, now: Instant): readonly string[] {
  const start = startOf(webinar);
  if (start <= now) throw new Mistake(`${sayStart(webinar)} is over`);
  const warnings: string[] = [];
  const date = dayOf(calendar, start);
  const on = date.toString();
  const known = describeDay(calendar, date);
  const holiday = calendar.holidays.find((one) => one.on === on.slice(5));
  const end = start + webinar.minutes * minute;
  const isOutside = !isPermitted(calendar, start) || !isPermitted(calendar, end - 1);
  if (known.mayBeAid) warnings.push("it is, or may be, a day of Aïd: nothing at all is sent");
  else if (holiday !== undefined) warnings.push(`it is a holiday: ${holiday.name}`);
  else if (known.mayBeHoliday) warnings.push("it is, or may be, a holiday");
  if (known.mayBeAidEve) warnings.push("it is, or may be, the eve of Aïd");
  if (known.ramadan !== "no") {
    const when = known.ramadan === "yes" ? "it is in Ramadan" : "it may be in Ramadan";
    warnings.push(isOutside ? `${when}, and near the breaking of the fast or late` : when);
  } else if (calendar.permitted.restDays.includes(known.weekday)) {
    warnings.push(`it is a ${known.weekday}`);
  } else if (isOutside && warnings.length === 0) {
    warnings.push("it begins or ends outside the hours in which people expect messages");
  }
  if (on > calendar.until) warnings.push(`feasts are known until ${calendar.until} only`);
  if (start - now > 400 * day) warnings.push("it is more than a year away");
  return warnings;
}

/** « 2027-01-14, Thursday 14 January at 18:30 (Morocco time) ». */
export function sayStart(webinar: Pick<Webinar, "starts" | "zone">): string {
  const start = startOf(webinar);
  const local =
    Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO("Africa/Casablanca");
  return `${local.toPlainDate().toString()}, ${sayDate(start, "en", true)}`;
}

function exists(starts: string): boolean {
  try {
    Temporal.PlainDateTime.from(starts, { overflow: "reject" });
    return true;
  } catch {
    return false;
  }
}
