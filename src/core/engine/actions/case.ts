import { z } from "zod";
import { askForHuman, standing, type Request } from "../../cases/ask-for-human.ts";
import { reasons, type Reason } from "../../cases/mail.ts";
import { addToCase as addWordsTo, answerQuestion, withdraw } from "../../cases/to-case.ts";
import { redact } from "../../knowledge/redact.ts";
import type { Phrase } from "../../language/sentences.ts";
import { briefOf } from "../brief-of.ts";
import { isHeld, noteHeard, sayHeard } from "../human.ts";
import type { Play } from "../play.ts";
import { giveTalk } from "../talk.ts";
import type { Action } from "./action.ts";

const nothing = z.strictObject({});
const words = z.strictObject({ request: z.string() });
const opening = z.strictObject({ reason: z.string(), words: z.string() });
const answer = z.strictObject({
  question: z.enum(["resolved", "satisfaction", "remark", "follow-up"]),
  answer: z.string(),
});

/** Registers the request at once; the case tells the date, which the flow waits for. */
export const openCase = {
  about: "Registers a request for a human, or tells the open one what is new.",
  takes: opening,
  gives: { open: "bool", interrupted: "bool" },
  perform({ reason: named, words: said }, play) {
    const open = hasOpenCase(play);
    const reason = reasons.find((one) => one === named) ?? reasonOf(play);
    const own = said === "" ? null : said;
    request(play, reason, { skill: skillFor(reason), words: own, intake: {} });
    return { gives: { open, interrupted: play.frames.some((frame) => frame.aside) } };
  },
} satisfies Action<z.infer<typeof opening>>;

/** What is asked of the team, apart from what the contact knows by itself. */
export interface Wish {
  readonly skill: Request["need"]["skill"];
  readonly words: string | null;
  readonly intake: Readonly<Record<string, string>>;
  readonly sensitive?: boolean;
}

/** Opens a case, or adds to the open one: what is said of it comes as mail. */
export function request(play: Play, reason: Reason, wish: Wish): void {
  const { state } = play;
  const isNew = state.human.open === null;
  const talk = isNew ? giveTalk(play, state.human.cases + 1) : [];
  const urgent = reason === "hacked" || reason === "money-lost" || reason === "distress";
  const heard = askForHuman(
    state.human,
    state.id,
    {
      need: {
        language: state.language,
        amazigh: false,
        skill: wish.skill,
        urgent,
        sensitive: wish.sensitive ?? (reason === "legal" || reason === "money-lost"),
        organization: state.organization?.id ?? null,
      },
      reason,
      brief: briefOf(play, wish.words, wish.intake),
      words: wish.words,
      promised: null,
      ...(talk.length > 0 ? { talk: [...talk] } : {}),
    },
    play.now,
  );
  noteHeard(play, heard);
}

function skillFor(reason: Reason): Wish["skill"] {
  if (reason === "hacked" || reason === "money-lost") return "security";
  return reason === "legal" ? "p2p" : null;
}

/** From the conversation in which a student was chosen. */
function reasonOf(play: Play): Reason {
  const under = play.frames.at(-2);
  if (under?.flow === "answer") return under.values["expired"] === true ? "expired" : "asked";
  return reasonIn[under?.flow ?? ""] ?? "asked";
}

const reasonIn: Readonly<Record<string, Reason | undefined>> = {
  lost: "misunderstood",
  appeal: "legal",
  result: "result",
  resolved: "not-solved",
  "follow-up": "not-solved",
};

/** Whether a request is with the team. */
export function hasOpenCase({ state }: Play): boolean {
  return state.human.open !== null;
}

/** Adds the person's own words to the open request. */
export function addWords(play: Play, said: string): void {
  noteHeard(play, addWordsTo(play.state.human, said, null));
}

/** What the person wrote about it goes to the same request. */
export const addToCase = {
  about: "Adds the person's own words to the open request.",
  takes: words,
  gives: {},
  perform({ request: said }, play) {
    addWords(play, said);
    return { gives: {} };
  },
} satisfies Action<z.infer<typeof words>>;

export const caseStanding = {
  about: "Where the open request stands, as a sentence; `held` while a student answers.",
  takes: nothing,
  gives: { standing: "dyn", held: "bool" },
  perform(_, play) {
    const [line] = standing(play.state.human).said;
    const phrase: Phrase =
      line?.kind === "sentence"
        ? {
            say: line.key,
            with: {
              number: line.with.number ?? "",
              date: line.with.date === undefined ? "" : { date: line.with.date },
              returns: line.with.returns === undefined ? "" : { date: line.with.returns },
              who: { typed: line.with.who ?? "" },
            },
          }
        : "";
    const isDated =
      line?.kind !== "sentence" || line.key !== "case.still-open" || "date" in line.with;
    return {
      gives: { standing: isDated ? phrase : { say: "case.still-undated" }, held: isHeld(play) },
    };
  },
} satisfies Action<z.infer<typeof nothing>>;

export const withdrawCase = {
  about: "They need nobody any more.",
  takes: nothing,
  gives: {},
  perform(_, play) {
    const heard = withdraw(play.state.human);
    noteHeard(play, heard);
    sayHeard(play, heard);
    return { gives: {} };
  },
} satisfies Action<z.infer<typeof nothing>>;

/** `reopened`: the same student takes it up again, and the case tells the date. */
export const answerCase = {
  about: "Tells the case that ended last what was answered.",
  takes: answer,
  gives: { reopened: "bool" },
  perform(taken, play) {
    const told = answerIn(taken);
    if (told === null) return { gives: { reopened: false } };
    const heard = answerQuestion(play.state.human, told, play.now);
    const isOpen = play.state.human.open !== null;
    noteHeard(play, heard);
    return { gives: { reopened: !isOpen && heard.human.open !== null } };
  },
} satisfies Action<z.infer<typeof answer>>;

const verdicts = ["yes", "partly", "no"] as const;
const scores = [1, 2, 3, 4, 5] as const;

function answerIn({
  question,
  answer: said,
}: z.infer<typeof answer>): Parameters<typeof answerQuestion>[1] | null {
  switch (question) {
    case "satisfaction": {
      const score = scores.find((one) => String(one) === said);
      return score === undefined ? null : { question, score };
    }
    // « Rien à ajouter »
    case "remark":
      return said === "none" ? null : { question, words: redact(said, []) };
    case "resolved":
    case "follow-up": {
      const verdict = verdicts.find((one) => one === said);
      return verdict === undefined ? null : { question, answer: verdict };
    }
  }
}
