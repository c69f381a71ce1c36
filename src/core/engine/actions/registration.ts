import { z } from "zod";
import { redact } from "../../knowledge/redact.ts";
import { noteDone } from "../../webinar/registrations.ts";
import { agree, isAgreed } from "../agreements.ts";
import type { Play } from "../play.ts";
import { answerMoment, leave, register, remind, stopReminders } from "../webinars.ts";
import type { Action } from "./action.ts";
import { certificateFor, certificatePage, noteIssued } from "./certificate.ts";
import { sent } from "./documents.ts";
import { phrase } from "./last-result.ts";

const nothing = z.strictObject({});
const one = z.strictObject({ webinar: z.string() });
const registering = z.strictObject({ webinar: z.string(), seats: z.number() });
const moving = z.strictObject({ from: z.string(), to: z.string() });
const reminding = z.strictObject({ webinar: z.string(), reminders: z.boolean() });
const answering = z.strictObject({
  /** Null when the conversation was opened again by an old button. */
  webinars: z.array(z.string()).nullable(),
  moment: z.string(),
  answer: z.string(),
});
const asking = z.strictObject({ webinar: z.string(), words: z.string() });
const naming = z.strictObject({ webinar: z.string(), name: z.string() });

/** What is passed on of somebody's words, in characters. */
const wordsMost = 300;

export const registerWebinar = {
  about:
    "Asks for one seat or two; the webinar answers `seated`, `partly`, `queued`, `full` or `closed`.",
  takes: registering,
  gives: {},
  perform({ webinar, seats }, play) {
    const known = play.state.registrations.of[webinar];
    const reminders = known?.reminders ?? isAgreed(play.state, "reminders");
    register(play, webinar, seats > 1 ? 2 : 1, reminders);
    return { gives: {} };
  },
} satisfies Action<z.infer<typeof registering>>;

/** The first date is given back once there is a seat at the other one. */
export const moveRegistration = {
  about: "Asks for the same seats at another date.",
  takes: moving,
  gives: {},
  perform({ from, to }, play) {
    const known = play.state.registrations.of[from];
    if (known !== undefined && from !== to) play.keep("contact.moving", [to, from]);
    register(play, to, known?.wanted ?? 1, known?.reminders ?? isAgreed(play.state, "reminders"));
    return { gives: {} };
  },
} satisfies Action<z.infer<typeof moving>>;

export const leaveWebinar = {
  about: "Gives the seats back.",
  takes: one,
  gives: {},
  perform({ webinar }, play) {
    leave(play, webinar);
    return { gives: {} };
  },
} satisfies Action<z.infer<typeof one>>;

export const remindOfWebinar = {
  about: "Keeps whether they want reminders, with the proof.",
  takes: reminding,
  gives: {},
  perform({ webinar, reminders }, play) {
    agree(play, "reminders", reminders);
    remind(play, webinar, reminders);
    return { gives: {} };
  },
} satisfies Action<z.infer<typeof reminding>>;

export const stopRemindersOfAll = {
  about: "No reminder of any webinar any more.",
  takes: nothing,
  gives: {},
  perform(_, play) {
    stopReminders(play);
    return { gives: {} };
  },
} satisfies Action<z.infer<typeof nothing>>;

export const answerWebinar = {
  about: "Tells the webinars what was answered to a message of theirs.",
  takes: answering,
  gives: {},
  perform({ webinars, moment, answer }, play) {
    const said = redacted(answer);
    if (said === "") return { gives: {} };
    for (const webinar of webinars ?? []) {
      if (moment === "after" && !isFirst(play, webinar, "scored")) continue;
      answerMoment(play, webinar, moment, said);
    }
    return { gives: {} };
  },
} satisfies Action<z.infer<typeof answering>>;

/** Asked again in two weeks, in their own words. */
export const keepIntention = {
  about: "Keeps what they want to do after a webinar, and tells the webinar.",
  takes: asking,
  gives: {},
  perform({ webinar, words }, play) {
    const said = redacted(words);
    if (said === "" || words === "none") return { gives: {} };
    play.keep("contact.intended", [webinar, said]);
    if (isFirst(play, webinar, "surveyed")) answerMoment(play, webinar, "after", said);
    return { gives: {} };
  },
} satisfies Action<z.infer<typeof asking>>;

/** Who asked is not told. */
export const askSpeaker = {
  about: "Passes a question on to whoever speaks, freed of what tells who asks.",
  takes: asking,
  gives: {},
  perform({ webinar, words }, play) {
    const said = redacted(words);
    if (said !== "") answerMoment(play, webinar, "question", said);
    return { gives: {} };
  },
} satisfies Action<z.infer<typeof asking>>;

/** `may`: `yes`, `short` (less than 60 % of the time), or `later` (not noted yet). */
export const certificateStanding = {
  about: "Whether they may have a certificate of attendance.",
  takes: one,
  gives: { may: "string" },
  perform({ webinar }, play) {
    const known = play.state.registrations.of[webinar];
    if (known === undefined || known.attended === null || play.book.sign === null) {
      return { gives: { may: "later" } };
    }
    return { gives: { may: certificateFor(play, webinar, "-") === null ? "short" : "yes" } };
  },
} satisfies Action<z.infer<typeof one>>;

/** The name stands in it exactly as it was typed. */
export const makeCertificate = {
  about: "The certificate of attendance: as a sentence, and as a file where one can be fetched.",
  takes: naming,
  gives: { certificate: "dyn", printed: "file" },
  perform({ webinar, name }, play) {
    const made = certificateFor(play, webinar, name);
    if (made === null) return { gives: { certificate: "", printed: null } };
    noteIssued(play, webinar, made);
    const { title, day, minutes, code } = made;
    const certificate = phrase({
      say: "webinar.certificate-text",
      with: { name: { typed: made.name }, title, day, minutes, code },
    });
    const { gives } = sent(play, "printed", certificatePage(play, made), "certificat-rafiq.pdf");
    return { gives: { certificate, printed: gives["printed"] ?? null } };
  },
} satisfies Action<z.infer<typeof naming>>;

/** A survey is answered once: an old button, tapped again, counts nobody twice. */
function isFirst(play: Play, webinar: string, mark: "scored" | "surveyed"): boolean {
  const { registrations } = play.state;
  if (registrations.of[webinar]?.done.includes(mark) === true) return false;
  play.state = { ...play.state, registrations: noteDone(registrations, mark, [webinar]) };
  return true;
}

function redacted(words: string): string {
  return redact(words, []).trim().slice(0, wordsMost);
}
