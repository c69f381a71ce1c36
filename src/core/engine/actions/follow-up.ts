import { z } from "zod";
import { sayDate } from "../../calendar/say-date.ts";
import { plan } from "../../diagnostic/plan.ts";
import { agree, isAgreed } from "../agreements.ts";
import {
  cancelRediagnosis,
  choose,
  inviteLater,
  noteAction,
  objectiveNamed,
  planChecks,
  planRediagnosis,
} from "../plan-checks.ts";
import type { Action } from "./action.ts";
import { lastResult } from "./last-result.ts";
import { noteProgress } from "./pages-follow.ts";

const nothing = z.strictObject({});
const one = z.strictObject({ action: z.string() });
const noting = z.strictObject({ action: z.string(), done: z.boolean() });
const inviting = z.strictObject({ result: z.number(), round: z.number(), retry: z.boolean() });
const agreeing = z.strictObject({ given: z.boolean() });

/** Brief § 2.8: days until an action is due, where the plan does not tell. */
const usualDays = 30;

export const chooseAction = {
  about: "Chooses an action of the plan; they are asked about it when it is due, if they agree.",
  takes: one,
  gives: { due: "string" },
  perform({ action }, play) {
    const last = lastResult(play);
    const found =
      last === null
        ? undefined
        : plan(play.book.rubric, last.profile, last.settlement).actions.find(
            ({ id }) => id === action,
          );
    if (found === undefined || found.locked) return { gives: { due: "" } };
    const due = choose(play, action, found.days || usualDays);
    planChecks(play);
    return { gives: { due: sayDate(due, play.state.language, false) } };
  },
} satisfies Action<z.infer<typeof one>>;

export const noteActionDone = {
  about: "Keeps whether an action of the plan was done.",
  takes: noting,
  gives: {},
  perform({ action, done }, play) {
    noteAction(play, action, { done });
    const objective = objectiveNamed(action);
    if (objective !== null) noteProgress(play, objective.n, done ? "done" : "going");
    return { gives: {} };
  },
} satisfies Action<z.infer<typeof noting>>;

export const touchStanding = {
  about: "Whether they have said yes or no to news of their plan; without a result there is none.",
  takes: nothing,
  gives: { decided: "bool", agreed: "bool" },
  perform(_, { state }) {
    const none = (state.organization?.results.length ?? 0) === 0;
    const decided = none || state.agreements["follow-up"] !== undefined;
    return { gives: { decided, agreed: isAgreed(state, "follow-up") } };
  },
} satisfies Action<z.infer<typeof nothing>>;

export const agreeFollowUp = {
  about: "Keeps a yes or a no to news of the plan, with the proof, and plans them.",
  takes: agreeing,
  gives: {},
  perform({ given }, play) {
    agree(play, "follow-up", given);
    planChecks(play);
    planRediagnosis(play);
    return { gives: {} };
  },
} satisfies Action<z.infer<typeof agreeing>>;

export const askAgainLater = {
  about: "One more invitation to another diagnosis, in two weeks; never a third.",
  takes: inviting,
  gives: {},
  perform({ result, round, retry }, play) {
    inviteLater(play, result, round, retry);
    return { gives: {} };
  },
} satisfies Action<z.infer<typeof inviting>>;

export const neverAgain = {
  about: "No invitation any more until the next diagnosis.",
  takes: nothing,
  gives: {},
  perform(_, play) {
    cancelRediagnosis(play);
    return { gives: {} };
  },
} satisfies Action<z.infer<typeof nothing>>;
