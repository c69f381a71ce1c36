import { z } from "zod";
import type { Instant } from "../instant.ts";
import type { OrganizationType } from "./answers.ts";

const date = z.iso.date();

/**
 * What a consultant recorded about money from the public (brief § 2.9).
 *
 * Dates are days in Morocco, `YYYY-MM-DD`; an authorization holds on its first and last day too.
 */
export const evidenceSchema = z.discriminatedUnion("kind", [
  z
    .strictObject({
      kind: z.literal("authorization"),
      number: z.string().trim().min(1),
      from: date,
      until: date,
    })
    .readonly(),
  z
    .strictObject({ kind: z.literal("platform"), name: z.string().trim().min(1), checkedOn: date })
    .readonly(),
]);
export type Evidence = z.infer<typeof evidenceSchema>;

/**
 * Whether a collection may be spoken of at all. `offers` says which platforms:
 * `donation` for associations and foundations, `loan-or-investment` for all others.
 */
export type LegalLock =
  | { readonly kind: "closed" }
  | {
      readonly kind: "open";
      readonly by: Evidence["kind"];
      readonly offers: "donation" | "loan-or-investment";
    };

const donationTypes: readonly OrganizationType[] = ["association", "fondation"];

/**
 * The lock on A27 and A28, and on any appeal for money. Closed unless one piece of evidence opens it:
 * an authorization, for an association only and between its dates only, or a checked platform.
 */
export function legalLock(
  evidence: readonly Evidence[],
  type: OrganizationType,
  now: Instant,
): LegalLock {
  const today = Temporal.Instant.fromEpochMilliseconds(now)
    .toZonedDateTimeISO("Africa/Casablanca")
    .toPlainDate()
    .toString();
  const opening = evidence.find((one) => opens(one, type, today));
  if (opening === undefined) return { kind: "closed" };
  const offers = donationTypes.includes(type) ? "donation" : "loan-or-investment";
  return { kind: "open", by: opening.kind, offers };
}

function opens(evidence: Evidence, type: OrganizationType, today: string): boolean {
  return evidence.kind === "platform"
    ? evidence.checkedOn <= today
    : type === "association" && evidence.from <= today && today <= evidence.until;
}
