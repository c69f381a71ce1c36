import type { Rubric } from "../../diagnostic/rubric.ts";
import type { Action } from "../actions/action.ts";
import { actions } from "../actions/index.ts";
import type { Variables } from "../variables.ts";
import { spokenBy, type Spoken } from "./spoken.ts";

/** What the program itself does with a book: what it starts, performs, says and sends. */
export interface Program {
  /** Files without which there is no book. */
  readonly needs: readonly string[];
  /** Flows that the program starts, and the variables it gives them. */
  readonly starts: Readonly<Record<string, readonly string[]>>;
  readonly actions: Readonly<Record<string, Action<unknown>>>;
  /** Steps that an action leads to by name. */
  readonly leads: Readonly<Record<string, readonly string[]>>;
  /** Events a flow may wait for, and the variables they bring. */
  readonly events: Readonly<Record<string, Variables>>;
  /** Sentences the program says by itself, by key. */
  spoken(rubric: Rubric | null): ReadonlyMap<string, Spoken>;
}

/** The program as it is. Whoever adds an action, an event or a sentence in code says so here. */
export const rafiq: Program = {
  needs: ["flows/facts.yaml", "flows/rubric.yaml", "flows/calendar.yaml", "flows/moments.yaml"],
  starts: {
    answer: ["how", "topic", "found", "brief", "question"],
    appeal: [],
    change: ["flow", "step", "choice"],
    correct: ["about"],
    data: [],
    diagnostic: [],
    documents: ["about"],
    "follow-up": ["action"],
    help: [],
    human: [],
    language: [],
    lost: [],
    menu: [],
    pages: ["page"],
    "plan-check": ["action", "title"],
    rediagnosis: ["result", "round", "retry"],
    result: [],
    resolved: [],
    resume: [],
    satisfaction: [],
    services: ["service"],
    urgent: ["how", "words"],
    voice: ["url"],
    // What is not given reads as "", 0 or false: the flow tells them apart before it says them.
    "webinar-news": [
      "what",
      "webinar",
      "webinars",
      "title",
      "when",
      "was",
      "next",
      "nextWhen",
      "intended",
      "isIntended",
    ],
    webinars: ["about", "said", "webinar"],
    welcome: [],
    why: [],
  },
  actions,
  leads: { "ask-comparison": ["too-few"] },
  events: {
    compared: { lower: "double", median: "double", upper: "double", ahead: "double" },
    none: {},
    joined: {},
    promised: { date: "dyn", returns: "dyn" },
    away: { date: "dyn", returns: "dyn" },
    refused: {},
    reworded: { text: "string" },
    transcribed: { text: "string", shown: "string" },
    untranscribed: {},
    unworded: {},
    seated: { webinar: "string" },
    partly: { webinar: "string" },
    queued: { webinar: "string" },
    full: { webinar: "string" },
    closed: { webinar: "string" },
  },
  spoken: spokenBy,
};
