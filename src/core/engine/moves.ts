import { Fault } from "../fault.ts";
import { currentFlow } from "./book.ts";
import type { Move, Play, Received } from "./play.ts";
import type { Frame, Session } from "./state.ts";

/** Steps one turn may take: a flow that needs more turns in circles. */
export const stepCap = 100;

/** More than a whole diagnosis asks: a tap on anything older meets « old button ». */
const askedKept = 40;

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
            [play.move, play.top.flow, play.top.step],
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
