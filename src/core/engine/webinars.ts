import { nearestPermitted } from "../calendar/permitted.ts";
import { mayBotSpeak } from "../cases/human.ts";
import { day, minute, type Instant } from "../instant.ts";
import { accepts, noteSaidMoment, whenToTell, type Reason } from "../webinar/accept.ts";
import { webinarOwner, type Card, type ContactMail, type MomentNews } from "../webinar/mail.ts";
import { startOf } from "../webinar/plan.ts";
import {
  noteAsked,
  noteFate,
  noteNews,
  noteSaid,
  type Registration,
  type Tell,
} from "../webinar/registrations.ts";
import { enroll } from "../webinar/import/enroll.ts";
import type { ImportMail } from "../webinar/import/consent.ts";
import { agree } from "./agreements.ts";
import { follow, start } from "./moves.ts";
import type { Play } from "./play.ts";
import { countStarted } from "./starting.ts";
import { ask, sayCancelled, sayChange, sayMoment } from "./webinar-words.ts";

/** What is to be told of a webinar when the hours permit it. */
export type Untold =
  | { readonly kind: "changed"; readonly was: Card }
  | { readonly kind: "cancelled"; readonly card: Card }
  | { readonly kind: "promoted" }
  /** Answers that came so late that they start a conversation. */
  | { readonly kind: "standing" }
  | { readonly kind: "full"; readonly card: Card };

/** Within so long of their last word, what a webinar answers is an answer. */
const answersWithin = 15 * minute;

/** What a webinar tells a contact: answers, changes, moments that are due. */
export function receiveWebinar(play: Play, { news }: ContactMail): void {
  const { registrations, tell } = noteNews(play.state.registrations, news, play.now);
  play.state = { ...play.state, registrations };
  tellOf(play, tell);
}

/** The proof is kept and a seat asked for; nobody is disturbed. */
export function receiveImport(play: Play, mail: ImportMail): void {
  const { stopped, languageFrom } = play.state;
  const enrolled = enroll(play.state, mail, { stopped, ask: play.move });
  const { registrations, consents, posts } = enrolled;
  if (posts.length === 0) return;
  play.state = { ...play.state, registrations, consents };
  if (languageFrom === "nothing") play.state = { ...play.state, language: mail.language };
  for (const { to, body } of posts) play.post(to, body);
}

/** A moment that was put off. */
export function receiveMoment(play: Play, news: MomentNews): void {
  const { book, state, now } = play;
  const decision = accepts(news, state, book.rules, now);
  if (decision.kind === "drop") return skip(play, news, decision.reason);
  if (decision.kind === "later") {
    if (decision.at < news.expires) return putOff(play, news, decision.at);
    return skip(play, news, book.rules.halted === true ? "budget" : "hours");
  }
  const isPromised = book.rules.moments[news.moment]?.class === "reminder";
  if (!mayBotSpeak(state.human, isPromised ? "reminder" : "started")) {
    const { calendar, rules } = book;
    const at = nearestPermitted(calendar, now + day, now + day, news.expires - 1, rules);
    return at === null ? skip(play, news, "human") : putOff(play, news, at);
  }
  const cards = [decision.card, ...decision.also];
  const { registrations, started } = noteSaidMoment(news, decision, state, book.rules, now);
  if (isEmpty(news.moment, decision.card)) {
    play.state = { ...state, registrations };
    return skip(play, news, "no-link");
  }
  const said = { kind: "said", at: now, move: play.move } as const;
  const ids = cards.map(({ id }) => id);
  play.state = {
    ...state,
    registrations: noteFate(registrations, news.moment, ids, said),
    started,
  };
  sayMoment(play, news, cards);
}

/** Why a moment is not said, kept for whoever asks what became of it. */
function skip(play: Play, { moment, card }: MomentNews, reason: Reason): void {
  const fate = { kind: "skipped", at: play.now, reason } as const;
  const registrations = noteFate(play.state.registrations, moment, [card.id], fate);
  play.state = { ...play.state, registrations };
}

/** What brings an address has nothing to say without it. */
function isEmpty(moment: string, card: Card): boolean {
  return (
    (moment === "start" && card.link === null) || (moment === "replay" && card.replay === null)
  );
}

/** The time has come to tell what was put off. */
export function tellUntold(play: Play, webinar: string): void {
  const { [webinar]: untold, ...others } = play.state.untold;
  if (untold === undefined) return;
  play.state = { ...play.state, untold: others };
  tellNowOrLater(play, webinar, untold);
}

/** Asks for seats; what the webinar answers names this very request. */
export function register(play: Play, webinar: string, seats: 1 | 2, reminders: boolean): void {
  const ask = play.move;
  const { language, registrations } = play.state;
  play.state = {
    ...play.state,
    registrations: noteAsked(registrations, "register", webinar, ask),
  };
  const body = { kind: "register", seats, language, reminders, source: "chat", ask };
  play.post(webinarOwner(webinar), body);
}

/** Gives the seats back; that counts at once. */
export function leave(play: Play, webinar: string): void {
  const ask = play.move;
  const { [webinar]: _, ...untold } = play.state.untold;
  const registrations = noteAsked(play.state.registrations, "leave", webinar, ask);
  play.state = { ...play.state, registrations, untold };
  play.post(webinarOwner(webinar), { kind: "leave", ask });
}

/** Everything they are registered for, or asked to be, is given back: before they are forgotten. */
export function leaveAll(play: Play): void {
  const { of, asked } = play.state.registrations;
  for (const webinar of new Set([...Object.keys(of), ...Object.keys(asked)])) leave(play, webinar);
}

