import { z } from "zod";
import { eraseHuman } from "../../cases/to-case.ts";
import { minute } from "../../instant.ts";
import type { Phrase } from "../../language/sentences.ts";
import { makeExportLink } from "../export-link.ts";
import { consentText } from "../agreements.ts";
import { blankState } from "../state.ts";
import { leaveAll } from "../webinars.ts";
import type { Action } from "./action.ts";
import { factsOf, profileFacts } from "./answers.ts";
import { leaveCells } from "./compare.ts";

const nothing = z.strictObject({});
type Nothing = z.infer<typeof nothing>;

/** Time for the goodbye to be delivered before everything is removed. */
const goodbye = 15 * minute;

/** Kept with the text's version, the language and the moment (brief § 8). */
export const giveConsent = {
  about: "The person agrees that we keep their answers.",
  takes: nothing,
  gives: {},
  perform(_, play) {
    play.keep("contact.consent", consentText);
    play.keep("contact.consentAt", play.now);
    play.keep("contact.consentLanguage", play.state.language);
    return { gives: {} };
  },
} satisfies Action<Nothing>;

export const listData = {
  about: "What is kept about the person and the organization, line by line in plain words.",
  takes: nothing,
  gives: { lines: "dyn" },
  perform(_, play) {
    const { facts, organization } = play.state;
    const values = factsOf(organization);
    const told = (names: readonly string[]): number =>
      names.filter((name) => values[name] !== undefined).length;
    const questions = [...play.book.rubric.questions, ...play.book.rubric.express.questions];
    const profile = told(profileFacts);
    const answers = told(questions.map(({ id }) => id));
    const results = organization?.results.length ?? 0;
    const consentAt = facts["consentAt"];
    const lines: Phrase[] = [
      { say: "data.line-address" },
      {
        say: "data.line-language",
        with: { language: { say: `words.language.${play.state.language}` } },
      },
    ];
    if (typeof consentAt === "number")
      lines.push({ say: "data.line-consent", with: { date: { date: consentAt } } });
    if (profile > 0) lines.push({ say: "data.line-profile", with: { count: profile } });
    if (answers > 0) lines.push({ say: "data.line-answers", with: { count: answers } });
    if (results > 0) lines.push({ say: "data.line-results", with: { count: results } });
    if (play.state.talk.length > 0) lines.push({ say: "data.line-talk" });
    const { open, cases } = play.state.human;
    if (open !== null) {
      const { number, since } = open;
      lines.push({ say: "data.line-case", with: { number, date: { date: since } } });
    }
    const past = cases - (open === null ? 0 : 1);
    if (past > 0) lines.push({ say: "data.line-cases-past", with: { count: past } });
    const webinars = Object.keys(play.state.registrations.of).length;
    if (webinars > 0) lines.push({ say: "data.line-webinars", with: { count: webinars } });
    const { reminders, "follow-up": followUp } = play.state.agreements;
    if (reminders?.given === true) {
      lines.push({ say: "data.line-reminders", with: { date: { date: reminders.at } } });
    }
    if (followUp?.given === true) {
      lines.push({ say: "data.line-follow-up", with: { date: { date: followUp.at } } });
    }
    return { gives: { lines: { lines } } };
  },
} satisfies Action<Nothing>;

export const makeCopy = {
  about:
    'A link to a copy of all that is kept of the person, once and for a day; "" where there is none.',
  takes: nothing,
  gives: { link: "string" },
  perform(_, play) {
    const made = makeExportLink(play.book, play.state, play.seed, play.now);
    if (made === null) return { gives: { link: "" } };
    play.state = made.state;
    return { gives: { link: made.url } };
  },
} satisfies Action<Nothing>;

/** The organization keeps only what others contributed (brief § 10.10). */
export const eraseData = {
  about: "Removes everything of the person; the goodbye is delivered first.",
  takes: nothing,
  gives: {},
  perform(_, play) {
    const { organization, language, languageFrom } = play.state;
    if (organization !== null) {
      if (organization.members <= 1) leaveCells(play);
      play.post(organization.id, { kind: "leave" });
    }
    const { human, posts } = eraseHuman(play.state.human, play.state.id);
    for (const { to, body } of posts) play.post(to, body);
    leaveAll(play);
    // What is still under way about a webinar is no longer believed.
    const { asked } = play.state.registrations;
    play.state = {
      ...blankState,
      id: play.state.id,
      moves: play.move,
      language,
      languageFrom,
      human,
      registrations: { of: {}, asked },
    };
    play.setTimer("erase", play.now + goodbye, { kind: "erase", move: play.move });
    return { gives: {} };
  },
} satisfies Action<Nothing>;
