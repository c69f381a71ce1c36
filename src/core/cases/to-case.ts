import { hour, type Instant } from "../instant.ts";
import { reopensFor } from "./ending.ts";
import { nothing, sentence, type Heard } from "./heard.ts";
import { inNextEpoch, noHuman, type Human, type LastCase, type Question } from "./human.ts";
import type { FromContact } from "./mail.ts";
import { caseOwner } from "./number.ts";

/** Whoever writes and hears nobody is told again after so long that a student has their words. */
const attendsAgain = 6 * hour;

/**
 * What the person says while a human has the conversation: it goes to the case, and the bot keeps
 * silent. Now and then they read that it was received. Call it for everything that is neither a
 * universal command nor the answer to a reminder.
 */
export function writeToHuman(
  human: Human,
  words: string,
  media: string | null,
  now: Instant,
): Heard {
  const added = addToCase(human, words, media);
  const { open } = added.human;
  if (open?.stage !== "held" || now - open.attended < attendsAgain) return added;
  return {
    ...added,
    human: { ...added.human, open: { ...open, attended: now } },
    said: [sentence("case.attending", { who: open.who.join(", ") })],
  };
}

/** Something that is for the team although the bot speaks too: what a flow asked about the request. */
export function addToCase(human: Human, words: string, media: string | null): Heard {
  const { open } = human;
  if (open === null) return nothing(human);
  const n = open.wrote + 1;
  return {
    ...nothing({ ...human, open: { ...open, wrote: n } }),
    posts: [{ to: open.case, body: { kind: "wrote", n, words, media } }],
  };
}

/** « Finalement, c'est bon »: they need nobody any more. The bot resumes at once. */
export function withdraw(human: Human): Heard {
  const { open } = human;
  if (open === null) return { ...nothing(human), said: [sentence("case.no-open")] };
  return {
    ...nothing(inNextEpoch(human, { open: null })),
    posts: [{ to: open.case, body: { kind: "withdraw" } }],
    said: [sentence("case.withdrawn", { number: open.number })],
    resumes: open.stage === "held",
  };
}

/** « stop »: the case is over, and nothing is asked about earlier ones. */
export function stopHuman(human: Human): Heard {
  return leave(human, { kind: "stopped" }, { open: null, last: null });
}

/**
 * « mes données » → erase. Keep what comes back in the state that is left: its two counts name no
 * one, and without them a person who returns at once would meet the case that is being removed. */
export function eraseHuman(human: Human, contact: string): Heard {
  const { cases, epoch } = human;
  const all = Array.from({ length: cases }, (_, at) => caseOwner(contact, at + 1));
  return {
    ...nothing({ ...noHuman, cases, epoch: epoch + 1 }),
    posts: all.map((to) => ({ to, body: { kind: "erased" } })),
  };
}

function leave(human: Human, body: FromContact, changes: Partial<Human>): Heard {
  const known = human.open ?? human.last;
  if (known === null) return nothing(human);
  return {
    ...nothing(inNextEpoch(human, changes)),
    posts: [{ to: known.case, body }],
  };
}

/** An answer to one of the questions after the end of a case. */
export type QuestionAnswer =
  | { readonly question: "resolved" | "follow-up"; readonly answer: "yes" | "partly" | "no" }
  | { readonly question: "satisfaction"; readonly score: 1 | 2 | 3 | 4 | 5 }
  | { readonly question: "remark"; readonly words: string };

/**
 * Takes an answer to the case that ended last. « Non » within seven days brings it back to the same
 * student: what is said of it comes as mail. Later it is noted only, and `askForHuman` opens a new one.
 */
export function answerQuestion(human: Human, told: QuestionAnswer, now: Instant): Heard {
  const { last } = human;
  if (last === null || !last.asked.includes(told.question)) return nothing(human);
  const isAgain = last.answered.includes(told.question);
  const answered: readonly Question[] = isAgain ? last.answered : [...last.answered, told.question];
  const kept = { ...human, last: { ...last, answered } };
  const thanks = [sentence("case.thanks")];
  switch (told.question) {
    case "satisfaction": {
      if (isAgain) return nothing(human);
      const asked = { ...kept.last, asked: [...last.asked, "remark" as const] };
      return {
        ...nothing({ ...human, last: asked }),
        posts: [{ to: last.case, body: { kind: "rated", score: told.score } }],
        said: [{ kind: "question", question: "remark", action: null }],
      };
    }
    case "remark":
      if (isAgain) return nothing(human);
      return {
        ...nothing(kept),
        posts: [{ to: last.case, body: { kind: "remarked", words: told.words } }],
        said: thanks,
        resumes: true,
      };
    case "follow-up":
      if (isAgain) return nothing(human);
      return {
        ...nothing(kept),
        posts: [{ to: last.case, body: { kind: "followed", answer: told.answer } }],
        said: thanks,
        resumes: true,
      };
    case "resolved": {
      const reopens = told.answer === "no" && mayReopen(human, now);
      const body = { kind: "resolved", answer: told.answer, reopens } as const;
      const posts = [{ to: last.case, body }];
      if (reopens) return { ...nothing(reopen(human, last)), posts };
      return { ...nothing(kept), posts, said: thanks, resumes: true };
    }
  }
}

/** Whether « Non » now brings the last case back: within seven days, and no other one is open. */
export function mayReopen({ open, last }: Human, now: Instant): boolean {
  return open === null && last !== null && now <= last.closed + reopensFor;
}

function reopen(human: Human, last: LastCase): Human {
  const open = {
    case: last.case,
    number: last.number,
    since: last.since,
    stage: "waiting",
    who: [],
    promised: null,
    returns: null,
    nudges: 0,
    attended: 0,
    ...last.counts,
    life: last.counts.life + 1,
  } as const;
  return { ...human, open, last: null };
}
