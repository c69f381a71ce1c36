import { day, type Instant } from "../instant.ts";
import { reseat } from "./reseat.ts";
import { currentFlow, type Flowbook } from "./book.ts";
import { hear } from "./hear.ts";
import { remindOfUnfinished, silenceAfter } from "./silence.ts";
import { countTurn, mayPlay } from "./pace.ts";
import { Play, type Move, type Received } from "./play.ts";
import { expire, planExpiry } from "./expire.ts";
import { joinOrganization, receiveOrganization } from "./colleague.ts";
import { Fault } from "../fault.ts";
import type { Frame, Session, State } from "./state.ts";
import type { Input, Said, Turn } from "./turn.ts";
import { sharedArgs } from "./shared-args.ts";

/** Steps one turn may take: a flow that needs more turns in circles. */
export const stepCap = 100;

/** An unfinished conversation is kept this long. */
export const keptFor = 30 * day;

const askedKept = 60;

/**
 * Plays one turn: what the contact did goes in, what happens next comes out.
 *
 * Pure and synchronous: the same arguments always give the same turn.
 * Throws `flow/endless` when a flow turns in circles without asking anything.
 */
export function advance(book: Flowbook, before: State, input: Input, now: Instant): Turn {
  const play = new Play(book, before, input, now);
  const place = reseat(play);
  if (place !== "kept" && input.kind !== "heard") {
    // Nobody is disturbed by a new version: it is told when they write next.
    if (input.kind === "mail" && input.mail.kind === "organization") {
      receiveOrganization(play, input.mail);
    }
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
      hear(play, before, input);
      countTurn(play, before, input);
      break;
    case "timer":
      if (input.timer.kind === "silence") remindOfUnfinished(play);
      else if (input.timer.kind === "expire") expire(play);
      else if (input.timer.kind === "erase") forget(play, before, input.timer.move);
      else if (before.session?.pending?.move === input.timer.move) give(play, input);
      break;
    case "mail":
      if (input.mail.kind === "organization") receiveOrganization(play, input.mail);
      else receiveEvent(play, before, input);
      break;
  }
  return finish(play, before, input);
}

/** Unless they came back meanwhile, nothing of them is left. */
function forget(play: Play, before: State, move: number): void {
  if (before.moves === move) play.effects.push({ kind: "erase" });
}

