/*
 * What WhatsApp charges for, as it was read on 2026-11-23 (channel facts § 0.1: a study of rate cards
 * of 2026-09-10, at third hand). Since 2026-10-01 free texts are charged beyond the first thousand of
 * a month and number, and utility templates always. The rate for Morocco was not found, so no price
 * stands here: whoever wants an amount says the price of their own bill.
 */

/** Free texts of a month that cost nothing. */
export const freeAMonth = 1_000;

/** Where the rules of charging were read, and when. */
export const chargesSource =
  "channel facts § 0.1, collected 2026-11-23 from rate-card studies of 2026-09-10 (third-hand)";

/** Messages that went out through WhatsApp in a month. */
export interface Spent {
  /** Texts within the window. */
  readonly free: number;
  readonly templates: number;
  /** When the first of them was counted: what was sent before is not known. */
  readonly since: number;
}

/** How many of so many free texts of a month are charged. */
export function beyondFree(texts: number): number {
  return Math.max(0, texts - freeAMonth);
}
