import type { Instant } from "../instant.ts";
import type { Calendar } from "./calendar.ts";
import { dayOf, describeDay, instantOf, minuteOf } from "./days.ts";

/**
 * Until when a first human answer is promised (brief § 6.2): 2 working days in the normal mode,
 * 4 in the reduced one. `workingDays` is a whole number from 1.
 *
 * The day of the request does not count, whatever its hour, so a request on Thursday with two
 * days is promised for Monday. The promise ends on its last day at `promise.by` of the calendar.
 * A day that may be a religious holiday is not counted: once the feast is confirmed, the date
 * computed anew can only be earlier, and a promise already given stays kept.
 */
export function promisedDate(
  calendar: Calendar,
  now: Instant,
  workingDays: number,
): { readonly at: Instant } {
  let date = dayOf(calendar, now);
  let left = workingDays;
  while (left > 0) {
    date = date.add({ days: 1 });
    if (isWorkingDay(calendar, date)) left -= 1;
  }
  return { at: instantOf(calendar, date, calendar.promise.by) };
}

/**
 * Until when a person whose account is hacked, or whose money is at risk, gets a human (§ 6.2):
 * the same evening, or in the night the next morning. The duty list covers days off too.
 */
export function promisedUrgently(calendar: Calendar, now: Instant): { readonly at: Instant } {
  const { evening, dawn, morning } = calendar.promise.urgent;
  const today = dayOf(calendar, now);
  const minutes = minuteOf(calendar, now);
  if (minutes < dawn) return { at: instantOf(calendar, today, morning) };
  if (minutes < evening) return { at: instantOf(calendar, today, evening) };
  return { at: instantOf(calendar, today.add({ days: 1 }), morning) };
}

/** Whether a local day is worked for certain: in the working week, and in no case a holiday. */
export function isWorkingDay(calendar: Calendar, date: Temporal.PlainDate): boolean {
  const { weekday, mayBeHoliday } = describeDay(calendar, date);
  return calendar.workingDays.includes(weekday) && !mayBeHoliday;
}
