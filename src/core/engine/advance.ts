import type { ContactMail } from "../cases/mail.ts";
import type { Instant } from "../instant.ts";
import { aloud } from "./aloud.ts";
import type { Flowbook } from "./book.ts";
import { joinOrganization, receiveOrganization } from "./colleague.ts";
import { elsewhereDue } from "./elsewhere.ts";
import { expire, planExpiry } from "./expire.ts";
import { hear, hearSpoken } from "./hear.ts";
import { isHeld, receiveCase } from "./human.ts";
import { follow, give, start } from "./moves.ts";
import { countTurn, getsNowhere, holdBack, mayPlay } from "./pace.ts";
import { Play } from "./play.ts";
import { followPlan } from "./plan-checks.ts";
import { reseat } from "./reseat.ts";
import { sharedArgs } from "./shared-args.ts";
import { remindOfUnfinished, silenceAfter } from "./silence.ts";
import type { State } from "./state.ts";
import { forgetTalk, noteHeardTalk, noteSaidTalk } from "./talk.ts";
import type { Input, Said, Turn } from "./turn.ts";
import { receiveImport, receiveMoment, receiveWebinar, tellUntold } from "./webinars.ts";

/** More than somebody gets of us while they are silent. */
const templatedKept = 10;

/**
 * Plays one turn: what the contact did goes in, what happens next comes out.
 *
 * Pure and synchronous: the same arguments always give the same turn.
 * Throws `flow/endless` when a flow turns in circles without asking anything.
 */
export function advance(book: Flowbook, before: State, input: Input, now: Instant): Turn {
  const play = new Play(book, before, input, now);
  const place = reseat(play);
  if (place !== "kept" && !isTheirs(input)) {
    // Nobody is disturbed by a new version: it is told when they write next.
    if (input.kind === "mail") receiveMail(play, before, input);
    else if (input.kind === "timer") comeDue(play, before, input);
    else hear(play, before, input);
    return finish(play, before, input);
  }
  if (place !== "kept") {
    play.say("system.moved");
    play.state = { ...play.state, session: null };
    if (place === "lost") start(play, "menu", false);
    else follow(play, { kind: "again" });
    return finish(play, before, input);
  }
  switch (input.kind) {
    case "heard":
      if (!mayPlay(play, before, input)) break;
      if (isTheirs(input)) noteHeardTalk(play, input.content);
      hear(play, before, input);
      hearSpoken(play, before, input.seed);
      // Something ended without a word: no one meets silence.
      if (play.draft.empty && play.state.session === null && wantsAnswer(input) && !isHeld(play)) {
        play.say("system.done");
      }
      countTurn(play, before, input);
      if (getsNowhere(play.state)) return finish(standStill(play, before, input), before, input);
      break;
    case "timer":
      if (input.timer.kind === "silence") remindOfUnfinished(play);
      else if (input.timer.kind === "expire") expire(play);
      else if (input.timer.kind !== "late") comeDue(play, before, input);
      else if (before.session?.pending?.move === input.timer.move) give(play, input);
      break;
    case "mail":
      if (input.mail.kind === "event") receiveEvent(play, before, input);
      else receiveMail(play, before, input);
      break;
  }
  return finish(play, before, input);
}

/** What others tell: it does not depend on the question that waits. */
function receiveMail(play: Play, before: State, input: Extract<Input, { kind: "mail" }>): void {
  const { mail, seed } = input;
  switch (mail.kind) {
    case "organization":
      return receiveOrganization(play, mail);
    case "case":
      return hearCase(play, before, mail, seed);
    case "webinar":
      return receiveWebinar(play, mail);
    case "import":
      return receiveImport(play, mail);
    case "event":
  }
}

/** What we planned ourselves. */
function comeDue(play: Play, before: State, input: Extract<Input, { kind: "timer" }>): void {
  const { timer, seed } = input;
  switch (timer.kind) {
    case "erase":
      return forget(play, before, timer.move);
    case "moment":
      return receiveMoment(play, timer.news);
    case "told":
      return tellUntold(play, timer.webinar);
    case "question":
      return hearCase(play, before, timer.mail, seed);
    case "elsewhere":
      return elsewhereDue(play);
    case "talk":
      return forgetTalk(play);
    case "plan-check":
    case "rediagnosis":
      return followPlan(play, timer);
    case "silence":
    case "late":
    case "expire":
  }
}

/** What a case tells; words that come back from it are heard anew. */
function hearCase(play: Play, before: State, mail: ContactMail, seed: string): void {
  receiveCase(play, mail, (content) => {
    hear(play, before, { kind: "heard", content, quoted: null, seed });
  });
}

/** As if it had not been heard, but for the count of it. */
function standStill({ book, state, now }: Play, before: State, input: Input): Play {
  const still = new Play(book, before, input, now);
  holdBack(still, state);
  return still;
}

/** Unless they came back meanwhile, nothing of them is left. */
function forget(play: Play, before: State, move: number): void {
  if (before.moves === move) play.effects.push({ kind: "erase" });
}

function receiveEvent(play: Play, before: State, input: Extract<Input, { kind: "mail" }>): void {
  if (input.mail.kind !== "event") return;
  if (input.mail.organization !== null) joinOrganization(play, input.mail.organization);
  // What was begun before a human took over comes too late.
  if (before.session?.pending && !isHeld(play)) offerToWaiting(play, input);
}

/** To the step that waits for it: on top, or under a digression, which then ends. */
function offerToWaiting(play: Play, input: Input): void {
  const { frames } = play;
  for (let depth = frames.length; depth > 0; depth -= 1) {
    play.frames = frames.slice(0, depth);
    const move = play.placed().receive(play, input);
    if (move.kind !== "ignore") return follow(play, move);
  }
  play.frames = frames;
}

function finish(play: Play, before: State, input: Input): Turn {
  play.tellOrganization();
  if (isTheirs(input)) {
    play.state = { ...play.state, lastHeard: play.now };
    silenceAfter(play);
    planExpiry(play);
  }
  const language = play.state.language;
  if (!play.draft.empty && play.state.notices.length > 0) {
    for (const notice of play.state.notices.toReversed()) {
      play.draft.precede(notice, typeof notice === "object" && "say" in notice ? notice.say : "");
    }
    play.state = { ...play.state, notices: [] };
  }
  const messages = play.draft
    .messages(play.book.sentences, language, sharedArgs(play.state), play.move)
    .map((message) => aloud(play, message));
  noteSaidTalk(play, before, input, messages);
  const templated = messages.flatMap(({ template }) =>
    template === undefined ? [] : [[template.name, play.move] as const],
  );
  if (templated.length > 0) {
    const latest = [...play.state.templated, ...templated].slice(-templatedKept);
    play.state = { ...play.state, templated: latest };
  }
  const kind: Said["kind"] =
    input.kind === "timer" && input.timer.kind === "silence" ? "reminder" : play.says;
  return {
    state: play.state,
    said: messages.map((message) => ({ message, kind })),
    effects: play.effects,
  };
}

function wantsAnswer(input: Extract<Input, { kind: "heard" }>): boolean {
  const { kind } = input.content;
  return isTheirs(input) && kind !== "reaction" && kind !== "revoke";
}

/** The contact did it: what somebody of ours does at the provider's inbox comes the same way. */
function isTheirs(input: Input): boolean {
  return input.kind === "heard" && input.content.kind !== "human-elsewhere";
}
