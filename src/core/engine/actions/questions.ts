import { z } from "zod";
import { nextQuestion } from "../../diagnostic/next-question.ts";
import type { Action } from "./action.ts";
import { answerWords, placeOf, profileFacts, underWay } from "./answers.ts";

const nothing = z.strictObject({});

/** Brief § 2.2: what is not known yet, in its order. */
export const nextProfileQuestion = {
  about: 'The next fact of the organization that is not known; "" when all are.',
  takes: nothing,
  gives: { question: "string" },
  perform(_, play) {
    const inCreation = play.orgValue("P1") === "creation";
    const type = play.orgValue(inCreation ? "becoming" : "P1");
    const mayChooseSales = play.book.rubric.sales.mayChoose.some((one) => one === type);
    const needed = profileFacts.filter((name) => {
      if (name === "becoming") return inCreation;
      if (name === "P3") return !inCreation;
      if (name === "sells") return mayChooseSales && play.orgValue("P7") === "moyens";
      return true;
    });
    return { gives: { question: needed.find((name) => play.orgValue(name) === undefined) ?? "" } };
  },
} satisfies Action<z.infer<typeof nothing>>;

/** Brief § 2.5. Half-way, one short encouraging sentence travels along. */
export const nextScoredQuestion = {
  about: "The question the rubric picks now, and whether its level or only a change is asked.",
  takes: nothing,
  gives: {
    question: "string",
    position: "double",
    about: "double",
    exact: "string",
    dimension: "dyn",
    asks: "string",
    name: "dyn",
    previous: "dyn",
  },
  perform(_, play) {
    const { rubric } = play.book;
    const { profile, variant, answers, again } = underWay(play);
    const next = nextQuestion(rubric, profile, variant, answers, again);
    if (next === null) return { gives: { question: "", asks: "nothing" } };
    const place = placeOf(play, next.id);
    if (place.about >= 8 && place.position === Math.floor(place.about / 2) + 1) {
      play.say("diagnostic.half-way");
    }
    const previous =
      typeof next.previous === "object" ? (next.previous?.level ?? null) : next.previous;
    return {
      gives: {
        question: next.id,
        ...place,
        asks: previous === null ? "level" : "change",
        name: { say: `diagnostic.${next.id}.name` },
        previous: previous === null ? null : answerWords(play, next.id, previous),
      },
    };
  },
} satisfies Action<z.infer<typeof nothing>>;

const one = z.strictObject({ question: z.string() });

export const keepPreviousAnswer = {
  about: "The answer of the last diagnosis holds again.",
  takes: one,
  gives: {},
  perform({ question }, play) {
    const { again } = underWay(play);
    const previous = again?.shown[question];
    if (previous !== undefined) {
      play.keep(`org.${question}`, typeof previous === "object" ? previous.level : previous);
    }
    return { gives: {} };
  },
} satisfies Action<z.infer<typeof one>>;
