import { alarmIn } from "../cases/alarm.ts";
import type { Content } from "../inbound.ts";
import { hour } from "../instant.ts";
import { commandOf, type Command } from "../language/commands.ts";
import { guessLanguage, greets } from "../language/detect.ts";
import { currentFlow, flowOf } from "./book.ts";
import { follow, give, start } from "./moves.ts";
import { resolveTap, templateTap } from "../templates.ts";
import { back } from "./back.ts";
import {
  asksAboutWebinar,
  asksAnother,
  asksInstead,
  wantsLink,
  consult,
  consultAside,
  consultFirst,
} from "./consult.ts";
import { hearElsewhere } from "./elsewhere.ts";
import { forgetUnfinished, keptFor } from "./expire.ts";
import { goesToHuman, isHeld, readLetters, stopHumans } from "./human.ts";
import { lost } from "./lost.ts";
import { saysWhatIsLeft } from "./actions/answers.ts";
import { turnAloud } from "./aloud.ts";
import { isBareCode } from "./actions/invite.ts";
import type { Play } from "./play.ts";
import type { State } from "./state.ts";
import { doubtful } from "./offers.ts";
import { answer } from "./steps/ask.ts";
import { isLabel } from "./understand.ts";
import { quoted, tapped } from "./tapped.ts";
import type { Input } from "./turn.ts";

type Heard = Extract<Input, { kind: "heard" }>;

/** After this long, words that do not answer the pending question are a return, not a mistake. */
const longGap = 12 * hour;

/** As long as a message of WhatsApp, in UTF-16 units. */
const longest = 4_096;

/** Something a contact did, from the first word to a late tap. */
export function hear(play: Play, before: State, whole: Heard): void {
  const input = untemplated(play, readable(whole));
  const { content } = input;
  if (content.kind === "human-elsewhere") return hearElsewhere(play, content.what);
  if (content.kind === "reaction" || content.kind === "revoke") return;
  // The provider stopped us: whatever we said would be refused.
  if (content.kind === "opt-out") {
    play.state = { ...play.state, stopped: true };
    stopHumans(play);
    return;
  }
  dropOldSession(play, before);
  const isWritten = content.kind === "edit" || (content.kind === "text" && content.spoken !== true);
  if (isWritten) followLanguage(play, content.text);
  readLetters(play);
  if (content.kind === "tap" && content.id === readTap) return;
  if (content.kind === "text" && !isHeld(play) && takesInvitation(play, content.text)) return;
  const command = content.kind === "text" ? commandIn(play, content.text) : null;
  if (play.state.stopped && !comesBack(play, input, command)) return;
  if (command?.kind === "stop") return stop(play);
  if (goesToHuman(play, content, command, play.state.session?.pending?.move ?? 0)) return;
  if (content.kind === "text" && command === null && alarmed(play, content.text)) return;
  if (content.kind === "tap") return tapped(play, content.id);
  if (command !== null && (isOwn(play, command) || obey(play, command))) return;
  if (content.kind === "media" && listenTo(play, content)) return;
  if (content.kind === "media" && play.frames.length === 0) sayUnread(play, content);
  if (play.frames.length === 0) return begin(play, content.kind === "text" ? content.text : "");
  // They were put before a flow that has not said anything yet: their first word opens it.
  if (before.session?.pending === null) return follow(play, { kind: "go", step: play.top.step });
  if (content.kind === "text") {
    if (input.quoted !== null && quoted(play, input.quoted, content.text)) return;
    return read(play, before, input, content.text);
  }
  // Whoever opens the conversation again is asked again, no more.
  if (content.kind !== "opt-in") sayUnread(play, content);
  follow(play, { kind: "again" });
}

/**
 * What cannot wait goes before everything: the team is told at once (brief § 6.1). Whoever is in
 * distress or angry is asked no questions of ours any more.
 */
function alarmed(play: Play, text: string): boolean {
  const how = alarmIn(text);
  if (how === null) return false;
  const asking = play.frames.length > 0 ? play.placed().asking : null;
  if (asking !== null && isLabel(asking, play, text)) return false;
  if (how === "distress" || how === "anger") play.frames = [];
  start(play, "urgent", play.frames.length > 0, { how, words: text });
  return true;
}

/** A code and nothing else, where none was asked for: it is redeemed as soon as they have agreed. */
function takesInvitation(play: Play, text: string): boolean {
  if (play.state.stopped || !isBareCode(text)) return false;
  if (play.frames.length > 0 && play.placed().asking?.text !== undefined) return false;
  play.keep("contact.invitation", text.trim());
  if (!consented(play)) {
    if (play.frames.length > 0) follow(play, { kind: "again" });
    else start(play, "welcome", false);
  } else start(play, "invite", play.frames.length > 0);
  return true;
}

