import { z } from "zod";
import { day, type Instant } from "../../instant.ts";
import type { Json } from "../../json.ts";
import { ownerId } from "../../shard.ts";
import { cardSchema } from "../../webinar/mail.ts";
import { keep, type OwnerMail, type OwnerTurn } from "./owner.ts";

/**
 * What can be told of a certificate to whoever holds it: of the person nothing is kept, not even whose
 * it is. Their name is compared by making the code again (`certificateCode`).
 */
const issuedSchema = z.strictObject({
  webinar: cardSchema.pick({ id: true, title: true, starts: true, zone: true, minutes: true }),
  until: z.number(),
});
export type Issued = z.infer<typeof issuedSchema>;

const mailSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("issued"), webinar: issuedSchema.shape.webinar }),
  z.object({ kind: z.literal("forget") }),
]);

/** How long a certificate can be checked. */
const keptFor = 3 * 365 * day;

/** The code as it stands on paper, in any letters and with any signs between: `7F3A-91C0-2B`. */
export function readCode(written: string): string | null {
  const digits = written.toUpperCase().replaceAll(/[^0-9A-F]/gu, "");
  const isCode = /^[0-9A-Fa-f\s–—-]{10,24}$/u.test(written) && digits.length === 10;
  return isCode ? `${digits.slice(0, 4)}-${digits.slice(4, 8)}-${digits.slice(8)}` : null;
}

export function certificateOwner(code: string): string {
  return ownerId("a", code);
}

/** One certificate by its code: issued once or again, and forgotten in the end. */
export function certificates(_state: Json | null, mail: OwnerMail, now: Instant): OwnerTurn {
  const told = mailSchema.parse(mail.body);
  if (told.kind === "forget") return { ...keep({}), erase: true };
  const until = now + keptFor;
  return {
    ...keep({ webinar: told.webinar, until }),
    timers: [{ id: "forget", at: until, body: { kind: "forget" } }],
  };
}

/** For whoever checks a certificate; null when there is none. */
export function readIssued(state: Json | null): Issued | null {
  return issuedSchema.nullable().catch(null).parse(state);
}
