import { minute } from "../instant.ts";
import { currentFlow } from "./book.ts";
import { follow, give, start } from "./moves.ts";
import { wordOf } from "./actions/answers.ts";
import type { Play } from "./play.ts";
import type { Begun } from "./starting.ts";
import type { Asked } from "./state.ts";
import { everOffered } from "./offers.ts";
import { keptAs, type Asking } from "./steps/ask.ts";
import { choiceIn } from "./understand.ts";

/** Taps of the same button within this time are one tap. */
const doubleTap = minute;

/** A button or a row was tapped: the pending question's, the same question asked before, or an old one. */
export function tapped(play: Play, id: string): void {
  const [move, ...rest] = id.split(":");
  const choice = rest.join(":");
  const asked = play.state.asked.find(([one]) => String(one) === move);
  const pending = play.state.session?.pending;
  const begun = play.state.begun.find(([one]) => String(one) === move);
  // Its question may be the pending one of a later message about something else.
  const isOther = begun !== undefined && pending !== null && String(pending?.move) !== move;
  if (begun !== undefined && asked !== undefined && (isOther || !isPendingStep(play, asked))) {
    resumeBegun(play, begun, asked, choice);
  } else if (pending && (String(pending.move) === move || isPendingStep(play, asked))) {
    if (give(play, { kind: "chosen", choice }) === "misunderstood") follow(play, { kind: "again" });
  } else if (asked === undefined) {
    play.say("system.old-button");
    if (pending) follow(play, { kind: "again" });
    else start(play, "menu", false);
  } else answerEarlier(play, asked, choice, false);
}

/** Words that quote an earlier question answer that one, when they fit it. False when they do not. */
export function quoted(play: Play, move: number, text: string): boolean {
  const asked = play.state.asked.find(([one]) => one === move);
  if (asked === undefined || isPendingStep(play, asked)) return false;
  const asking = askingOf(play, asked);
  // What was made for that moment is not known any more.
  if (asking === null || asking.choicesFrom !== undefined) return false;
  const choice = choiceThere(play, asked, asking, text);
  if (choice === null) return false;
  answerEarlier(play, asked, choice, true);
  return true;
}

/** What words mean for a question of earlier: its conditions read the variables of its own flow. */
function choiceThere(
  play: Play,
  [move, id, step]: Asked,
  asking: Asking,
  text: string,
): string | null {
  const { frames } = play;
  const { version } = currentFlow(play.book, id);
  const values = play.state.begun.find(([one]) => one === move)?.[2] ?? {};
  play.frames = [...frames, { flow: id, version, step, values, trail: [], aside: true }];
  const choice = choiceIn(asking, play, text);
  play.frames = frames;
  return choice;
}

function isPendingStep(play: Play, asked: Asked | undefined): boolean {
  const top = play.frames.at(-1);
  return asked !== undefined && top?.flow === asked[1] && top.step === asked[2];
}

/**
 * An answer to a question that is no longer the pending one. What is kept for good is changed only
 * after a yes; a menu or a result simply opens again.
 */
function answerEarlier(play: Play, asked: Asked, choice: string, typed: boolean): void {
  const [move, flow, step] = asked;
  const asking = askingOf(play, asked);
  const begun = play.state.begun.find(([one]) => one === move);
  if (begun !== undefined) return resumeBegun(play, begun, asked, choice);
  if (asking === null || (keptAs(asking) !== null && !everOffered(asking, choice))) {
    play.say("system.old-button");
    if (play.frames.length > 0) follow(play, { kind: "again" });
    return;
  }
  const name = keptAs(asking);
  if (name === null) return reopen(play, asked, asking, choice);
  const known = play.orgValue(name);
  if (known !== undefined && wordOf(known) === choice) {
    // The same answer again: a button tapped twice, or a tap that arrived late. Words deserve more.
    if (typed && play.frames.length > 0) follow(play, { kind: "again" });
    return;
  }
  start(play, "change", true, { flow, step, choice });
}

/** A question that we began, about what it was about: its answer is as good as on the first day. */
function resumeBegun(play: Play, [, id, values]: Begun, asked: Asked, choice: string): void {
  const [move, , step] = asked;
  const last = play.state.lastTap;
  const tap = `${move}:${choice}`;
  if (last !== null && last[0] === tap && play.now - last[1] < doubleTap) return;
  play.state = { ...play.state, lastTap: [tap, play.now] };
  const flow = play.book.current.get(id);
  if (flow?.steps.has(step) !== true) {
    play.say("system.old-button");
    if (play.frames.length > 0) follow(play, { kind: "again" });
    return;
  }
  play.frames = play.frames.filter((frame) => frame.flow !== id);
  const aside = play.frames.length > 0;
  play.frames = [
    ...play.frames,
    { flow: id, version: flow.version, step, values, trail: [], aside },
  ];
  if (give(play, { kind: "chosen", choice }) === "misunderstood") follow(play, { kind: "again" });
}

/** A menu or a result of earlier: opens it again at this choice, unless its flow is under way. */
function reopen(play: Play, asked: Asked, asking: Asking, choice: string): void {
  const [move, id, step] = asked;
  if (play.frames.some(({ flow }) => flow === id)) {
    play.say("system.old-button");
    return follow(play, { kind: "again" });
  }
  const last = play.state.lastTap;
  const tap = `${move}:${choice}`;
  if (last !== null && last[0] === tap && play.now - last[1] < doubleTap) return;
  play.state = { ...play.state, lastTap: [tap, play.now] };
  const aside = play.frames.length > 0;
  if (id === "change") {
    // It asked about a tap that is forgotten since.
    play.say("system.old-button");
    return aside ? follow(play, { kind: "again" }) : start(play, "menu", false);
  }
  // A title that was offered once is as good as ever.
  if (id === "answer" && play.book.knowledge?.topics.has(Number(choice)) === true) {
    return start(play, id, aside, {
      how: "answer",
      topic: choice,
      found: [choice],
      brief: aside,
      question: "",
    });
  }
  // What these offered was made for that moment: they are gone through again.
  if (id === "diagnostic" || asking.choicesFrom !== undefined) return start(play, id, aside);
  const flow = currentFlow(play.book, id);
  play.frames = [
    ...play.frames,
    { flow: flow.id, version: flow.version, step, values: {}, trail: [], aside },
  ];
  if (give(play, { kind: "chosen", choice }) !== "misunderstood") return;
  // It was offered for something that is forgotten: the way to it is gone once more.
  play.frames = play.frames.slice(0, -1);
  start(play, id, aside);
}

function askingOf(play: Play, [, flow, step]: Asked): Asking | null {
  return play.book.current.get(flow)?.steps.get(step)?.asking ?? null;
}
