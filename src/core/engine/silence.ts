import { nearestPermitted, isPermitted } from "../calendar/permitted.ts";
import { hour } from "../instant.ts";
import { mayBotSpeak } from "../cases/human.ts";
import { follow } from "./moves.ts";
import { saysWhatIsLeft } from "./actions/answers.ts";
import type { Play } from "./play.ts";

/** One reminder of something unfinished, about this long after the last word (brief § 2.14). */
const about = 20 * hour;
/** Never earlier, and never after the window in which free text is possible has shut. */
const earliest = 16 * hour;
const latest = 23 * hour;

/** After each thing a contact does: plans the one reminder, or takes it back. */
export function silenceAfter(play: Play): void {
  const { session, stopped } = play.state;
  const waits = session !== null && session.pending !== null && !session.paused && !session.nudged;
  const at =
    waits && !stopped && consented(play) && mayBotSpeak(play.state.human, "started")
      ? nearestPermitted(
          play.book.calendar,
          play.now + about,
          play.now + earliest,
          play.now + latest,
        )
      : null;
  if (at === null) play.cancelTimer("silence");
  else play.setTimer("silence", at, { kind: "silence", move: play.move });
}

/** Names what is left and asks the pending question again: once, then nothing. */
export function remindOfUnfinished(play: Play): void {
  const { session, lastHeard, stopped } = play.state;
  if (session === null || session.pending === null || session.paused || session.nudged || stopped)
    return;
  if (!mayBotSpeak(play.state.human, "started")) return;
  const silentFor = play.now - lastHeard;
  if (silentFor < earliest || silentFor > latest + hour) return;
  if (!isPermitted(play.book.calendar, play.now)) return;
  play.state = { ...play.state, session: { ...session, nudged: true } };
  saysWhatIsLeft(play, "system.unfinished");
  follow(play, { kind: "again" });
}

function consented(play: Play): boolean {
  return typeof play.state.facts["consent"] === "string";
}
