import type { Content } from "../inbound.ts";
import { hour } from "../instant.ts";
import type { Command } from "../language/commands.ts";
import { render, type Args, type Phrase } from "../language/sentences.ts";
import { sayDate } from "../calendar/say-date.ts";
import { hearCase } from "../cases/hear-case.ts";
import type { Heard, Line, SentenceKey } from "../cases/heard.ts";
import { mayBotSpeak } from "../cases/human.ts";
import { isEnough } from "../webinar/accept.ts";
import type { ContactMail } from "../cases/mail.ts";
import { addToCase, stopHuman, writeToHuman } from "../cases/to-case.ts";
import { flowOf } from "./book.ts";
import { keptFor } from "./expire.ts";
import { follow, start } from "./moves.ts";
import type { Play } from "./play.ts";
import { countStarted, nextFree } from "./starting.ts";
import type { Frame, Letter } from "./state.ts";
import { giveTalk, writtenIn } from "./talk.ts";
import { choiceIn } from "./understand.ts";

/** When a window may be shut by the time a message arrives (channel facts § 1.2: 24 hours). */
const windowMayBeShut = 23 * hour;
const lettersKept = 5;

/** Conversations about the request itself: over as soon as a human has it. */
const aboutRequest: readonly string[] = ["human", "urgent"];

/** Questions that we start and that are answered while a human speaks. */
const reminders = /^(?:resolved|satisfaction|follow-up|webinar|plan-check|rediagnosis)/u;

/** Commands about the question that waits. */
const ofPending: readonly string[] = ["back", "pause", "resume", "skip", "dont-know"];

/** Whether a human has the conversation: the bot is silent but for commands and reminders. */
export function isHeld({ state }: Play): boolean {
  return !mayBotSpeak(state.human, "answer");
}

/**
 * What a case tells: who speaks, what a human says, dates. Words that come back from it unanswered
 * are given to `hearAgain`, as if they had just been heard.
 */
export function receiveCase(
  play: Play,
  mail: ContactMail,
  hearAgain: (content: Content) => void,
): void {
  const { told } = mail;
  if (told.kind === "question" && isPutOff(play, mail)) return;
  const before = play.state.human;
  const heard = withTalk(play, hearCase(before, mail, play.now, play.state.stopped));
  noteHeard(play, heard);
  if (heard.as === "reminder" && heard.said.length > 0) {
    play.says = "reminder";
    countStarted(play);
  }
  if (told.kind === "held" && heard.human.epoch !== before.epoch) fallSilent(play);
  if (heard.said.length > 0 && (told.kind === "held" || told.kind === "words")) {
    play.state = { ...play.state, humanSpoke: play.move };
  }
  if (told.kind === "promised" && heard.said.length > 0 && isAwaited(play, told)) return;
  if (told.kind === "released" && heard.human.epoch !== before.epoch) leaveAsides(play);
  sayHeard(play, heard);
  if (heard.resumes && !isHeld(play)) resume(play);
  if (heard.returned !== null) {
    const { words, media } = heard.returned;
    hearAgain(media === null ? { kind: "text", text: words } : { kind: "unsupported" });
  }
}

/** A human begins to answer: what was said since the request was passed on goes to its case. */
function withTalk(play: Play, heard: Heard): Heard {
  const posts = heard.posts.map(({ to, body }) =>
    body.kind === "holding"
      ? { to, body: { ...body, talk: [...giveTalk(play, heard.human.cases)] } }
      : { to, body },
  );
  return { ...heard, posts };
}

/** They had all that we may start today: a question about a request waits for another day. */
function isPutOff(play: Play, mail: ContactMail): boolean {
  const { state, book, now } = play;
  if (state.stopped || !isEnough(state.started, book.rules, now)) return false;
  const at = nextFree(play, now);
  if (at === null) return false;
  const id = mail.told.kind === "question" ? mail.told.question : "";
  play.setTimer(`question-${id}`, at, { kind: "question", mail });
  return true;
}

