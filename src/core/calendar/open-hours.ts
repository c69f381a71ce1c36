import { type Instant, minute } from "../instant.ts";
import type { Calendar } from "./calendar.ts";
import { dayOf, describeDay, instantOf } from "./days.ts";

/**
 * The moment when so many open minutes have gone by since `from`: time counts only inside the
 * students' weekly slots, and not on a day that may be a holiday (brief § 6.2: an offer waits
 * 4 open hours). `from` itself for 0 minutes.
 */
export function afterOpenMinutes(calendar: Calendar, from: Instant, minutes: number): Instant {
  let left = minutes * minute;
  if (left <= 0) return from;
  for (let date = dayOf(calendar, from); ; date = date.add({ days: 1 })) {
    const { weekday, mayBeHoliday, ramadan } = describeDay(calendar, date);
    if (mayBeHoliday) continue;
    const table = ramadan === "no" ? calendar.slots.usual : calendar.slots.ramadan;
    for (const slot of table[weekday]) {
      const begins = Math.max(from, instantOf(calendar, date, slot.from));
      const open = instantOf(calendar, date, slot.until) - begins;
      if (open >= left) return begins + left;
      if (open > 0) left -= open;
    }
  }
}
