import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { consentText } from "../../src/core/engine/agreements.ts";
import { currentFlow, type Flowbook } from "../../src/core/engine/book.ts";
import type { Entry } from "../../src/core/engine/organization.ts";
import { blankState, type Session, type State } from "../../src/core/engine/state.ts";
import type { Transcript } from "../../src/core/engine/transcript.ts";
import { minute, type Instant } from "../../src/core/instant.ts";
import type { Language } from "../../src/core/language/languages.ts";
import { webinarOwner } from "../../src/core/webinar/mail.ts";
import { readProgramme, schedule } from "../../src/core/webinar/programme.ts";
import { ownerId } from "../../src/core/shard.ts";
import type { Json } from "../../src/core/json.ts";
import { projectRoot } from "../../src/project-root.ts";

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

const programme = readProgramme(
  parse(readFileSync(join(projectRoot, "flows", "programme.yaml"), "utf8")),
);

/** What the coordinator, and somebody else who registers, posted before the first line. */
export function givenPosts({ given }: Transcript): readonly {
  readonly to: string;
  readonly from: string;
  readonly body: Json;
}[] {
  return given.webinars.flatMap(({ id, session: number, starts, capacity, link, taken }) => {
    const session = programme.find((one) => one.number === number);
    if (session === undefined) throw new Error(`there is no session ${number}`);
    const webinar = schedule(session, { id, starts, capacity, link, state: "published" });
    const to = webinarOwner(id);
    const put = { to, from: "coordinator:zineb", body: { kind: "put", webinar } as Json };
    if (taken === undefined) return [put];
    const body = {
      kind: "register",
      seats: taken,
      language: "fr",
      reminders: false,
      source: "chat",
      ask: 1,
    } as const;
    return [put, { to, from: somebodyElse, body }];
  });
}

/** Whoever took seats before the contact came. */
export const somebodyElse = "c63-somebody";

/** A flow that has not said anything yet. */
function before(book: Flowbook, id: string): Session {
  const { version, first } = currentFlow(book, id);
  const frame = { flow: id, version, step: first, values: {}, trail: [], aside: false };
  return { frames: [frame], pending: null, paused: false, nudged: false };
}