/** Keeps what follows and posts it, without a word. */
export function noteHeard(play: Play, heard: Heard): void {
  play.state = { ...play.state, human: heard.human };
  for (const { to, body } of heard.posts) play.post(to, body);
}

/** They asked for silence, here or at their provider. */
export function stopHumans(play: Play): void {
  noteHeard(play, stopHuman(play.state.human));
}

/** Says what follows, in order; a question begins its conversation on top of what is under way. */
export function sayHeard(play: Play, { said }: Heard): void {
  for (const line of said) {
    if (line.kind === "sentence") play.say(line.key, argsOf(line));
    else if (line.kind === "words") sayWords(play, line);
    else if (line.question !== "remark") ask(play, line.question, line.action);
  }
  for (const line of said) {
    const name = line.kind === "sentence" ? dated[line.key] : undefined;
    if (line.kind !== "sentence" || name === undefined) continue;
    const until = sayDate(line.with.date ?? play.now, play.state.language, false);
    play.draft.template({ name, values: { day: dayOf(play), until }, until: null });
  }
  if (said.some((line) => line.kind === "sentence" && line.key === "case.nudged")) {
    useAnswered(play);
  }
}

/**
 * What stands in for sentences with a date once the window is shut. « Un étudiant vous répond » has
 * none: what the student says follows it, and brings its own.
 */
const dated: Readonly<Partial<Record<SentenceKey, string>>> = {
  "case.late": "case-late",
  "case.returned": "case-returned",
  "case.warned": "case-closing",
};

function argsOf({
  with: { number, date, returns, who },
}: Extract<Line, { kind: "sentence" }>): Args {
  return {
    number: number ?? "",
    date: date === undefined ? "" : { date },
    returns: returns === undefined ? "" : { date: returns },
    who: { typed: who ?? "" },
  };
}

/** What a human wrote, word for word, in a message of its own. */
function sayWords(play: Play, { text, who }: Extract<Line, { kind: "words" }>): void {
  sayLetter(play, [who, text]);
  useAnswered(play);
  if (who !== "") play.endMessage();
  if (play.now - play.state.lastHeard > windowMayBeShut) {
    const letters = [...play.state.letters, [who, text] as const].slice(-lettersKept);
    play.state = { ...play.state, letters };
  }
}

function sayLetter(play: Play, [who, text]: Letter): void {
  // A direction ends with its line, so each line says its own.
  const lines = text.split("\n").map((line) => (line.trim() === "" ? "" : { typed: line }));
  const words: Phrase = { lines };
  if (who === "") play.say("case.line", { words });
  else play.say("case.words", { who: { typed: who }, words });
  if (who !== "") play.draft.sign(who);
}

/** What was written while the window may have been shut is read now. */
export function readLetters(play: Play): void {
  const { letters } = play.state;
  if (letters.length === 0) return;
  for (const letter of letters) {
    sayLetter(play, letter);
    play.endMessage();
  }
  play.state = { ...play.state, letters: [] };
}

function useAnswered(play: Play): void {
  play.draft.template({ name: "student-answered", values: { day: dayOf(play) }, until: null });
}

function ask(
  play: Play,
  question: "resolved" | "satisfaction" | "follow-up",
  action: string | null,
): void {
  if (question === "resolved") {
    const values = { day: dayOf(play) };
    play.draft.template({ name: "case-resolved", values, until: null });
  } else if (question === "satisfaction") {
    const values = { day: dayOf(play) };
    play.draft.template({ name: "satisfaction", values, until: null });
  } else {
    const { sentences } = play.book;
    const agreed = action ?? render(sentences, { say: "case.agreed" }, play.state.language);
    play.draft.template({ name: "follow-up-14", values: { action: agreed }, until: null });
  }
  const what: Phrase = action === null ? { say: "case.agreed" } : { typed: action };
  const values: Frame["values"] = question === "follow-up" ? { action: what } : {};
  start(play, question, play.frames.length > 0, values);
}

/** The day of the request. */
function dayOf({ state, now }: Play): string {
  const since = state.human.open?.since ?? state.human.last?.since ?? now;
  return sayDate(since, state.language, false);
}

