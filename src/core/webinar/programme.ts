import { z } from "zod";
import { Fault } from "../fault.ts";
import { inEach } from "../knowledge/topic.ts";
import { webinarSchema, type Webinar } from "./webinar.ts";

const { title, summary, spoken, audience, minutes } = webinarSchema.shape;

const sessionSchema = z
  .strictObject({
    /** Its number in the programme. */
    number: z.int().positive(),
    title,
    summary,
    spoken,
    audience,
    minutes,
    /** About the law: what is said must be checked anew before each session. */
    law: z.boolean().default(false),
    /** What everybody has after the session. */
    gain: inEach(z.string().trim().min(1).max(72)),
  })
  .readonly();
/** A session that can be held again and again (brief § 5.1). */
export type Session = z.infer<typeof sessionSchema>;

/** `flows/programme.yaml`. */
export const programmeSchema = z
  .array(sessionSchema)
  .refine(
    (all) => new Set(all.map(({ number }) => number)).size === all.length,
    "each number stands once",
  )
  .readonly();

/** Reads the value parsed from `flows/programme.yaml`. Throws `book/invalid` with every mistake. */
export function readProgramme(value: unknown): readonly Session[] {
  const result = programmeSchema.safeParse(value);
  if (result.success) return result.data;
  const mistakes = result.error.issues.map(
    (issue) => `programme ${issue.path.join(".")}: ${issue.message}`,
  );
  throw new Fault("book/invalid", mistakes.join("\n"));
}

/**
 * A session on a day: a draft, until it is published. `id` is new for good (`w12`), `starts` the
 * wall clock of `zone` (Morocco's unless given): `2027-01-14T18:30`. Throws `ZodError`.
 */
export function schedule(
  session: Session,
  when: Pick<Webinar, "id" | "starts"> &
    Partial<Pick<Webinar, "zone" | "capacity" | "link" | "state">>,
): Webinar {
  const { title, summary, spoken, audience, minutes } = session;
  return webinarSchema.parse({ title, summary, spoken, audience, minutes, ...when });
}
