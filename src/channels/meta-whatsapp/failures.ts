import type { Refusal } from "../channel.ts";
import { refusalOf, type ErrorTable } from "../meta/failures.ts";

/**
 * The Cloud API's own error codes.
 *
 * developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes, as quoted
 * on 2026-11-23. 130472 (an experiment of Meta's) and 131049 (enough advertising for today) forbid
 * this message now, not every message to this person: they stand with the contents.
 */
export const whatsappErrors: ErrorTable = {
  refusals: {
    // Not on WhatsApp, too old a version, has not accepted the terms, or blocked us.
    "131026": "contact",
    "131021": "contact",
    "131030": "contact",
    "130497": "contact",
    "131050": "opt-out",
    "131047": "window",
    "131008": "content",
    "131009": "content",
    "131049": "content",
    "131051": "content",
    "131052": "content",
    "131053": "content",
    "131062": "content",
    "130472": "content",
    "132000": "content",
    "132001": "content",
    "132005": "content",
    "132007": "content",
    "132012": "content",
    "132015": "content",
    "132016": "content",
    "132018": "content",
    "132068": "content",
    "132069": "content",
    "135000": "content",
    "131005": "account",
    "131031": "account",
    "131037": "account",
    "131042": "account",
    "131045": "account",
    "133010": "account",
    "33": "account",
  },
  throttles: {
    "130429": { scope: "channel", after: 1_000 },
    "80007": { scope: "channel", after: 60_000 },
    // Too many people turned our messages away: only time helps.
    "131048": { scope: "channel", after: 15 * 60_000 },
    // More than one message in six seconds to one person, beyond the burst.
    "131056": { scope: "contact", after: 4_000 },
    // Too many registrations or uploads.
    "131064": { scope: "channel", after: 60_000 },
  },
  // The service is away, or our number is being moved: nothing was taken.
  outages: ["131016", "131057"],
};

/** Why a message that failed with this code would fail again; null when it need not. */
export function becauseOf(code: string | null): Refusal | null {
  return refusalOf(whatsappErrors, code);
}
