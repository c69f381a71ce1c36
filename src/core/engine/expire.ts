import { day, minute } from "../instant.ts";
import { flowOf } from "./book.ts";
import { tallyOwner } from "./owners/tally.ts";
import type { Play } from "./play.ts";

/** An unfinished conversation is kept this long. */
export const keptFor = 30 * day;

/**
 * Unfinished answers are kept 30 days (brief § 8): the older ones of the organization go. What a
 * colleague said since then stays, and so does the profile of an organization that has a result.
 * False when there was nothing to forget.
 */
export function forgetUnfinished(play: Play): boolean {
  const { organization } = play.state;
  if (organization === null || play.orgValue("finished") === true) return false;
  const { questions, express } = play.book.rubric;
  const scored = new Set([...questions, ...express.questions].map(({ id }) => id));
  const old = Object.entries(organization.values).filter(
    ([name, [value, at]]) =>
      value !== null &&
      play.now - at > keptFor &&
      (organization.results.length === 0 || scored.has(name)),
  );
  for (const [name] of old) play.keep(`org.${name}`, null);
  return old.length > 0;
}

/** After each thing a contact does: what stays unfinished is forgotten in time, even if nobody returns. */
export function planExpiry(play: Play): void {
  const unfinished = play.state.organization !== null && play.orgValue("finished") !== true;
  if (unfinished) {
    play.setTimer("expire", play.now + keptFor + minute, { kind: "expire", move: play.move });
  } else play.cancelTimer("expire");
}

/** The time has come and nobody returned: forgets in silence. */
export function expire(play: Play): void {
  if (play.now - play.state.lastHeard <= keptFor) return;
  const forgotten = forgetUnfinished(play);
  countLeft(play);
  play.frames = [];
  const { notices } = play.state;
  play.state = {
    ...play.state,
    session: null,
    notices: forgotten ? [...notices, { say: "system.expired" }] : notices,
  };
}

/** At which question a diagnosis was left, for the figures: the key, and nothing of the person. */
function countLeft(play: Play): void {
  const frame = play.frames.findLast(({ flow }) => flow === "diagnostic");
  if (frame === undefined) return;
  const asking = flowOf(play.book, frame).steps.get(frame.step)?.asking ?? null;
  if (asking !== null) play.post(tallyOwner, { kind: "left", at: asking.ask });
}
