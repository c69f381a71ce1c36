import { registrationCode } from "./code.ts";
import type { Roll } from "./entries.ts";

/** The columns of a list of registrations. In French, for the club's coordinators. */
export const seatColumns = [
  "code",
  "langue",
  "places",
  "attente",
  "rappels",
  "réponse",
  "lien ouvert",
  "présence (min)",
  "origine",
] as const;

const intents = { comes: "vient", cannot: "ne vient pas", replay: "replay" } as const;
const sources = { chat: "conversation", import: "import" } as const;

/**
 * Who is registered, one line a person, by code: no names, no numbers, and nothing tells who
 * registered first.
 */
export function seatList(
  webinar: string,
  rolls: readonly Roll[],
): readonly { readonly contact: string; readonly cells: readonly string[] }[] {
  return rolls
    .flatMap(({ entries }) => Object.entries(entries))
    .map(([contact, one]) => ({
      contact,
      cells: [
        registrationCode(webinar, contact),
        one.language,
        String(one.held),
        one.held === 0 ? String(one.place ?? "oui") : "",
        one.reminders ? "oui" : "non",
        one.intent === null ? "" : intents[one.intent],
        one.opened ? "oui" : "",
        one.attended === null ? "" : String(one.attended),
        sources[one.source],
      ],
    }))
    .toSorted((one, other) => ((one.cells[0] ?? "") < (other.cells[0] ?? "") ? -1 : 1));
}
