import { guessLanguage } from "../language/detect.ts";
import type { Phrase } from "../language/sentences.ts";
import { follow, start } from "./moves.ts";
import type { Move, Play } from "./play.ts";
import type { Offer } from "./draft.ts";
import { offers } from "./offers.ts";
import { type Asking } from "./steps/ask.ts";

/** So many misunderstandings in a row, and a human is offered (brief § 6.1). */
const humanAfter = 2;

/**
 * Nothing fitted: other words for what is expected, then a human; never the same words twice in a
 * row.
 */
export function lost(play: Play, text: string): void {
  const misses = play.state.misses + 1;
  const asking = play.placed().asking;
  const choices = asking === null ? [] : offers(asking, play);
  suggestLanguage(play, text);
  if (misses >= humanAfter && play.top.flow !== "lost") start(play, "lost", true);
  else {
    if (misses % 2 === 0) play.say("system.lost-again");
    else play.say(plainHelp(asking, choices), { last: last(choices) });
    follow(play, { kind: "again" });
  }
  play.state = { ...play.state, misses };
}

/**
 * They would rather try again than have a human: the question under the offer is asked in another
 * way, its answers by their numbers. One that takes words is asked as it was.
 */
export function askOtherwise(play: Play): Move {
  if (play.frames.length < 2) return { kind: "end", all: false };
  const offer = play.top;
  play.frames = play.frames.slice(0, -1);
  const { asking } = play.placed();
  const choices = asking === null ? [] : offers(asking, play);
  if (choices.length === 0) {
    play.frames = [...play.frames, offer];
    return { kind: "end", all: false };
  }
  const lines: Phrase[] = choices.map(({ label, digit }) => ({
    say: "system.numbered",
    with: { digit, label },
  }));
  play.say("system.lost-list", { lines: { lines } });
  play.draft.offer(choices, { say: "system.choose" });
  return { kind: "wait", offered: choices.map(({ id }) => id) };
}

function plainHelp(asking: Asking | null, choices: readonly Offer[]): string {
  if (asking?.reads !== undefined) return "pages.lines.help";
  if (choices.length === 0) return "system.lost-words";
  // 0 is an answer only where one may not know.
  return asking?.doubt === "no" ? "system.lost-number" : "system.lost-choice";
}

/** The highest number that may be typed. */
function last(choices: readonly { readonly digit: string }[]): number {
  return Math.max(1, ...choices.map(({ digit }) => Number(digit)));
}

/** A sentence in another language than the one they chose: says how to change, in that language. */
function suggestLanguage(play: Play, text: string): void {
  const guess = guessLanguage(text);
  if (!guess.sure || guess.language === null) return;
  if (guess.language === "zgh") play.say("system.tamazight");
  else if (guess.language !== play.state.language) play.say(`system.switch.${guess.language}`);
}
