import { z } from "zod";
import type { Action } from "./action.ts";
import { askOtherwise } from "../lost.ts";
import { whatIsLeft } from "./answers.ts";

const nothing = z.strictObject({});
type Nothing = z.infer<typeof nothing>;

/** What was said so far becomes a message of its own. */
export const endMessage = {
  about: "Ends the message here; what follows is another one.",
  takes: nothing,
  gives: {},
  perform(_, play) {
    play.endMessage();
    return { gives: {} };
  },
} satisfies Action<Nothing>;

export const pause = {
  about: "Puts the conversation aside until the person returns.",
  takes: nothing,
  gives: {},
  perform: () => ({ gives: {}, move: { kind: "pause" } }),
} satisfies Action<Nothing>;

export const askInOtherWords = {
  about: "Asks the question under this conversation again, its answers by their numbers.",
  takes: nothing,
  gives: {},
  perform: (_, play) => ({ gives: {}, move: askOtherwise(play) }),
} satisfies Action<Nothing>;

export const whatIsLeftNow = {
  about:
    "How many questions and minutes are left of the diagnostic under way; 0 when there is none.",
  takes: nothing,
  gives: { questions: "double", minutes: "double" },
  perform: (_, play) => ({ gives: { ...whatIsLeft(play) } }),
} satisfies Action<Nothing>;
