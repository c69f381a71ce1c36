import type { Instant } from "../instant.ts";
import { type Calendar, firstDays, weekdays, type Weekday } from "./calendar.ts";

/**
 * What a day may turn out to be.
 *
 * As long as a feast is only forecast, a day can be several things at once: whoever asks takes
 * the most careful one.
 */
export interface Day {
  readonly weekday: Weekday;
  /** A fixed holiday, or perhaps a religious one, the two Aïds included. */
  readonly mayBeHoliday: boolean;
  readonly mayBeAid: boolean;
  readonly mayBeAidEve: boolean;
  readonly ramadan: "no" | "perhaps" | "yes";
}

/** What we know today of a day in Morocco. */
export function describeDay(calendar: Calendar, date: Temporal.PlainDate): Day {
  const day = date.toString();
  // A feast of some days has perhaps begun on one of these; none lasts longer than three.
  const ago = [day, date.subtract({ days: 1 }).toString(), date.subtract({ days: 2 }).toString()];
  const tomorrow = date.add({ days: 1 }).toString();
  let mayBeHoliday = calendar.holidays.some(({ on }) => on === day.slice(5));
  let mayBeAid = false;
  let mayBeAidEve = false;
  let ramadan: Day["ramadan"] = "no";
  for (const feast of calendar.feasts) {
    const { from, to } = firstDays(feast);
    if (feast.kind === "ramadan") {
      const end = calendar.feasts.find(({ id }) => id === feast.until);
      if (end === undefined) continue;
      const { from: earliestEnd, to: latestEnd } = firstDays(end);
      if (to <= day && day < earliestEnd) ramadan = "yes";
      else if (from <= day && day < latestEnd) ramadan = "perhaps";
      continue;
    }
    if (ago.slice(0, feast.days).some((first) => from <= first && first <= to)) {
      mayBeHoliday = true;
      if (feast.kind === "aid") mayBeAid = true;
    }
    if (feast.kind === "aid" && from <= tomorrow && tomorrow <= to) mayBeAidEve = true;
  }
  return { weekday: weekdayOf(date), mayBeHoliday, mayBeAid, mayBeAidEve, ramadan };
}

/** The local day of an instant. */
export function dayOf(calendar: Calendar, at: Instant): Temporal.PlainDate {
  return local(calendar, at).toPlainDate();
}

/** Minutes since local midnight, whole. */
export function minuteOf(calendar: Calendar, at: Instant): number {
  const { hour, minute } = local(calendar, at);
  return hour * 60 + minute;
}

/** The instant of a local day and a time in minutes since its midnight, under 24 hours. */
export function instantOf(calendar: Calendar, date: Temporal.PlainDate, minutes: number): Instant {
  const time = new Temporal.PlainTime(Math.floor(minutes / 60), minutes % 60);
  return date.toZonedDateTime({ timeZone: calendar.zone, plainTime: time }).epochMilliseconds;
}

function local(calendar: Calendar, at: Instant): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(calendar.zone);
}

function weekdayOf(date: Temporal.PlainDate): Weekday {
  return weekdays[date.dayOfWeek - 1] ?? "monday";
}
