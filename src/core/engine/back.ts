import { follow } from "./moves.ts";
import type { Play } from "./play.ts";

/** To the question before; out of a digression; or says that this is the first one. */
export function back(play: Play): void {
  if (play.top.aside && play.top.trail.length === 0)
    return follow(play, { kind: "end", all: false });
  while (play.frames.length > 0) {
    const earlier = play.top.trail.at(-1);
    if (earlier !== undefined) {
      play.setFrame({ ...play.top, trail: play.top.trail.slice(0, -1) });
      return follow(play, { kind: "go", step: earlier });
    }
    if (play.frames.length === 1 || play.top.aside) break;
    // A flow that was called: the way back leads through its caller.
    const caller = play.frames.at(-2);
    if (caller === undefined || caller.trail.length === 0) break;
    play.frames = play.frames.slice(0, -1);
  }
  play.say("system.no-back");
  follow(play, { kind: "again" });
}
