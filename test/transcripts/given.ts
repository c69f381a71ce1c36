import { consentText } from "../../src/core/engine/actions/data.ts";
import { currentFlow, type Flowbook } from "../../src/core/engine/book.ts";
import type { Entry } from "../../src/core/engine/organization.ts";
import { blankState, type Session, type State } from "../../src/core/engine/state.ts";
import type { Transcript } from "../../src/core/engine/transcript.ts";
import { minute, type Instant } from "../../src/core/instant.ts";
import type { Language } from "../../src/core/language/languages.ts";
import { ownerId } from "../../src/core/shard.ts";

/** The organization of a transcript that begins with one. */
export const givenOrganization = ownerId("o", "given");

export function startOf({ given }: Transcript): Instant {
  return Date.parse(given.at);
}

/** Where the contact stands before the first line. */
export function givenState(book: Flowbook, transcript: Transcript, language: Language): State {
  const { flow, org, consent } = transcript.given;
  const at = startOf(transcript) - minute;
  const known = consent ?? (flow !== undefined || org !== undefined);
  if (!known) return blankState;
  const values = Object.entries(org ?? {}).map(([name, value]): [string, Entry] => [
    name,
    [value, at, ""],
  ]);
  return {
    ...blankState,
    language,
    languageFrom: "choice",
    facts: { consent: consentText, consentAt: at, consentLanguage: language },
    organization:
      org === undefined
        ? null
        : { id: givenOrganization, values: Object.fromEntries(values), members: 1, results: [] },
    session: flow === undefined ? null : before(book, flow),
    lastHeard: at,
  };
}

/** A flow that has not said anything yet. */
function before(book: Flowbook, id: string): Session {
  const { version, first } = currentFlow(book, id);
  const frame = { flow: id, version, step: first, values: {}, trail: [], aside: false };
  return { frames: [frame], pending: null, paused: false, nudged: false };
}
