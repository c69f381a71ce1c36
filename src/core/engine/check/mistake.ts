import type { Place, Severity } from "./finding.ts";
import type { Reading } from "./reading.ts";

/** A mistake that was found, in words for the person who made it. */
export interface Found {
  readonly at: Place;
  readonly message: string;
  readonly suggestion: string;
}

/** One kind of mistake: looks for itself through the whole book. */
export interface Mistake {
  readonly severity: Severity;
  find(reading: Reading): Iterable<Found>;
}

/** Mistakes that are alike, by their codes. */
export type Family = Readonly<Record<string, Mistake>>;
