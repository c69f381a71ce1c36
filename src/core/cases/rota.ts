import { z } from "zod";
import { weekdays, type Calendar, type Span } from "../calendar/calendar.ts";
import { dayOf, describeDay, instantOf } from "../calendar/days.ts";
import type { Instant } from "../instant.ts";

/** What a case may need and a consultant may know (brief § 6.2). */
export const skills = [
  "site",
  "seo",
  "social",
  "p2p",
  "crowd",
  "budget",
  "training",
  "security",
  "data",
] as const;
export type Skill = (typeof skills)[number];

/** What is spoken, in whichever letters it is written. */
export const spokenLanguages = ["fr", "ar", "ary", "en", "amazigh"] as const;
export type Spoken = (typeof spokenLanguages)[number];

/** Minutes since local midnight. */
const span = z
  .strictObject({ from: z.int().min(0).max(1_439), until: z.int().min(1).max(1_440) })
  .readonly();
const week = z.partialRecord(z.enum(weekdays), z.array(span).readonly()).readonly();
const date = z.iso.date();

export const consultantId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/u);
/** The first name the person reads. */
export const consultantName = z.string().trim().min(1).max(40);

/** Who answers, and when (brief § 6.2). */
export const consultantSchema = z
  .strictObject({
    id: consultantId,
    name: consultantName,
    languages: z.array(z.enum(spokenLanguages)).min(1).readonly(),
    /** 1 learns it, 2 does it, 3 teaches it. */
    skills: z.partialRecord(z.enum(skills), z.literal([1, 2, 3])).readonly(),
    /** Their week; null: the slots of the calendar, in Ramadan those of Ramadan. */
    slots: week.nullable(),
    /** Their week in Ramadan; null: the slots of the calendar. */
    ramadan: week.nullable(),
    /** Days that are otherwise, both ends included: exams, an internship. No span is away. */
    exceptions: z
      .array(z.strictObject({ from: date, to: date, slots: z.array(span).readonly() }).readonly())
      .readonly(),
    /** Has helped elsewhere: no newcomer, whatever is counted here. */
    experienced: z.boolean(),
  })
  .readonly();
export type Consultant = z.infer<typeof consultantSchema>;

/** Who answers for urgent cases on these days, both ends included. The first list that fits counts. */
export const dutySchema = z
  .strictObject({ from: date, to: date, who: z.array(z.string()).min(1).max(10).readonly() })
  .readonly();
export type Duty = z.infer<typeof dutySchema>;

/** A consultant as the desk knows them at this moment. */
export interface Candidate extends Consultant {
  /** Open cases they hold, and claims under way. */
  readonly open: number;
  /** When they were last given a case; 0 before. */
  readonly lastGiven: Instant;
  /** Has closed no case yet. */
  readonly newcomer: boolean;
}

export interface Need {
  readonly language: Spoken;
  /** Null: whoever speaks the language. */
  readonly skill: Skill | null;
  /** How many people it takes: two for money and law. */
  readonly seats: number;
  /** Who knows the organization; null when nobody does. */
  readonly previous: string | null;
  /** Those who were offered it before, or refused. */
  readonly tried: readonly string[];
}

/** At most so many open cases each. */
export const caps = { normal: 4, reduced: 2, closed: 2 } as const;

/**
 * To whom a case is offered: one more than it has seats, best first; empty when nobody fits.
 *
 * Language must match, then skill. Who knows the organization comes first, then the one with the
 * fewest open cases, then the longest idle. The second seat asks for the language only. Newcomers
 * are asked only beside somebody who is none.
 */
export function assign(
  need: Need,
  candidates: readonly Candidate[],
  cap: number,
  isAvailable: (consultant: Consultant) => boolean,
): readonly string[] {
  const fit = candidates
    .filter(
      (one) =>
        !need.tried.includes(one.id) &&
        one.open < cap &&
        one.languages.includes(need.language) &&
        isAvailable(one),
    )
    .toSorted((a, b) => byFitness(need, a, b));
  const able = fit.filter((one) => need.skill === null || one.skills[need.skill] !== undefined);
  const [lead] = able;
  if (lead === undefined) return [];
  const others = need.seats > 1 ? fit : able;
  const chosen = [lead, ...others.filter((one) => one !== lead)].slice(0, need.seats + 1);
  if (chosen.some((one) => !one.newcomer)) return chosen.map(({ id }) => id);
  const guide = fit.find((one) => !one.newcomer);
  if (guide === undefined) return [];
  return [guide, ...chosen.slice(0, need.seats)].map(({ id }) => id);
}

function byFitness(need: Need, a: Candidate, b: Candidate): number {
  const knows = (one: Candidate): number => (one.id === need.previous ? 0 : 1);
  return (
    knows(a) - knows(b) ||
    a.open - b.open ||
    a.lastGiven - b.lastGiven ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  );
}

/** Who is on duty on a local day, written 2026-12-05; empty when the list has a hole. */
export function onDuty(duties: readonly Duty[], on: string): readonly string[] {
  return duties.find(({ from, to }) => from <= on && on <= to)?.who ?? [];
}

/** Whether a consultant has a slot between two moments, the second not included. */
export function isAvailable(
  calendar: Calendar,
  consultant: Consultant,
  from: Instant,
  until: Instant,
): boolean {
  const last = dayOf(calendar, until);
  for (
    let date = dayOf(calendar, from);
    Temporal.PlainDate.compare(date, last) <= 0;
    date = date.add({ days: 1 })
  ) {
    for (const slot of slotsOn(calendar, consultant, date)) {
      const begins = instantOf(calendar, date, slot.from);
      // The end of a day is written 24:00, which no clock shows.
      const ends = begins + (slot.until - slot.from) * 60_000;
      if (begins < until && from < ends) return true;
    }
  }
  return false;
}

/** The hours of a consultant on one day: an exception counts before everything, then days off. */
export function slotsOn(
  calendar: Calendar,
  { slots, ramadan, exceptions }: Consultant,
  date: Temporal.PlainDate,
): readonly Span[] {
  const on = date.toString();
  const exception = exceptions.find(({ from, to }) => from <= on && on <= to);
  if (exception !== undefined) return exception.slots;
  const day = describeDay(calendar, date);
  if (day.mayBeHoliday) return [];
  if (day.ramadan !== "no") return (ramadan ?? calendar.slots.ramadan)[day.weekday] ?? [];
  return (slots ?? calendar.slots.usual)[day.weekday] ?? [];
}
