import { Fault } from "../fault.ts";
import { languages, type Language } from "../language/languages.ts";
import { makeSentences, type Sentences } from "../language/sentences.ts";
import type { Knowledge } from "../knowledge/knowledge.ts";
import type { Rubric } from "../diagnostic/rubric.ts";
import { confirmFeast, type Calendar } from "../calendar/calendar.ts";
import type { Listed } from "../webinar/catalogue.ts";
import type { Sign } from "../webinar/certificate.ts";
import type { Moments, Rules } from "../webinar/moments.ts";
import type { Recordings } from "./aloud.ts";
import { kindOf, type FlowFile, type OwnCommands } from "./flow.ts";
import type { Move, Play, Received, StepType } from "./play.ts";
import type { Frame } from "./state.ts";
import { keptAs, type Asking } from "./steps/ask.ts";
import { stepTypes } from "./steps/index.ts";
import { makeScope, type Facts, type Scope } from "./variables.ts";

/** A step bound to its type, ready to be played. */
export interface Placed {
  readonly id: string;
  /** A question of the rubric, its id the question's. */
  readonly scored: boolean;
  /** What is asked, when it is a question. */
  readonly asking: Asking | null;
  enter(play: Play): Move;
  receive(play: Play, input: Received): Move;
}

/** A flow, ready to be played. */
export interface Flow extends Pick<Scope, "evaluate" | "unset"> {
  readonly id: string;
  readonly version: string;
  readonly beforeConsent: boolean;
  /** Commands that lead to a step of its own. */
  readonly commands: OwnCommands;
  readonly first: string;
  readonly steps: ReadonlyMap<string, Placed>;
  /** Where the steps of older versions went. */
  readonly renamed: Readonly<Record<string, string>>;
  /** Throws `flow/unknown` for a step that is not there. */
  step(id: string): Placed;
}

/** Everything the bot knows: its conversations, its sentences, its rules. */
export interface Flowbook {
  /** The newest version of each flow. */
  readonly current: ReadonlyMap<string, Flow>;
  /** All versions, by `flow@version`. */
  readonly flows: ReadonlyMap<string, Flow>;
  readonly sentences: Sentences;
  readonly rubric: Rubric;
  readonly calendar: Calendar;
  readonly languages: readonly Language[];
  /** What webinars are planned by; its calendar is that of the book. */
  readonly rules: Rules;
  /** The webinars there are, drafts included, earliest first. */
  readonly webinars: readonly Listed[];
  /** Where people reach this service, as `https://…` without a slash at the end; null when they cannot. */
  readonly publicUrl: string | null;
  /** Makes the codes of certificates; null where nobody keeps the secret for them. */
  readonly sign: Sign | null;
  /** What questions are answered from; null as long as it has not been read. */
  readonly knowledge: Knowledge | null;
  /** Whether a language model may word answers. */
  readonly assisted: boolean;
  /** Whether voice notes are turned into words. */
  readonly hears: boolean;
  /** Questions that can be heard. */
  readonly recordings: Recordings;
  /** The key of the question that asks for each fact of the organization. */
  readonly questions: ReadonlyMap<string, string>;
}

export interface BookParts {
  readonly flows: readonly FlowFile[];
  readonly facts: Facts;
  readonly sentences: Sentences;
  readonly rubric: Rubric;
  readonly calendar: Calendar;
  readonly moments: Moments;
}

/** WhatsApp takes 80 messages a second from one number (channel facts § 1.6). */
export const perSecond = 80;

/** Makes a book of checked parts; see `flows.ts` of the command floor for reading them from files. */
export function makeBook(parts: BookParts): Flowbook {
  const flows = new Map<string, Flow>();
  const current = new Map<string, Flow>();
  for (const file of parts.flows) {
    const flow = bindFlow(file, parts.facts);
    flows.set(`${flow.id}@${flow.version}`, flow);
    const newest = current.get(flow.id);
    if (newest === undefined || isNewer(flow.version, newest.version)) current.set(flow.id, flow);
  }
  const { facts: _, moments, ...rest } = parts;
  return {
    ...rest,
    flows,
    current,
    languages,
    rules: { calendar: parts.calendar, moments, silentDays: [], perSecond },
    webinars: [],
    publicUrl: null,
    sign: null,
    knowledge: null,
    assisted: false,
    hears: false,
    recordings: new Map(),
    questions: questionsOf(current),
  };
}

