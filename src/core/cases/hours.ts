import { z } from "zod";
import type { Calendar } from "../calendar/calendar.ts";
import { dayOf } from "../calendar/days.ts";
import { afterOpenMinutes } from "../calendar/open-hours.ts";
import { nearestPermitted } from "../calendar/permitted.ts";
import { promisedDate, promisedUrgently } from "../calendar/working-days.ts";
import { day, type Instant } from "../instant.ts";
import { isAvailable, type Consultant } from "./rota.ts";

/** How much the students can do: set by the coordinator (brief § 6.2). */
export const modeSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("normal") }),
  /** Exams: half the cases each, promises twice as long. */
  z.strictObject({ kind: z.literal("reduced") }),
  /** Only what is urgent, until `returns`; then the desk is in its normal mode again. */
  z.strictObject({ kind: z.literal("closed"), returns: z.int().min(0) }),
]);
export type Mode = z.infer<typeof modeSchema>;

/** All that cases ask of the calendar. Made by `hoursOf`; a test may count otherwise. */
export interface Hours {
  /** When so many hours of the students' slots have gone by. */
  afterOpenHours(from: Instant, hours: number): Instant;
  /** Until when a first human answer is promised to somebody who asks at `from`. */
  promise(from: Instant, mode: Mode, urgent: boolean): Instant;
  /** The first moment from `from` on when we may start a message. */
  permitted(from: Instant): Instant;
  /** Whether a consultant has a slot between two moments. */
  isAvailable(consultant: Consultant, from: Instant, until: Instant): boolean;
  /** The local day, written 2026-12-05. */
  dayOf(at: Instant): string;
}

/** Days on which the coordinator asked for silence are written 2026-12-05. */
export function hoursOf(calendar: Calendar, silentDays: readonly string[] = []): Hours {
  const sending = silentDays.length === 0 ? {} : { silentDays };
  return {
    afterOpenHours: (from, hours) => afterOpenMinutes(calendar, from, hours * 60),
    promise: (from, mode, urgent) => promiseFor(calendar, from, mode, urgent),
    // No stretch of the year is closed for so long; the month is there so that the search ends.
    permitted: (from) => nearestPermitted(calendar, from, from, from + 31 * day, sending) ?? from,
    isAvailable: (consultant, from, until) => isAvailable(calendar, consultant, from, until),
    dayOf: (at) => dayOf(calendar, at).toString(),
  };
}

/** Working days until the first answer of a human. */
const workingDays = { normal: 2, reduced: 4, closed: 2 } as const;

/**
 * The promised date (brief § 6.2): 2 working days, 4 when reduced; counted from the day of return
 * when closed. Urgent: the same evening, or in the night the next morning, in every mode.
 */
export function promiseFor(calendar: Calendar, now: Instant, mode: Mode, urgent: boolean): Instant {
  if (urgent) return promisedUrgently(calendar, now).at;
  const from = mode.kind === "closed" ? Math.max(now, mode.returns) : now;
  return promisedDate(calendar, from, workingDays[mode.kind]).at;
}
