import { z } from "zod";
import { languages } from "../../language/languages.ts";
import { seatsSchema } from "../mail.ts";

const text = z.string().min(1).max(500);

/** How a person agreed to be registered and written to. Kept with the contact (brief § 8). */
export const consentSchema = z.strictObject({
  /** Which file, by its SHA-256 in hex, and which line of it. */
  file: z.string().regex(/^[0-9a-f]{64}$/u),
  line: z.int().min(1),
  /** When it was imported. */
  at: z.int().min(0),
  how: z.discriminatedUnion("kind", [
    /** They answered a question: its text, their answer, and the hour as the form wrote it. */
    z.strictObject({
      kind: z.literal("column"),
      asked: text,
      said: text,
      given: z.string().max(60).nullable(),
    }),
    /** The coordinator declares what whoever filled in the form had read, and since when. */
    z.strictObject({ kind: z.literal("declared"), shown: text, since: z.iso.date() }),
  ]),
});
export type Consent = z.infer<typeof consentSchema>;
export type Declared = Extract<Consent["how"], { kind: "declared" }>;

/**
 * What an import puts into a contact's mailbox, and nothing else: the contact keeps the proof and
 * registers itself (see `enroll`), so that its opt-out is looked at where it is kept.
 */
export const importMailSchema = z.strictObject({
  kind: z.literal("import"),
  webinar: z.string(),
  seats: seatsSchema,
  language: z.enum(languages),
  reminders: z.boolean(),
  consent: consentSchema,
});
export type ImportMail = z.infer<typeof importMailSchema>;

/**
 * Reads `--consent "text shown in the form, 2026-11-20"`: the date stands at the end, as 2026-11-20
 * or 20/11/2026. Null when the text is shorter than a sentence, the date is none or after `today`.
 */
export function readDeclared(said: string, today: string): Declared | null {
  const found =
    /^(.{12,500}?)[\s,;:(]+(?:(\d{4})-(\d\d)-(\d\d)|(\d\d)\/(\d\d)\/(\d{4}))\)?$/su.exec(
      said.trim(),
    );
  if (found === null) return null;
  const [, shown = "", year, month, day, dayToo, monthToo, yearToo] = found;
  const since = `${year ?? yearToo}-${month ?? monthToo}-${day ?? dayToo}`;
  const isGood = z.iso.date().safeParse(since).success && since <= today;
  return isGood ? { kind: "declared", shown, since } : null;
}
