import { weekdays, type Weekday } from "../../core/calendar/calendar.ts";
import type { Consultant } from "../../core/cases/rota.ts";

type Spans = Consultant["exceptions"][number]["slots"];
type Week = NonNullable<Consultant["slots"]>;

const span = /^([01]\d|2[0-3]):([0-5]\d)\s*-\s*(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/u;

/** « 18:30-21:30, 10:00-13:00 » as minutes of the day; null when it is written otherwise. */
export function readSpans(text: string): Spans | null {
  const parts = text
    .split(/[,;،]/u)
    .map((one) => one.trim())
    .filter((one) => one !== "");
  const spans: { from: number; until: number }[] = [];
  for (const part of parts.slice(0, 10)) {
    const [, hour, minute, endHour, endMinute] = span.exec(part) ?? [];
    if (hour === undefined || minute === undefined) return null;
    const from = Number(hour) * 60 + Number(minute);
    const until = endHour === undefined ? 1_440 : Number(endHour) * 60 + Number(endMinute);
    if (until <= from) return null;
    spans.push({ from, until });
  }
  return spans.toSorted((one, other) => one.from - other.from);
}

/** The week of a form with a line for each day; null when a line is written otherwise. */
export function readWeek(line: (day: Weekday) => string): Week | null {
  const days: [Weekday, Spans][] = [];
  for (const day of weekdays) {
    const spans = readSpans(line(day));
    if (spans === null) return null;
    if (spans.length > 0) days.push([day, spans]);
  }
  return Object.fromEntries(days);
}

export function saySpans(spans: Spans | undefined): string {
  return (spans ?? []).map(({ from, until }) => `${clock(from)}-${clock(until)}`).join(", ");
}

function clock(minutes: number): string {
  const pad = (part: number): string => String(part).padStart(2, "0");
  return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}
