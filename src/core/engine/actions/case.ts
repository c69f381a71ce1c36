import { z } from "zod";
import { promisedDate } from "../../calendar/working-days.ts";
import { ownerId } from "../../shard.ts";
import type { Play } from "../play.ts";
import type { Action } from "./action.ts";
import { whatIsLeft } from "./answers.ts";

const nothing = z.strictObject({});
const words = z.strictObject({ request: z.string() });

/** The mailbox where requests for a human are kept until students take them. */
export const desk = ownerId("h", "desk", 0);

/** A first human answer within two working days (brief § 6.2). */
const workingDays = 2;

/** Registers the request at once; the promised date is said in the contact's language. */
export const openCase = {
  about: "Registers a request for a human, or finds the one still open.",
  takes: nothing,
  gives: { date: "dyn", open: "bool", interrupted: "bool" },
  perform(_, play) {
    const kept = play.state.facts["casePromised"];
    const open = hasOpenCase(play);
    const promised =
      open && typeof kept === "number"
        ? kept
        : promisedDate(play.book.calendar, play.now, workingDays).at;
    if (!open) {
      play.keep("contact.casePromised", promised);
      play.keep("contact.caseNumber", play.move);
      play.post(desk, {
        kind: "case",
        number: play.move,
        language: play.state.language,
        organization: play.state.organization?.id ?? null,
        promised,
        at: play.now,
        during: interruptedBy(play),
        left: whatIsLeft(play).questions,
      });
    }
    return {
      gives: {
        date: { date: promised },
        open,
        interrupted: play.frames.some((frame) => frame.aside),
      },
    };
  },
} satisfies Action<z.infer<typeof nothing>>;

/** Whether a request is with the team and its date has not passed. */
export function hasOpenCase(play: Play): boolean {
  const promised = play.state.facts["casePromised"];
  return typeof promised === "number" && promised > play.now;
}

/** Adds the person's own words to the open request. */
export function addWords(play: Play, words: string): void {
  play.post(desk, { kind: "words", number: play.state.facts["caseNumber"] ?? null, words });
}

/** What the person wrote about it goes to the same request. */
export const addToCase = {
  about: "Adds the person's own words to the open request.",
  takes: words,
  gives: {},
  perform({ request }, play) {
    addWords(play, request);
    return { gives: {} };
  },
} satisfies Action<z.infer<typeof words>>;

function interruptedBy(play: Play): string | null {
  const under = play.frames.at(-2);
  return under === undefined ? null : `${under.flow} ${under.step}`;
}
