import { Fault } from "../fault.ts";
import { languages, type Language } from "../language/languages.ts";
import type { Sentences } from "../language/sentences.ts";
import type { Rubric } from "../diagnostic/rubric.ts";
import type { Calendar } from "../calendar/calendar.ts";
import { kindOf, type FlowFile } from "./flow.ts";
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
  /** The key of the question that asks for each fact of the organization. */
  readonly questions: ReadonlyMap<string, string>;
}

export interface BookParts {
  readonly flows: readonly FlowFile[];
  readonly facts: Facts;
  readonly sentences: Sentences;
  readonly rubric: Rubric;
  readonly calendar: Calendar;
}

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
  return { ...parts, flows, current, languages, questions: questionsOf(current) };
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
