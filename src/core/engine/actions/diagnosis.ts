import { z } from "zod";
import { comparablePoints } from "../../diagnostic/comparison.ts";
import { askAgain } from "../../diagnostic/rediagnosis.ts";
import { scoreSettlement } from "../../diagnostic/score.ts";
import { settle } from "../../diagnostic/settle.ts";
import type { Json } from "../../json.ts";
import { resultsKept, type Result } from "../organization.ts";
import { planRediagnosis } from "../plan-checks.ts";
import type { Play } from "../play.ts";
import { tallyOwner } from "../owners/tally.ts";
import type { Action } from "./action.ts";
import { answerWords, diagnosisOf, factsOf, profileFacts, underWay } from "./answers.ts";
import { tellCells } from "./compare.ts";

const nothing = z.strictObject({});
type Nothing = z.infer<typeof nothing>;

export const diagnosisStanding = {
  about:
    "Whether the last diagnosis is finished and none is under way, and the profile in one line.",
  takes: nothing,
  gives: { finished: "bool", invited: "bool", summary: "dyn" },
  perform(_, play) {
    const finished =
      (play.state.organization?.results.length ?? 0) > 0 && play.orgValue("finished") === true;
    const known = ["P1", "P2", "P4", "P7"].flatMap((name) => {
      const value = play.orgValue(name);
      return value === undefined ? [] : [answerWords(play, name, value)];
    });
    // « Oui » to our invitation says already what they want.
    const invited = finished && play.frames.at(-2)?.flow === "rediagnosis";
    return { gives: { finished, invited, summary: { list: known } } };
  },
} satisfies Action<Nothing>;

/** Brief § 2.12: the same questions, those guessed or unknown first, with the previous answers shown. */
export const startAgain = {
  about: "Begins another diagnosis of the same organization.",
  takes: nothing,
  gives: {},
  perform(_, play) {
    const last = play.state.organization?.results.at(-1);
    if (last !== undefined)
      play.keep("org.again", plain(askAgain(play.book.rubric, diagnosisOf(play.book, last))));
    forget(
      play,
      [...play.book.rubric.questions, ...play.book.rubric.express.questions].map(({ id }) => id),
    );
    play.keep("org.finished", false);
    return { gives: {} };
  },
} satisfies Action<Nothing>;

export const forgetProfile = {
  about: "The facts of the organization are asked anew.",
  takes: nothing,
  gives: {},
  perform(_, play) {
    forget(play, profileFacts);
    return { gives: {} };
  },
} satisfies Action<Nothing>;

/** The short answers narrow the questions of the full diagnosis (brief § 2.3). */
export const goFurther = {
  about: "After the short diagnosis, the full one.",
  takes: nothing,
  gives: {},
  perform(_, play) {
    play.keep("org.variant", "complet");
    play.keep("org.finished", false);
    return { gives: {}, move: { kind: "revisit", flow: "diagnostic", step: "next" } };
  },
} satisfies Action<Nothing>;

export const finishDiagnosis = {
  about: "Keeps the result with the rubric's version and where every value came from.",
  takes: nothing,
  gives: {},
  perform(_, play) {
    // Reached again without a new answer: the result is kept once.
    if (play.orgValue("finished") === true) return { gives: {} };
    const { rubric } = play.book;
    const { profile, variant, answers, again } = underWay(play);
    const settlement = settle(rubric, profile, variant, answers, again);
    const values: Record<string, Json> = {};
    for (const [name, value] of Object.entries(factsOf(play.state.organization))) {
      if (value !== undefined && name !== "finished") values[name] = value;
    }
    const result: Result = {
      at: play.now,
      rubric: rubric.version,
      variant,
      values,
      settled: Object.fromEntries(
        Object.entries(settlement).map(([id, { origin, level }]) => [id, [origin, level]]),
      ),
    };
    const organization = play.organization();
    play.setOrganization({
      ...organization,
      results: [...organization.results, result].slice(-resultsKept),
    });
    play.post(organization.id, { kind: "result", result: plain(result) });
    planRediagnosis(play);
    play.keep("org.finished", true);
    const score = scoreSettlement(rubric, profile, settlement);
    const levels = score.dimensions.flatMap(({ dimension, level }) =>
      level === null ? [] : [[dimension, level] as const],
    );
    play.post(tallyOwner, {
      kind: "finished",
      type: profile.stage === "creation" ? null : profile.type,
      levels: Object.fromEntries(levels),
    });
    if (play.orgValue("compare") === "yes") {
      const points = comparablePoints(profile, variant, score);
      tellCells(play, profile, points);
    }
    return { gives: {} };
  },
} satisfies Action<Nothing>;

function forget(play: Play, names: readonly string[]): void {
  for (const name of names) if (play.orgValue(name) !== undefined) play.keep(`org.${name}`, null);
}

/** Rules give interfaces, which TypeScript does not take for JSON although they are nothing else. */
function plain(value: object): Json {
  return value as unknown as Json;
}
