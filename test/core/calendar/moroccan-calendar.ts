import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { type Calendar, readCalendar } from "../../../src/core/calendar/calendar.ts";

const file = new URL("../../../flows/calendar.yaml", import.meta.url);

/** The value of `flows/calendar.yaml`, before it is read. */
export function parseFile(): unknown {
  return parse(readFileSync(file, "utf8"));
}

export const moroccan: Calendar = readCalendar(parseFile());

/** The instant of a local time in Casablanca, written 2027-02-09T10:30. */
export function casablanca(local: string): number {
  return Temporal.PlainDateTime.from(local).toZonedDateTime("Africa/Casablanca").epochMilliseconds;
}

/** The local time in Casablanca of an instant, for messages that fail clearly. */
export function readCasablanca(at: number | null): string | null {
  if (at === null) return null;
  return Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO("Africa/Casablanca")
    .toPlainDateTime()
    .toString({ smallestUnit: "minute" });
}