function receiveEvent(play: Play, before: State, input: Extract<Input, { kind: "mail" }>): void {
  if (input.mail.kind !== "event") return;
  if (input.mail.organization !== null) joinOrganization(play, input.mail.organization);
  if (before.session?.pending) offerToWaiting(play, input);
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

/** Hands what came to the waiting step, and plays on from where it leads. */
export function give(play: Play, input: Received): Move["kind"] {
  const move = play.placed().receive(play, input);
  follow(play, move);
  return move.kind;
}

/** Plays from a move until something waits, or nothing is left. */
export function follow(play: Play, first: Move): void {
  let move = first;
  for (let steps = 0; steps < stepCap; steps += 1) {
    switch (move.kind) {
      case "go":
        play.setFrame({ ...play.top, step: move.step });
        move = play.placed().enter(play);
        break;
      case "call":
        move = call(play, move.flow, move.after);
        break;
      case "end":
        move = leave(play, move.all);
        break;
      case "again":
        move = play.placed().enter(play);
        break;
      case "revisit":
        move = revisit(play, move.flow, move.step);
        break;
      case "wait":
        play.state = {
          ...play.state,
          misses: 0,
          session: session(play, { move: play.move, offered: move.offered }),
          asked: [
            ...play.state.asked.slice(1 - askedKept),
            { move: play.move, flow: play.top.flow, step: play.top.step },
          ],
        };
        return;
      case "stay":
        play.state = { ...play.state, session: session(play, play.state.session?.pending ?? null) };
        return;
      case "pause":
        play.say("system.paused");
        play.state = { ...play.state, session: pausedSession(play) };
        return;
      case "ignore":
      case "misunderstood":
        return;
    }
    if (play.frames.length === 0) {
      play.state = { ...play.state, session: null };
      return;
    }
  }
  throw new Fault("flow/endless", `${play.top.flow} ${play.top.step}`);
}

/**
 * Starts a flow on top of what is under way; `aside` returns to the pending question when it ends.
 * A digression that is open already is begun anew instead of being opened twice.
 */
export function start(
  play: Play,
  flow: string,
  aside: boolean,
  values: Frame["values"] = {},
): void {
  const open = play.frames.findIndex((frame) => frame.flow === flow && frame.aside);
  if (open !== -1) play.frames = play.frames.slice(0, open);
  // The very flow that waits is begun anew in its place: there is nothing to return to.
  const waits = play.frames.at(-1)?.flow === flow;
  if (waits) play.frames = play.frames.slice(0, -1);
  const move = enter(play, flow, aside && !waits && play.frames.length > 0);
  play.setFrame({ ...play.top, values });
  follow(play, move);
}

function call(play: Play, flow: string, after: Move): Move {
  const under = play.frames.findIndex((frame) => frame.flow === flow);
  if (under !== -1) {
    play.frames = play.frames.slice(0, under + 1);
    if (play.placed().asking !== null) return { kind: "again" };
    // It had called something and waits for nothing itself: it begins anew, in the same place.
    play.frames = play.frames.slice(0, -1);
    return enter(play, flow, false);
  }
  // The place to come back to is the step after the call.
  if (after.kind === "go") play.setFrame({ ...play.top, step: after.step });
  else play.frames = play.frames.slice(0, -1);
  return enter(play, flow, false);
}

function enter(play: Play, id: string, aside: boolean): Move {
  const flow = currentFlow(play.book, id);
  const frame: Frame = {
    flow: id,
    version: flow.version,
    step: flow.first,
    values: {},
    trail: [],
    aside,
  };
  play.frames = [...play.frames, frame];
  return { kind: "go", step: flow.first };
}

/** Ends the top flow. What called it goes on; what was interrupted asks its question again. */
function leave(play: Play, all: boolean): Move {
  const ended = play.top;
  play.frames = all ? [] : play.frames.slice(0, -1);
  const under = play.frames.at(-1);
  if (under === undefined) return { kind: "stay" };
  return ended.aside ? { kind: "again" } : { kind: "go", step: under.step };
}

/** Asks an earlier question again; the flow goes on from its answer by its own rules. */
function revisit(play: Play, id: string, step: string): Move {
  const at = play.frames.findLastIndex((frame) => frame.flow === id);
  if (at === -1) {
    // It takes the place of what asked for it, which is over.
    const { aside } = play.top;
    play.frames = play.frames.slice(0, -1);
    enter(play, id, aside);
  } else play.frames = play.frames.slice(0, at + 1);
  return { kind: "go", step };
}

/** Out of the digressions, back at the question that will be asked again. */
function pausedSession(play: Play): Session | null {
  while (play.frames.length > 1 && play.top.aside) play.frames = play.frames.slice(0, -1);
  // A digression on its own has no question to come back to.
  if (play.frames.length > 0 && play.placed().asking === null) play.frames = [];
  const paused = session(play, { move: play.move, offered: null });
  return paused && { ...paused, paused: true };
}

function session(play: Play, pending: Session["pending"]): Session | null {
  if (play.frames.length === 0) return null;
  return {
    frames: play.frames,
    pending,
    paused: false,
    nudged: play.state.session?.nudged ?? false,
  };
}

function finish(play: Play, before: State, input: Input): Turn {
  play.tellOrganization();
  if (input.kind === "heard") {
    // Something ended without a word: no one meets silence.
    const silent = play.draft.empty && play.state.session === null && !play.state.muted;
    if (silent && wantsAnswer(input)) play.say("system.done");
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
  const messages = play.draft.messages(
    play.book.sentences,
    language,
    sharedArgs(play.state),
    play.move,
  );
  const kind: Said["kind"] =
    input.kind === "timer" && input.timer.kind === "silence" ? "reminder" : "reply";
  return {
    state: play.state,
    said: messages.map((message) => ({ message, kind })),
    effects: play.effects,
  };
}

function wantsAnswer({ content }: Extract<Input, { kind: "heard" }>): boolean {
  return content.kind !== "reaction" && content.kind !== "revoke";
}