/** The step that waits for the date says it: in one message with what it asks next. */
function isAwaited(play: Play, told: Extract<ContactMail["told"], { kind: "promised" }>): boolean {
  if (play.frames.length === 0 || play.state.session?.pending?.offered !== null) return false;
  const { promised, returns } = told;
  const event = returns === null ? "promised" : "away";
  const values = { date: { date: promised }, returns: { date: returns ?? promised } };
  const move = play.placed().receive(play, {
    kind: "mail",
    mail: { kind: "event", event, values, organization: null },
    seed: play.seed,
  });
  if (move.kind === "ignore") return false;
  follow(play, move);
  return true;
}

/**
 * A human has the conversation from now on. What waits for something from elsewhere (an answer of a
 * model) is dropped, and what they asked goes to the human; so is what only asked about the request.
 */
export function fallSilent(play: Play): void {
  const waiting = play.frames.length;
  while (play.frames.length > 0) {
    const { flow, values, step } = play.top;
    const isOver =
      aboutRequest.includes(flow) || flowOf(play.book, play.top).step(step).asking === null;
    if (!isOver) break;
    const { question } = values;
    if (flow === "answer" && typeof question === "string" && question !== "") {
      noteHeard(play, addToCase(play.state.human, question, null));
    }
    play.frames = play.frames.slice(0, -1);
  }
  if (play.frames.length === waiting) return;
  play.cancelTimer("late");
  keepPlace(play);
}

/** The question of the top frame waits again, without being asked. */
function keepPlace(play: Play): void {
  const { session } = play.state;
  play.state = {
    ...play.state,
    session:
      play.frames.length === 0
        ? null
        : {
            frames: play.frames,
            pending: { move: play.move, offered: null },
            paused: session?.paused ?? false,
            nudged: session?.nudged ?? false,
          },
  };
}

/** What was opened by a command meanwhile is over. */
export function leaveAsides(play: Play): void {
  const first = play.frames.findIndex(({ aside }, at) => at > 0 && aside);
  if (first === -1) return;
  play.frames = play.frames.slice(0, first);
  keepPlace(play);
}

/** The bot speaks again: what was interrupted goes on at its step. */
export function resume(play: Play): void {
  if (play.frames.length > 0 && play.placed().asking === null) play.frames = [];
  const isOld = play.now - play.state.lastHeard > keptFor;
  if (play.frames.length === 0 || isOld) {
    if (play.frames.length === 0) play.state = { ...play.state, session: null };
    return;
  }
  if (play.state.session?.paused === true) return keepPlace(play);
  follow(play, { kind: "again" });
}

/**
 * While a human has the conversation: what is neither a universal command nor the answer to
 * something the bot asked since the human last spoke, nor to a reminder, goes to the human. True
 * when it went.
 */
export function goesToHuman(
  play: Play,
  content: Content,
  command: Command | null,
  pendingMove: number,
): boolean {
  if (!isHeld(play)) return false;
  const isFresh = pendingMove > play.state.humanSpoke;
  if (command !== null && (isFresh || !ofPending.includes(command.kind))) return false;
  if (content.kind === "tap" && isForBot(play, content.id)) return false;
  if (content.kind === "text" && isFresh && fitsPending(play, content.text)) return false;
  const [words, media] = writtenIn(content);
  const heard = writeToHuman(play.state.human, words, media, play.now);
  noteHeard(play, heard);
  sayHeard(play, heard);
  return true;
}

function isForBot(play: Play, id: string): boolean {
  if (id.startsWith("t:")) return true;
  const move = Number(id.split(":")[0]);
  const asked = play.state.asked.find(([one]) => one === move);
  return asked !== undefined && (move > play.state.humanSpoke || reminders.test(asked[1]));
}

function fitsPending(play: Play, text: string): boolean {
  const asking = play.frames.length === 0 ? null : play.placed().asking;
  if (asking === null) return false;
  return asking.text !== undefined || choiceIn(asking, play, text) !== null;
}
