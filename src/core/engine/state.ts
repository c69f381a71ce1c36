import { noHuman, type Human } from "../cases/human.ts";
import type { Spoken } from "../cases/talk.ts";
import type { Instant } from "../instant.ts";
import type { Json } from "../json.ts";
import type { Language } from "../language/languages.ts";
import type { Templated } from "../templates.ts";
import type { Place } from "../webinar/hours.ts";
import type { Consent } from "../webinar/import/consent.ts";
import { noRegistrations, type Registrations } from "../webinar/registrations.ts";
import type { Agreements } from "./agreements.ts";
import type { Phrase } from "../language/sentences.ts";
import type { Organization } from "./organization.ts";
import type { Chosen } from "./plan-checks.ts";
import type { ExportLink } from "./export-link.ts";
import type { KeptFile } from "./files.ts";
import type { Begun } from "./starting.ts";
import type { Untold } from "./webinars.ts";

/** A place in one flow, and what that flow remembers while it runs. */
export interface Frame {
  readonly flow: string;
  /** The version the session began with; it is kept until the flow ends. */
  readonly version: string;
  readonly step: string;
  readonly values: Readonly<Record<string, Json>>;
  /** The questions answered in this flow, oldest first: the way back. */
  readonly trail: readonly string[];
  /** Entered by a command in the middle of something else, which returns when it ends. */
  readonly aside: boolean;
}

/** What the bot waits for, at the step of the top frame. */
export interface Pending {
  /** The move in which it was asked: taps and quotes name it. */
  readonly move: number;
  /** The ids of the choices as they were shown; null when words are expected. */
  readonly offered: readonly string[] | null;
}

/** One stay in the flows. */
export interface Session {
  /** Bottom first; the last one speaks. Never empty. */
  readonly frames: readonly Frame[];
  readonly pending: Pending | null;
  readonly paused: boolean;
  /** The one reminder of an unfinished conversation was sent. */
  readonly nudged: boolean;
}

/** A question as it was shown, so that a late tap or a quote is recognized. */
export type Asked = readonly [move: number, flow: string, step: string];

/** Everything kept about one contact between turns. */
export interface State {
  readonly format: 1;
  /** The contact's own owner id, which whoever plays its turns fills in; "" where nobody does. */
  readonly id: string;
  /** Inputs played so far. */
  readonly moves: number;
  readonly language: Language;
  /** How we know: not at all, from a full sentence of theirs, or because they said so. */
  readonly languageFrom: "nothing" | "guess" | "choice";
  /** The facts of `flows/facts.yaml` about the contact: consent, role… */
  readonly facts: Readonly<Record<string, Json>>;
  readonly organization: Organization | null;
  readonly session: Session | null;
  /** The most recent questions, oldest first. */
  readonly asked: readonly Asked[];
  /** When the contact last did something; 0 before. */
  readonly lastHeard: Instant;
  /** The last button tapped that was not an answer, and when: a second tap is the same one. */
  readonly lastTap: readonly [id: string, at: Instant] | null;
  /** Misunderstandings in a row. */
  readonly misses: number;
  /** They asked for silence: nothing starts from us until they return. */
  readonly stopped: boolean;
  /** How much they asked of us lately, weighed by whether it led anywhere (see `pace.ts`). */
  readonly hurry: number;
  /** Answers in a row that led nowhere. */
  readonly stalled: number;
  /** They write as fast as a machine: nothing is answered until they have been quiet for a while. */
  readonly muted: boolean;
  /** Said with the next message, such as an answer changed by a colleague. */
  readonly notices: readonly Phrase[];
  /** Requests for a human: who speaks, and what was promised. */
  readonly human: Human;
  /** The move in which a human last spoke: what the bot asked before it waits until they leave. */
  readonly humanSpoke: number;
  /** What a human wrote when the window may have been shut: said again as soon as they are heard. */
  readonly letters: readonly Letter[];
  /** What was said in the last days, oldest first, for whoever takes the conversation over. */
  readonly talk: readonly Spoken[];
  /** The latest messages that had a template, oldest first: its buttons do not know their message. */
  readonly templated: readonly Templated[];
  /** Whose clock they live by, as far as their number tells; filled in like `id`. */
  readonly place: Place | null;
  readonly registrations: Registrations;
  /** Proofs of consent that came with an import, by webinar. */
  readonly consents: Readonly<Record<string, Consent>>;
  /** What they said to our writing first, by purpose. */
  readonly agreements: Agreements;
  /** When we started a message that counts, within the last seven days. */
  readonly started: readonly Instant[];
  /** What is still to be told of a webinar, by its id. */
  readonly untold: Readonly<Record<string, Untold>>;
  /** The latest conversations that we began, oldest first. */
  readonly begun: readonly Begun[];
  /** Actions of the plan they chose, oldest first. */
  readonly chosen: readonly Chosen[];
  /** What was made for them and can still be fetched, oldest first. */
  readonly files: readonly KeptFile[];
  /** The way to a copy of all this, when they asked for one lately; null before. */
  readonly exported: ExportLink | null;
}

/** Words of a human, and who wrote them; "" for the summary of an ended case. */
export type Letter = readonly [who: string, text: string];

/** Before the first word. */
export const blankState: State = {
  format: 1,
  id: "",
  moves: 0,
  language: "fr",
  languageFrom: "nothing",
  facts: {},
  organization: null,
  session: null,
  asked: [],
  lastHeard: 0,
  lastTap: null,
  misses: 0,
  stopped: false,
  hurry: 0,
  stalled: 0,
  muted: false,
  notices: [],
  human: noHuman,
  humanSpoke: 0,
  letters: [],
  talk: [],
  templated: [],
  place: null,
  registrations: noRegistrations,
  consents: {},
  agreements: {},
  started: [],
  untold: {},
  begun: [],
  chosen: [],
  files: [],
  exported: null,
};
