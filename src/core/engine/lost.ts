import { guessLanguage } from "../language/detect.ts";
import type { Phrase } from "../language/sentences.ts";
import { follow, start } from "./moves.ts";
import type { Play } from "./play.ts";
import type { Offer } from "./draft.ts";
import { offers } from "./offers.ts";
import { type Asking } from "./steps/ask.ts";

/**
 * Nothing fitted: help grows, and never in the same words twice in a row.
 *
 * First other words for what is expected, then the answers as a numbered list, then a human.
 */
export function lost(play: Play, text: string): void {
  const misses = play.state.misses + 1;
  const asking = play.placed().asking;
  const choices = asking === null ? [] : offers(asking, play);
  suggestLanguage(play, text);
  if (misses >= 3 && play.top.flow !== "lost") start(play, "lost", true);
  else {
    if (misses === 2 && choices.length > 0) {
      const lines: Phrase[] = choices.map(({ label, digit }) => ({
        say: "system.numbered",
        with: { digit, label },
      }));
      play.say("system.lost-list", { lines: { lines } });
      play.draft.offer(choices, { say: "system.choose" });
      follow(play, { kind: "wait", offered: choices.map(({ id }) => id) });
      play.state = { ...play.state, misses };
      return;
    } else if (misses % 2 === 0) play.say("system.lost-again");
    else play.say(plainHelp(asking, choices), { last: last(choices) });
    follow(play, { kind: "again" });
  }
  play.state = { ...play.state, misses };
}

function plainHelp(asking: Asking | null, choices: readonly Offer[]): string {
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
