import { z } from "zod";
import type { Calendar } from "../calendar/calendar.ts";
import { Fault } from "../fault.ts";
import { classSchema, type Intent } from "./mail.ts";

/** A stretch of time, either way: `-1d`, `-60m`, `+3h`, `0m`. Days are days of the calendar. */
export interface Stretch {
  readonly days: number;
  readonly minutes: number;
}

const stretch = z
  .string()
  .regex(/^[+-]?\d{1,4}[mhd]$/u, "a stretch of time is written -1d, +3h or -60m")
  .transform((text): Stretch => {
    const count = Number(text.slice(0, -1));
    if (text.endsWith("d")) return { days: count, minutes: 0 };
    return { days: 0, minutes: text.endsWith("h") ? count * 60 : count };
  });

/**
 * To whom a moment goes. Whoever said no to reminders is in none of these, except those who asked
 * for the replay.
 */
export const groups = ["comes", "silent", "cannot", "replay", "waiting", "attended"] as const;
export type Group = (typeof groups)[number];

const momentSchema = z
  .strictObject({
    class: classSchema,
    /** What it is counted from: the start, the end, or the publication of the replay. */
    from: z.enum(["start", "end", "replay"]),
    /** When it is wanted, and how far the permitted hours may move it either way. */
    at: stretch,
    earliest: stretch,
    latest: stretch,
    /** From then on it makes no sense: a process that was down leaves it out. */
    until: stretch,
    /** Reminds of the event: permitted on its day too, or on the eve of its morning (§ 7.3). */
    eventDay: z.boolean(),
    /** Whether it waits for the next permitted moment when it comes out late. */
    late: z.enum(["waits", "drops"]),
    to: z.array(z.enum(groups)).min(1).readonly(),
    /** Left out for those who opened the link. */
    unlessOpened: z.boolean().default(false),
    /** Webinars that start within so long of each other are told in one message; null: never. */
    together: stretch.nullable(),
  })
  .readonly()
  .refine(
    ({ earliest, at, latest, until }) =>
      roughly(earliest) <= roughly(at) &&
      roughly(at) <= roughly(latest) &&
      roughly(latest) <= roughly(until),
    "earliest, at, latest and until stand in this order",
  );
export type Moment = z.infer<typeof momentSchema>;

/** `flows/moments.yaml`: the messages around a webinar (brief § 5.2), by their ids. */
export const momentsSchema = z.record(z.string().regex(/^[a-z][a-z-]*$/u), momentSchema).readonly();
export type Moments = z.infer<typeof momentsSchema>;

/** What plans and decisions are made by, from outside of the webinar itself. */
export interface Rules {
  readonly calendar: Calendar;
  readonly moments: Moments;
  /** Local days (2026-12-05) on which the coordinator asked for silence. */
  readonly silentDays: readonly string[];
  /** How many messages a second leave us at most: many reminders begin earlier. */
  readonly perSecond: number;
  /** The month's budget is spent: only what was promised is still started. Left out: it is not. */
  readonly halted?: boolean;
}

/** Reads the value parsed from `flows/moments.yaml`. Throws `book/invalid` with every mistake. */
export function readMoments(value: unknown): Moments {
  const result = momentsSchema.safeParse(value);
  if (result.success) return result.data;
  const mistakes = result.error.issues.map(
    (issue) => `moments ${issue.path.join(".")}: ${issue.message}`,
  );
  throw new Fault("book/invalid", mistakes.join("\n"));
}

/** How somebody stands towards a webinar, as both their roll and they themselves keep it. */
export interface Standing {
  readonly held: number;
  readonly reminders: boolean;
  readonly intent: Intent | null;
  readonly opened: boolean;
  /** Minutes of presence noted by the coordinator; null when not noted. */
  readonly attended: number | null;
}

/** Whether a moment is for somebody (brief § 5.2). */
export function isFor(moment: Moment, standing: Standing): boolean {
  if (moment.unlessOpened && standing.opened) return false;
  return moment.to.some((group) => isIn(group, standing));
}

function isIn(group: Group, { held, reminders, intent, opened, attended }: Standing): boolean {
  switch (group) {
    case "replay":
      return intent === "replay";
    case "comes":
      return reminders && held > 0 && intent === "comes";
    case "silent":
      return reminders && held > 0 && intent === null;
    case "cannot":
      return reminders && intent === "cannot";
    case "waiting":
      return reminders && held === 0;
    case "attended":
      return reminders && held > 0 && (opened || (attended ?? 0) > 0);
  }
}

/** In minutes, for putting in order only. */
function roughly({ days, minutes }: Stretch): number {
  return days * 24 * 60 + minutes;
}