/** The same book with what questions are answered from: its topics can be said like any sentence. */
export function withKnowledge(book: Flowbook, knowledge: Knowledge, assisted = false): Flowbook {
  const topics = [...knowledge.topics.values()].flatMap(
    ({ id, label, title, answer, today }) =>
      [
        [`topic.${id}.label`, label],
        [`topic.${id}.title`, title],
        [`topic.${id}.answer`, answer],
        [`topic.${id}.today`, today],
      ] as const,
  );
  const sentences = makeSentences(new Map([...book.sentences.byKey, ...topics]));
  return { ...book, sentences, knowledge, assisted };
}

/** The flow a frame plays. Throws `flow/unknown` when its version is gone (see `reseat`). */
export function flowOf(book: Flowbook, frame: Pick<Frame, "flow" | "version">): Flow {
  const flow = book.flows.get(`${frame.flow}@${frame.version}`);
  if (flow === undefined) throw new Fault("flow/unknown", `${frame.flow}@${frame.version}`);
  return flow;
}

/** The newest version of a flow. Throws `flow/unknown`. */
export function currentFlow(book: Flowbook, id: string): Flow {
  const flow = book.current.get(id);
  if (flow === undefined) throw new Fault("flow/unknown", id);
  return flow;
}

export function isNewer(one: string, other: string): boolean {
  const [a = [], b = []] = [one, other].map((version) => version.split(".").map(Number));
  const at = a.findIndex((part, index) => part !== b[index]);
  return at !== -1 && (a[at] ?? 0) > (b[at] ?? 0);
}

/** What coordinators decide while the program runs. */
export interface Almanac {
  readonly webinars: readonly Listed[];
  /** Feasts that were announced, with their first days: `{ "ramadan-1448": "2027-02-10" }`. */
  readonly confirmed: Readonly<Record<string, string>>;
  /** Local days on which nothing is started: mourning, disaster. */
  readonly silentDays: readonly string[];
  /** The month's budget is spent: only what was promised is still started. */
  readonly halted?: boolean;
}

/** A book as it was read, with what coordinators decided. A day on which a feast cannot be is passed over. */
export function withAlmanac(book: Flowbook, almanac: Almanac): Flowbook {
  const calendar = Object.entries(almanac.confirmed).reduce(
    (known, [feast, on]) => confirmFeast(known, feast, on) ?? known,
    book.calendar,
  );
  return {
    ...book,
    calendar,
    rules: {
      ...book.rules,
      calendar,
      silentDays: almanac.silentDays,
      halted: almanac.halted === true,
    },
    webinars: almanac.webinars,
  };
}

function questionsOf(flows: ReadonlyMap<string, Flow>): ReadonlyMap<string, string> {
  const questions = new Map<string, string>();
  for (const flow of flows.values()) {
    for (const { asking } of flow.steps.values()) {
      const fact = asking && keptAs(asking);
      if (asking !== null && fact !== null) questions.set(fact, asking.ask);
    }
  }
  return questions;
}

function bindFlow(file: FlowFile, facts: Facts): Flow {
  const scope = makeScope(facts, file.variables ?? {});
  const steps = new Map<string, Placed>();
  file.steps.forEach((written, at) => {
    steps.set(written.id, bindStep(file, written, file.steps[at + 1]?.id));
  });
  return {
    id: file.flow,
    version: file.version,
    beforeConsent: file.beforeConsent ?? false,
    commands: file.commands ?? {},
    first: file.steps[0]?.id ?? "",
    steps,
    renamed: file.renamed ?? {},
    step(id) {
      const step = steps.get(id);
      if (step === undefined) throw new Fault("flow/unknown", `${file.flow}@${file.version} ${id}`);
      return step;
    },
    unset: scope.unset,
    evaluate: (expression, values) => scope.evaluate(expression, values),
  };
}

function bindStep(
  file: FlowFile,
  written: FlowFile["steps"][number],
  below: string | undefined,
): Placed {
  const kind = kindOf(written);
  if (kind === null) throw new Fault("book/invalid", `${file.flow} ${written.id}`);
  // Each type reads its own steps: what its schema gives is what its functions take.
  const type = stepTypes[kind] as unknown as StepType<Record<string, unknown>>;
  const step = type.schema.parse(
    "to" in written || below === undefined ? written : withNext(kind, written, below),
  );
  return {
    id: written.id,
    scored: step["score"] === true,
    asking: kind === "ask" ? (step as unknown as Asking) : null,
    enter: (play) => type.enter(step, play),
    receive: (play, input) => type.receive?.(step, play, input) ?? { kind: "ignore" },
  };
}

/** The step below follows, for the types that have a `to`. */
function withNext(kind: string, written: object, below: string): object {
  return ["branch", "pick", "wait", "end"].includes(kind) ? written : { ...written, to: below };
}
