import { Fault } from "../fault.ts";
import type { Instant } from "../instant.ts";
import type { Language } from "../language/languages.ts";
import type { Message } from "../message.ts";
import { currentFlow, type Flowbook } from "./book.ts";
import { Play } from "./play.ts";
import { sharedArgs } from "./shared-args.ts";
import { blankState, type State } from "./state.ts";

/**
 * What one step of a flow says to somebody of whom nothing is known, in one language: for authors.. Throws anything where
 * the step needs what earlier ones found out.
 */
export function previewStep(
  book: Flowbook,
  flow: string,
  step: string,
  language: Language,
  now: Instant,
): readonly Message[] {
  const { version } = currentFlow(book, flow);
  const frame = { flow, version, step, values: {}, trail: [], aside: false };
  const state: State = {
    ...blankState,
    language,
    languageFrom: "choice",
    session: { frames: [frame], pending: null, paused: false, nudged: false },
  };
  const content = { kind: "text", text: "" } as const;
  const play = new Play(book, state, { kind: "heard", content, quoted: null, seed: "" }, now);
  play.placed().enter(play);
  return play.draft.messages(book.sentences, language, sharedArgs(play.state), play.move);
}

/** The steps of a flow, in order. Throws `flow/unknown` for a flow that is not there. */
export function stepsOf(book: Flowbook, flow: string): readonly string[] {
  if (!book.current.has(flow)) throw new Fault("flow/unknown", flow);
  return [...currentFlow(book, flow).steps.keys()];
}
