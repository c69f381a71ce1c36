import { hoursOf, type Hours } from "../../cases/hours.ts";
import type { Rules } from "../../webinar/moments.ts";

const known = new WeakMap<Rules, Hours>();

/** What cases ask of the calendar, with what coordinators decided: made once for each `rules`. */
export function hoursIn(rules: Rules): Hours {
  let hours = known.get(rules);
  if (hours === undefined) {
    hours = hoursOf(rules.calendar, rules.silentDays);
    known.set(rules, hours);
  }
  return hours;
}