/** Reminders of one webinar, or none any more. */
export function remind(play: Play, webinar: string, reminders: boolean): void {
  const registrations = noteSaid(play.state.registrations, webinar, { reminders });
  play.state = { ...play.state, registrations };
  play.post(webinarOwner(webinar), { kind: "remind", reminders });
}

/** What they answered to a moment, or that they opened the link. */
export function answerMoment(play: Play, webinar: string, moment: string, answer: string): void {
  const intent = (["comes", "cannot", "replay"] as const).find((one) => one === answer);
  const said = intent === undefined ? {} : { intent };
  const opened = answer === "opened" ? { opened: true } : {};
  const registrations = noteSaid(play.state.registrations, webinar, { ...said, ...opened });
  play.state = { ...play.state, registrations };
  play.post(webinarOwner(webinar), { kind: "answer", moment, answer });
}

function tellOf(play: Play, tell: Tell): void {
  switch (tell.kind) {
    case "nothing":
    // They were told when they left.
    case "left":
      return;
    case "registered": {
      const { registration } = tell;
      const { id } = registration.card;
      leaveFormer(play, registration);
      if (isAwaited(play, eventOf(registration), id)) return;
      if (registration.source === "import") return;
      return tellNowOrLater(play, id, { kind: "standing" });
    }
    case "full": {
      const { card } = tell;
      forgetUnseated(play, card.id);
      if (isAwaited(play, "full", card.id)) return;
      return tellNowOrLater(play, card.id, { kind: "full", card });
    }
    case "closed":
      if (isAwaited(play, "closed", tell.webinar) || !isAnswer(play)) return;
      return play.say("webinar.closed");
    case "promoted":
      leaveFormer(play, tell.registration);
      return tellNowOrLater(play, tell.registration.card.id, { kind: "promoted" });
    case "changed": {
      const { was, registration } = tell;
      const waiting = play.state.untold[registration.card.id];
      // Nobody has heard of the change before this one.
      if (waiting !== undefined && waiting.kind !== "changed") return;
      return tellNowOrLater(play, registration.card.id, waiting ?? { kind: "changed", was });
    }
    case "cancelled":
      return tellNowOrLater(play, tell.card.id, { kind: "cancelled", card: tell.card });
    case "moment":
      return receiveMoment(play, tell.news);
  }
}

function eventOf({ held, wanted }: Registration): "seated" | "partly" | "queued" {
  if (held === 0) return "queued";
  return held < wanted ? "partly" : "seated";
}

/** They wanted another date instead: the first one is given back as soon as they have a seat. */
function leaveFormer(play: Play, { card, held }: Registration): void {
  const moving = play.state.facts["moving"];
  if (!Array.isArray(moving) || moving[0] !== card.id || held === 0) return;
  play.keep("contact.moving", null);
  if (typeof moving[1] === "string") leave(play, moving[1]);
}

/** The step that waits for it says it, in one message with what it asks next. */
function isAwaited(play: Play, event: string, webinar: string): boolean {
  if (play.frames.length === 0 || play.state.session?.pending?.offered !== null) return false;
  const move = play.placed().receive(play, {
    kind: "mail",
    mail: { kind: "event", event, values: { webinar }, organization: null },
    seed: play.seed,
  });
  if (move.kind === "ignore") return false;
  follow(play, move);
  return true;
}

function tellNowOrLater(play: Play, webinar: string, untold: Untold): void {
  const { state, book, now } = play;
  const card = "card" in untold ? untold.card : state.registrations.of[webinar]?.card;
  if (card === undefined || state.stopped) return;
  if (untold.kind === "changed" && !isChange(untold.was, card)) return;
  if (untold.kind === "standing" && isAnswer(play)) return sayStanding(play, webinar);
  if (untold.kind === "full" && isAnswer(play)) return play.say("webinar.full");
  const at = whenToTell(card, book.rules, now);
  if (at === null) return;
  if (at > now) {
    play.state = { ...state, untold: { ...state.untold, [webinar]: untold } };
    return play.setTimer(`told-${webinar}`, at, { kind: "told", webinar });
  }
  countStarted(play, startOf(card));
  // A reminder of unknown fate is never said again; who misses a change comes at the wrong hour.
  play.says = untold.kind === "changed" || untold.kind === "cancelled" ? "reply" : "reminder";
  switch (untold.kind) {
    case "standing":
      return sayStanding(play, webinar);
    case "full":
      return play.say("webinar.full");
    case "promoted":
      return ask(play, "seat", [card], "webinar-seat");
    case "changed":
      return sayChange(play, untold.was, card);
    case "cancelled":
      return sayCancelled(play, card);
  }
}

/** They wrote a moment ago: what is said now answers them. */
function isAnswer({ state, now }: Play): boolean {
  return !state.stopped && now - state.lastHeard <= answersWithin;
}

function isChange(was: Card, card: Card): boolean {
  const isRelinked = was.link !== null && card.link !== null && was.link !== card.link;
  return startOf(was) !== startOf(card) || isRelinked || was.minutes !== card.minutes;
}

/** They wait for nothing any more. */
function forgetUnseated(play: Play, webinar: string): void {
  const { [webinar]: known, ...of } = play.state.registrations.of;
  if (known === undefined || known.held > 0) return;
  play.state = { ...play.state, registrations: { ...play.state.registrations, of } };
}

function sayStanding(play: Play, webinar: string): void {
  start(play, "webinars", play.frames.length > 0, { about: "told", webinar });
}

function putOff(play: Play, news: MomentNews, at: Instant): void {
  play.setTimer(`moment-${news.card.id}-${news.moment}`, at, { kind: "moment", news });
}

/** They want no reminders of anything. */
export function stopReminders(play: Play): void {
  agree(play, "reminders", false);
  for (const { card, reminders } of Object.values(play.state.registrations.of)) {
    if (reminders) remind(play, card.id, false);
  }
}