/** As much of a long text as is read: it is never refused, and an answer stands near its beginning. */
function readable(input: Heard): Heard {
  const { content } = input;
  if (content.kind !== "text" && content.kind !== "edit") return input;
  if (content.text.length <= longest) return input;
  const text = content.text.slice(0, longest).toWellFormed();
  return { ...input, content: { ...content, text } };
}

/** A tap on a button of a template is one on the message it stood for. */
function untemplated(play: Play, input: Heard): Heard {
  const { content, quoted: move } = input;
  if (content.kind !== "tap" || content.id === readTap) return input;
  const id = resolveTap(content.id, move, play.state.templated) ?? content.id;
  return { ...input, content: { ...content, id } };
}

/** « Lire la réponse », under the template that stands in for a human's words. */
const readTap = templateTap("student-answered", "read");

/**
 * A voice note is turned into words where something does that, for whoever has agreed to what we keep.
 * False when they are to be asked to write.
 */
function listenTo(play: Play, content: Extract<Content, { kind: "media" }>): boolean {
  const isVoice = content.media === "voice" || content.media === "audio";
  if (!isVoice || !consented(play)) return false;
  // Whoever speaks would rather listen than read.
  turnAloud(play);
  if (content.url === null || !play.book.hears) return false;
  start(play, "voice", play.frames.length > 0, { url: content.url });
  return true;
}

/** Words of a voice note that they agreed to: heard as if they had written them where they spoke. */
export function hearSpoken(play: Play, before: State, seed: string): void {
  const text = play.spoken;
  if (text === null) return;
  play.spoken = null;
  play.frames = play.frames.slice(0, -1);
  const { session } = play.state;
  const isOver = session === null || play.frames.length === 0;
  play.state = {
    ...play.state,
    session: isOver ? null : { ...session, frames: play.frames, pending: null },
  };
  hear(play, before, {
    kind: "heard",
    content: { kind: "text", text, spoken: true },
    quoted: null,
    seed,
  });
}

/** That voice notes are not heard is told once; what is asked is repeated in any case. */
function sayUnread(play: Play, content: Parameters<typeof cannotRead>[0]): void {
  const key = cannotRead(content);
  if (key === "system.voice" && consented(play)) {
    if (play.state.facts["voice"] === "told") return;
    play.keep("contact.voice", "told");
  }
  play.say(key);
}

/** The sentence for what cannot be read yet. */
function cannotRead(content: Exclude<Content, { kind: "text" | "human-elsewhere" }>): string {
  if (content.kind !== "media") return `system.${content.kind}`;
  return content.media === "voice" || content.media === "audio" ? "system.voice" : "system.media";
}

function read(play: Play, before: State, input: Heard, text: string): void {
  // An answer to the pending question wins, unless they clearly ask something.
  const { asking } = play.placed();
  // One letter makes « الرابط » the fourth answer: who is registered means the link.
  if (asking?.text === undefined && wantsLink(play, text) && consultAside(play, text, false))
    return;
  if (asking?.choices !== undefined && !isLabel(asking, play, text) && asksInstead(play, text))
    return;
  if (asksAnother(play, text)) return;
  const returns = play.now - before.lastHeard > longGap || before.session?.paused === true;
  if (give(play, input) !== "misunderstood" || answersInterrupted(play, input)) return;
  // A whole sentence answers the question which language they speak.
  if (play.placed().asking?.keep === "contact.language" && play.state.languageFrom !== "nothing") {
    give(play, { kind: "chosen", choice: play.state.language });
    return;
  }
  if (consultAside(play, text, returns)) return;
  if (returns && play.top.flow !== "resume" && consented(play)) start(play, "resume", true);
  else lost(play, text);
}

/** Words that do not fit a digression may answer the question it interrupted. */
function answersInterrupted(play: Play, input: Heard): boolean {
  const { frames, state } = play;
  const under = frames.findLastIndex((frame) => frame.aside) - 1;
  if (under < 0) return false;
  play.frames = frames.slice(0, under + 1);
  if (play.placed().asking === null) {
    play.frames = frames;
    return false;
  }
  const { session } = state;
  if (session !== null) play.state = { ...state, session: { ...session, pending: null } };
  if (give(play, input) !== "misunderstood") return true;
  play.frames = frames;
  play.state = state;
  return false;
}

/** No session: the first words ever, or the first after an end. */
function begin(play: Play, text: string): void {
  if (!consented(play)) {
    if (text !== "" && consultFirst(play, text)) return;
    return start(play, "welcome", false);
  }
  if (text !== "" && !greets(text)) return consult(play, text);
  start(play, "menu", false);
}

