import { z } from "zod";
import { Fault } from "../fault.ts";

/** In the order of ISO 8601: Monday is 1. */
export const weekdays = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const;
export type Weekday = (typeof weekdays)[number];

/** Part of a day, in minutes since local midnight. `until` is the first minute outside. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

const clock = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/u, "a time is written 09:00")
  .transform(minutesOf);

const span = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d-(?:[01]\d|2[0-3]):[0-5]\d$/u, "a span is written 09:00-20:30")
  .transform((text): Span => ({
    from: minutesOf(text.slice(0, 5)),
    until: minutesOf(text.slice(6)),
  }))
  .refine(({ from, until }) => from < until, "a span ends after it begins");

const spans = z
  .array(span)
  .refine(
    (all) => all.every(({ from }, index) => index === 0 || from > (all[index - 1]?.until ?? 0)),
    "spans stand in order and do not touch",
  )
  .readonly();

/** The spans of each weekday. */
const week = z
  .strictObject({
    monday: spans,
    tuesday: spans,
    wednesday: spans,
    thursday: spans,
    friday: spans,
    saturday: spans,
    sunday: spans,
  })
  .readonly();

const date = z.iso.date();

/** Month and day, as in `01-14`. 2028 is a leap year, so 02-29 exists. */
const monthDay = z
  .string()
  .refine((text) => date.safeParse(`2028-${text}`).success, "a holiday is written 01-14");

/** The first day of a feast: expected within a window, or announced. */
const feastDate = z.discriminatedUnion("state", [
  z.strictObject({ state: z.literal("forecast"), on: date, from: date, to: date }).readonly(),
  z.strictObject({ state: z.literal("confirmed"), on: date }).readonly(),
]);

const feast = z.discriminatedUnion("kind", [
  /** Begins on its date and lasts until the eve of the feast named by `until`. */
  z
    .strictObject({
      kind: z.literal("ramadan"),
      id: z.string(),
      name: z.string(),
      date: feastDate,
      until: z.string(),
    })
    .readonly(),
  /** Days off on which we start nothing at all, not even for an event. */
  z
    .strictObject({
      kind: z.literal("aid"),
      id: z.string(),
      name: z.string(),
      date: feastDate,
      days: z.int().min(1).max(3),
    })
    .readonly(),
  /** Days off like the fixed holidays. */
  z
    .strictObject({
      kind: z.literal("holiday"),
      id: z.string(),
      name: z.string(),
      date: feastDate,
      days: z.int().min(1).max(3),
    })
    .readonly(),
]);

/** `flows/calendar.yaml`: days off and hours, all data (brief § 6.2, § 7.2, § 7.3). */
export const calendarSchema = z
  .strictObject({
    zone: z.string().refine(isZone, "not a time zone"),
    /** The last day for which the feasts are complete. */
    until: date,
    workingDays: z.array(z.enum(weekdays)).min(1).readonly(),
    holidays: z.array(z.strictObject({ on: monthDay, name: z.string() }).readonly()).readonly(),
    feasts: z.array(feast).readonly(),
    permitted: z
      .strictObject({
        restDays: z.array(z.enum(weekdays)).readonly(),
        morningEnds: clock,
        usual: week,
        ramadan: week,
        aidEve: clock,
      })
      .readonly(),
    slots: z.strictObject({ usual: week, ramadan: week }).readonly(),
    promise: z
      .strictObject({
        by: clock,
        urgent: z.strictObject({ evening: clock, dawn: clock, morning: clock }).readonly(),
      })
      .readonly(),
  })
  .readonly()
  .superRefine(({ feasts, until, slots }, context) => {
    const complain = (path: (string | number)[], message: string) =>
      context.addIssue({ code: "custom", path, message });
    for (const [index, each] of feasts.entries()) {
      const { from, to } = firstDays(each);
      if (!(from <= each.date.on && each.date.on <= to)) {
        complain(["feasts", index, "date"], "the date lies outside its window");
      }
      if (to > until) complain(["feasts", index, "date"], "the date lies after `until`");
      if (feasts.findIndex(({ id }) => id === each.id) !== index) {
        complain(["feasts", index, "id"], `there are two feasts ${each.id}`);
      }
      if (each.kind !== "ramadan") continue;
      const end = feasts.find(({ id }) => id === each.until);
      if (end?.kind !== "aid" || firstDays(end).from <= to) {
        complain(["feasts", index, "until"], "Ramadan ends with an Aïd that comes after it");
      }
    }
    if (weekdays.every((weekday) => slots.usual[weekday].length === 0)) {
      complain(["slots", "usual"], "there is no slot in the whole week");
    }
  });

export type Calendar = z.infer<typeof calendarSchema>;
export type Feast = Calendar["feasts"][number];

/**
 * Reads the value parsed from `flows/calendar.yaml`.
 *
 * Throws `book/invalid` with every mistake, one a line.
 */
export function readCalendar(value: unknown): Calendar {
  const result = calendarSchema.safeParse(value);
  if (result.success) return result.data;
  const mistakes = result.error.issues.map(
    (issue) => `calendar ${issue.path.join(".")}: ${issue.message}`,
  );
  throw new Fault("book/invalid", mistakes.join("\n"));
}

/**
 * The calendar once a feast is announced for a day, written 2027-02-09.
 *
 * Null when there is no such feast, or the day lies outside its window: somebody mistyped.
 * A confirmed feast may be moved inside the forecast of the calendar that is given, so start
 * from the one that was read, not from one already confirmed.
 */
export function confirmFeast(calendar: Calendar, id: string, on: string): Calendar | null {
  const found = calendar.feasts.find((each) => each.id === id);
  if (found === undefined || on < firstDays(found).from || on > firstDays(found).to) return null;
  if (!date.safeParse(on).success) return null;
  const confirmed: Feast = { ...found, date: { state: "confirmed", on } };
  return {
    ...calendar,
    feasts: calendar.feasts.map((each) => (each === found ? confirmed : each)),
  };
}

/** The earliest and the latest day on which a feast may begin, in ISO 8601. */
export function firstDays({ date }: Feast): { readonly from: string; readonly to: string } {
  return date.state === "forecast" ? date : { from: date.on, to: date.on };
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

function isZone(name: string): boolean {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId === name;
  } catch {
    return false;
  }
}
