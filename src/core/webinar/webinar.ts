import { z } from "zod";
import { dimensions, organizationTypes } from "../diagnostic/answers.ts";
import { inEach } from "../knowledge/topic.ts";
import { languages } from "../language/languages.ts";

/** A webinar's day and hour on the wall clock of its zone, to the minute: `2027-01-14T18:30`. */
const localTime = z.iso.datetime({ local: true, precision: -1 });

const https = z.url({ protocol: /^https$/u });

/** One webinar as a coordinator enters it. Instants are computed when needed, never stored. */
export const webinarSchema = z.strictObject({
  /** Short and speakable, unique for good: `w12`. */
  id: z.string().regex(/^w[0-9]{1,5}$/u),
  title: inEach(z.string().trim().min(1).max(72)),
  summary: inEach(z.string().trim().min(1).max(300)),
  starts: localTime,
  zone: z.string().default("Africa/Casablanca"),
  /** From the first minute to the last question. */
  minutes: z.int().min(10).max(480).default(60),
  /** The languages that are spoken in the session, the main one first. */
  spoken: z.array(z.enum(languages)).min(1),
  /** For whom it is meant; an empty list means everybody. */
  audience: z
    .strictObject({
      dimensions: z.array(z.enum(dimensions)).default([]),
      levels: z.array(z.int().min(1).max(5)).default([]),
      types: z.array(z.enum(organizationTypes)).default([]),
    })
    .default({ dimensions: [], levels: [], types: [] }),
  /** Seats; null when there is no limit. */
  capacity: z.int().positive().nullable().default(null),
  /** Where to join; null until it is known. */
  link: https.nullable().default(null),
  /** Who speaks, as a role: no names. */
  speaker: inEach(z.string().trim().min(1).max(72)).nullable().default(null),
  documents: z
    .array(z.strictObject({ title: z.string().trim().min(1).max(72), url: https }))
    .default([]),
  replay: https.nullable().default(null),
  /** Only what is published is shown and registered for. */
  state: z.enum(["draft", "published", "cancelled"]).default("draft"),
  /** Counts the changes that a calendar must know: SEQUENCE of RFC 5545. */
  sequence: z.int().min(0).default(0),
});

export type Webinar = z.infer<typeof webinarSchema>;
