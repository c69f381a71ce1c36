import type { Hours } from "../../../src/core/cases/hours.ts";
import { day, hour, type Instant } from "../../../src/core/instant.ts";

/** A calendar without weeks: every hour is one of the students', and we may write from 9 to 20. */
export const simpleHours: Hours = {
  afterOpenHours: (from, hours) => from + hours * hour,
  promise(from, mode, urgent) {
    if (urgent) return from + 6 * hour;
    if (mode.kind === "closed") return Math.max(from, mode.returns) + 2 * day;
    return from + (mode.kind === "reduced" ? 4 : 2) * day;
  },
  permitted(from: Instant) {
    const ofDay = from % day;
    if (ofDay < 9 * hour) return from - ofDay + 9 * hour;
    return ofDay < 20 * hour ? from : from - ofDay + 33 * hour;
  },
  isAvailable: () => true,
  dayOf: (at) => new Date(at).toISOString().slice(0, 10),
};

/** A Monday at ten in the morning. */
export const monday = Date.UTC(2026, 10, 30, 10);