/** « Corriger » or « retour » where the flow itself knows what they mean there. */
function isOwn(play: Play, command: Command): boolean {
  if (play.frames.length === 0 || (command.kind !== "back" && command.kind !== "correct")) {
    return false;
  }
  const step = flowOf(play.book, play.top).commands[command.kind];
  if (step === undefined) return false;
  if (command.kind === "correct") play.keep("about", command.about ?? "");
  follow(play, { kind: "go", step });
  return true;
}

function obey(play: Play, command: Command): boolean {
  const waiting = play.frames.length > 0;
  switch (command.kind) {
    case "menu":
    case "start":
      return aside(play, "menu");
    case "human":
      return aside(play, "human");
    case "my-data":
      return aside(play, "data");
    case "help":
      return aside(play, "help");
    case "result":
      return aside(play, "result");
    case "why":
      return aside(play, "why");
    case "picture":
      return aside(play, "documents", { about: "picture" });
    case "pdf":
      return aside(play, "documents", { about: "report" });
    case "correct":
      return aside(play, "correct", { about: command.about ?? "" });
    case "language":
      if (command.language === null) return aside(play, "language");
      play.keep("contact.language", command.language);
      if (waiting) follow(play, { kind: "again" });
      else begin(play, "");
      return true;
    case "back":
      if (waiting) back(play);
      return waiting;
    case "listen":
      if (play.book.recordings.size === 0) play.say("voice.no-recordings");
      else turnAloud(play);
      if (waiting) follow(play, { kind: "again" });
      else start(play, "menu", false);
      return true;
    case "text-only":
      play.keep("contact.aloud", "no");
      if (waiting) follow(play, { kind: "again" });
      else start(play, "menu", false);
      return true;
    case "pause":
      if (waiting) follow(play, { kind: "pause" });
      return waiting;
    case "resume":
      if (!waiting) return consented(play) && aside(play, "diagnostic");
      saysWhatIsLeft(play, "system.continued");
      follow(play, { kind: "again" });
      return true;
    case "skip":
      if (waiting) skip(play);
      return waiting;
    case "dont-know":
      return false;
    case "stop":
      stop(play);
      return true;
  }
}

/** Plays a flow in the middle of what is under way; before consent only those that may. */
function aside(play: Play, id: string, values: Readonly<Record<string, string>> = {}): boolean {
  const allowed = consented(play) || currentFlow(play.book, id).beforeConsent;
  if (!allowed && play.frames.length === 0) return false;
  if (allowed) start(play, id, play.frames.length > 0, values);
  else follow(play, { kind: "again" });
  return true;
}

function skip(play: Play): void {
  const asking = play.placed().asking;
  if (asking === null || asking.doubt === "no") {
    play.say("system.no-skip");
    follow(play, { kind: "again" });
  } else follow(play, answer(asking, play, doubtful));
}

function stop(play: Play): void {
  play.state = { ...play.state, stopped: true };
  stopHumans(play);
  play.say("system.stopped");
}

/** After « stop » only a clear wish to return opens the conversation again; the rest hears how. */
function comesBack(play: Play, { content }: Heard, command: Command | null): boolean {
  const wishes = command !== null && command.kind !== "stop";
  if (wishes || content.kind === "opt-in" || content.kind === "tap") {
    play.state = { ...play.state, stopped: false };
    return true;
  }
  play.say("system.still-stopped");
  return false;
}

function commandIn(play: Play, text: string): Command | null {
  const asking = play.frames.length > 0 ? play.placed().asking : null;
  // A label of the pending question means that answer, even when it is also a command.
  if (asking !== null && isLabel(asking, play, text)) return null;
  const command = commandOf(text);
  // « Quel niveau ? » may be that of a webinar.
  return command?.kind === "result" && asksAboutWebinar(play, text) ? null : command;
}

/** The language follows the last full sentence, unless the contact chose one. */
function followLanguage(play: Play, text: string): void {
  if (play.state.languageFrom === "choice") return;
  const guess = guessLanguage(text);
  if (guess.sure && guess.language !== null && guess.language !== "zgh") {
    play.state = { ...play.state, language: guess.language, languageFrom: "guess" };
  }
}

function dropOldSession(play: Play, before: State): void {
  if (before.lastHeard === 0 || play.now - before.lastHeard <= keptFor) return;
  const { session, begun } = before;
  const top = session?.frames.at(-1);
  // We asked something since: that is what they answer.
  const isOurs = begun.some(
    ([move, flow]) => move === session?.pending?.move && flow === top?.flow,
  );
  play.frames = isOurs && top !== undefined ? [{ ...top, aside: false }] : [];
  play.state = {
    ...play.state,
    session: isOurs && session !== null ? { ...session, frames: play.frames } : null,
  };
  if (forgetUnfinished(play)) play.say("system.expired");
}

function consented(play: Play): boolean {
  return typeof play.state.facts["consent"] === "string";
}
