import { type Instant, minute } from "../instant.ts";
import type { Calendar, Span } from "./calendar.ts";
import { dayOf, describeDay, instantOf, minuteOf } from "./days.ts";

/** What the calendar cannot know about a message we want to start. */
export interface Sending {
  /** Local days (2026-12-05) on which the coordinator asked for silence: mourning, disaster. */
  readonly silentDays?: readonly string[];
  /** When the event begins that this message reminds of; leave out for every other message. */
  readonly event?: Instant;
}

/**
 * Whether we may start a message at this moment (brief § 7.3). Answers to a person need no leave.
 *
 * A feast that is only forecast counts on every day of its window: what is permitted is permitted
 * whatever the moon says. The hours are those of Morocco, wherever the contact is.
 */
export function isPermitted(calendar: Calendar, at: Instant, sending: Sending = {}): boolean {
  const minutes = minuteOf(calendar, at);
  return permittedSpans(calendar, dayOf(calendar, at), sending).some(
    ({ from, until }) => from <= minutes && minutes < until,
  );
}

/**
 * The permitted moment nearest to `at`, no earlier than `earliest` and no later than `latest`.
 * Null when there is none. Of two that are equally near, the earlier.
 *
 * `at` itself when it is permitted; a reminder that only moves earlier passes its own time as
 * `latest`. Before a closing time the answer is the last whole minute, so that a message sent
 * a moment later is still permitted.
 */
export function nearestPermitted(
  calendar: Calendar,
  at: Instant,
  earliest: Instant,
  latest: Instant,
  sending: Sending = {},
): Instant | null {
  if (earliest > latest) return null;
  const wanted = Math.min(Math.max(at, earliest), latest);
  const before = search(calendar, wanted, earliest, sending);
  if (before === wanted) return wanted;
  const after = search(calendar, wanted, latest, sending);
  if (before === null || after === null) return before ?? after;
  return wanted - before <= after - wanted ? before : after;
}

/** The first permitted moment met when walking day by day from `wanted` to `end`, either way. */
function search(
  calendar: Calendar,
  wanted: Instant,
  end: Instant,
  sending: Sending,
): Instant | null {
  const backwards = end <= wanted;
  const [lowest, highest] = backwards ? [end, wanted] : [wanted, end];
  for (
    let day = openDay(calendar, wanted, sending);
    backwards ? lowest < day.ends : day.begins <= highest;
    day = openDay(calendar, backwards ? day.begins - 1 : day.ends, sending)
  ) {
    for (const { from, until } of backwards ? day.openings.toReversed() : day.openings) {
      const first = Math.max(from, lowest);
      if (first > highest || first >= until) continue;
      if (!backwards) return first;
      return highest < until ? highest : Math.max(first, until - minute);
    }
  }
  return null;
}

interface OpenDay {
  readonly begins: Instant;
  readonly ends: Instant;
  readonly openings: readonly { readonly from: Instant; readonly until: Instant }[];
}

/** Days by the quarter of an hour: no zone changes its day in the middle of one. */
const known = new WeakMap<Calendar, Map<number, OpenDay>>();
const quartersKept = 1_000;

/** The local day of a moment; without a wish of the sender it is described once. */
function openDay(calendar: Calendar, at: Instant, sending: Sending): OpenDay {
  if (sending.event !== undefined || sending.silentDays !== undefined) {
    return describeOpenDay(calendar, at, sending);
  }
  let days = known.get(calendar);
  if (days === undefined || days.size >= quartersKept) known.set(calendar, (days = new Map()));
  const quarter = Math.floor(at / (15 * minute));
  let day = days.get(quarter);
  if (day === undefined) days.set(quarter, (day = describeOpenDay(calendar, at, sending)));
  return day;
}

function describeOpenDay(calendar: Calendar, at: Instant, sending: Sending): OpenDay {
  const date = dayOf(calendar, at);
  return {
    begins: instantOf(calendar, date, 0),
    ends: instantOf(calendar, date.add({ days: 1 }), 0),
    openings: openings(calendar, date, sending),
  };
}

/** When messages may start on a day, as instants: the end is the first moment outside. */
function openings(
  calendar: Calendar,
  date: Temporal.PlainDate,
  sending: Sending,
): { from: Instant; until: Instant }[] {
  return permittedSpans(calendar, date, sending).map(({ from, until }) => ({
    from: instantOf(calendar, date, from),
    until: instantOf(calendar, date, until),
  }));
}

function permittedSpans(
  calendar: Calendar,
  date: Temporal.PlainDate,
  sending: Sending,
): readonly Span[] {
  const { permitted } = calendar;
  const day = describeDay(calendar, date);
  if (sending.silentDays?.includes(date.toString()) === true) return [];
  if (day.mayBeAid) return [];
  const rest = day.mayBeHoliday || permitted.restDays.includes(day.weekday);
  if (rest && !remindsOf(calendar, date, sending.event)) return [];
  const usual = permitted.usual[day.weekday];
  const fasting = permitted.ramadan[day.weekday];
  const hours = { no: usual, yes: fasting, perhaps: overlap(usual, fasting) }[day.ramadan];
  return day.mayBeAidEve ? overlap(hours, [{ from: 0, until: permitted.aidEve }]) : hours;
}

/** Whether the event is on this day or the next morning. */
function remindsOf(
  calendar: Calendar,
  date: Temporal.PlainDate,
  event: Instant | undefined,
): boolean {
  if (event === undefined) return false;
  const eventDay = dayOf(calendar, event);
  if (eventDay.equals(date)) return true;
  const isMorning = minuteOf(calendar, event) < calendar.permitted.morningEnds;
  return isMorning && eventDay.equals(date.add({ days: 1 }));
}

function overlap(some: readonly Span[], others: readonly Span[]): readonly Span[] {
  return some.flatMap((one) =>
    others
      .map((other) => ({
        from: Math.max(one.from, other.from),
        until: Math.min(one.until, other.until),
      }))
      .filter(({ from, until }) => from < until),
  );
}
