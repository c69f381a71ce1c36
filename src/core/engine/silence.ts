import { nearestPermitted } from "../calendar/permitted.ts";
import { hour } from "../instant.ts";
import { mayBotSpeak } from "../cases/human.ts";
import { countStarted, mayStart } from "./starting.ts";
import { follow } from "./moves.ts";
import { saysWhatIsLeft } from "./actions/answers.ts";
import type { Play } from "./play.ts";
import type { State } from "./state.ts";

/** One reminder of something unfinished, about this long after the last word (brief § 2.14). */
const about = 20 * hour;
/** Never earlier, and never after the window in which free text is possible has shut. */
const earliest = 16 * hour;
const latest = 23 * hour;

/** After each thing a contact does: plans the one reminder, or takes it back. */
export function silenceAfter(play: Play): void {
  const { session, stopped } = play.state;
  const waits =
    session !== null &&
    session.pending !== null &&
    !session.paused &&
    !session.nudged &&
    !isLeftAlone(session);
  const at =
    waits && !stopped && consented(play) && mayBotSpeak(play.state.human, "started")
      ? nearestPermitted(
          play.book.calendar,
          play.now + about,
          play.now + earliest,
          play.now + latest,
          // Days without a wish of the coordinator are described once, for everybody.
          play.book.rules.silentDays.length > 0 ? play.book.rules : {},
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
  if (isLeftAlone(session) || !mayStart(play)) return;
  const silentFor = play.now - lastHeard;
  if (silentFor < earliest || silentFor > latest + hour) return;
  play.state = { ...play.state, session: { ...session, nudged: true } };
  countStarted(play);
  saysWhatIsLeft(play, "system.unfinished");
  follow(play, { kind: "again" });
}

/** What nobody is reminded of: questions that we began, and looking around. */
const leftAlone: readonly string[] = [
  "webinars",
  "webinar-news",
  "plan-check",
  "rediagnosis",
  "keep-in-touch",
  "resolved",
  "satisfaction",
  "follow-up",
];

function isLeftAlone({ frames }: NonNullable<State["session"]>): boolean {
  const top = frames.at(-1);
  return top !== undefined && leftAlone.includes(top.flow);
}

function consented(play: Play): boolean {
  return typeof play.state.facts["consent"] === "string";
}
