import { webinarOwner, type WebinarMail } from "../mail.ts";
import { noteAsked, type Registrations } from "../registrations.ts";
import type { Consent, ImportMail } from "./consent.ts";

/** What a contact keeps that an import touches. */
export interface Imported {
  readonly registrations: Registrations;
  /** The proofs of consent by webinar, for as long as the contact is kept. */
  readonly consents: Readonly<Record<string, Consent>>;
}

/** What follows from an import in a contact's turn. Nothing is said. */
export interface Enrolled extends Imported {
  readonly posts: readonly { readonly to: string; readonly body: WebinarMail }[];
}

/**
 * Plays an import in the contact's own turn: it keeps the proof of consent and registers.
 *
 * Whoever asked for silence is not registered, and their proof is not kept. The same import twice
 * registers once. `ask` is the contact's `moves`, as in every request for a seat.
 */
export function enroll(
  before: Imported,
  { webinar, seats, language, reminders, consent }: ImportMail,
  { stopped, ask }: { readonly stopped: boolean; readonly ask: number },
): Enrolled {
  const isKnown = webinar in before.registrations.of || webinar in before.consents;
  if (stopped || isKnown) return { ...before, posts: [] };
  return {
    registrations: noteAsked(before.registrations, "register", webinar, ask),
    consents: { ...before.consents, [webinar]: consent },
    posts: [
      {
        to: webinarOwner(webinar),
        body: { kind: "register", seats, language, reminders, source: "import", ask },
      },
    ],
  };
}
