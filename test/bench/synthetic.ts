import type { Flowbook } from "../../src/core/engine/book.ts";
import { makeBook } from "../../src/core/engine/book.ts";
import type { FlowFile } from "../../src/core/engine/flow.ts";
import { blankState, type State } from "../../src/core/engine/state.ts";
import { advance } from "../../src/core/engine/advance.ts";
import type { Input } from "../../src/core/engine/turn.ts";
import { makeSentences } from "../../src/core/language/sentences.ts";
import { start } from "./conversation.ts";

/** Steps of one unit: a question, a value kept, a condition. */
const unit = 3;

/** Turns played in one go; what came before them does not grow with the flow. */
const turns = 3;

/**
 * A flow of about so many steps that only asks, and the turns in its middle.
 *
 * Whatever the length, the same turns are played from the same kind of state: a time that grows
 * shows that something walks the whole flow.
 */
export function syntheticTurns(real: Flowbook, steps: number): () => number {
  const book = makeSynthetic(real, Math.max(turns + 1, Math.round(steps / unit)));
  const flow = book.current.get("menu");
  const middle = [...(flow?.steps.keys() ?? [])].filter((id) => id.startsWith("ask"));
  const at = middle[Math.floor((middle.length - turns) / 2)] ?? "";
  const seat: State = {
    ...blankState,
    languageFrom: "choice",
    facts: { consent: "1" },
    lastHeard: start,
    session: {
      frames: [{ flow: "menu", version: "1.0.0", step: at, values: {}, trail: [], aside: false }],
      pending: { move: 0, offered: ["a", "b", "c"] },
      paused: false,
      nudged: false,
    },
  };
  return () => {
    let state = seat;
    for (let turn = 0; turn < turns; turn += 1) {
      const id = `${state.session?.pending?.move ?? 0}:b`;
      state = advance(book, state, tap(id), start + turn * 1000).state;
    }
    return turns;
  };
}

function tap(id: string): Input {
  return {
    kind: "heard",
    content: { kind: "tap", id, label: "B" },
    quoted: null,
    seed: "0".repeat(64),
  };
}

function makeSynthetic(real: Flowbook, units: number): Flowbook {
  const words = { fr: "Oui ou non ?", ar: "نعم أم لا؟", ary: "آه ولا لا؟" };
  const byKey = new Map<string, typeof words>([["system.choose", words]]);
  const file: FlowFile = {
    flow: "menu",
    version: "1.0.0",
    variables: { answer: "string", count: "double" },
    steps: Array.from({ length: units }, (_, at) => {
      byKey.set(`menu.ask${at}`, words);
      for (const id of ["a", "b", "c"]) byKey.set(`menu.ask${at}.${id}`, words);
      return [
        { id: `ask${at}`, ask: `menu.ask${at}`, choices: ["a", "b", "c"], keep: "answer" },
        { id: `set${at}`, set: { count: "count + 1.0" } },
        {
          id: `branch${at}`,
          branch: [{ when: 'answer == "c"', to: `ask${at}` }],
          else: `ask${(at + 1) % units}`,
        },
      ];
    }).flat(),
  };
  return makeBook({
    flows: [file],
    facts: { contact: { consent: "string", language: "string" }, org: {} },
    sentences: makeSentences(byKey),
    rubric: real.rubric,
    calendar: real.calendar,
    moments: real.rules.moments,
  });
}
