import { nearestPermitted } from "../calendar/permitted.ts";
import { inNextEpoch, type Human } from "../cases/human.ts";
import type { Content } from "../inbound.ts";
import { day, hour, type Instant } from "../instant.ts";
import { fallSilent, isHeld, leaveAsides, resume } from "./human.ts";
import type { Play } from "./play.ts";

/** A channel's window of 24 hours may be shut by the time a message arrives. */
const windowMayBeShut = 23 * hour;

/** So long after their last word somebody may have forgotten: within the window, at a permitted hour. */
const forgotten = { wanted: 20 * hour, earliest: 8 * hour, latest: 22 * hour } as const;
const afterWarning = { wanted: day, earliest: day, latest: 4 * day } as const;

const timer = "elsewhere";

/**
 * Somebody of ours at the provider's own inbox wrote, took the conversation, or gave it back.
 *
 * From this commit on the bot is silent, as while a student has the case (brief § 6.4). Nothing more
 * is known of that human: some hours after they were last heard of the person reads when the bot
 * takes over, and a day later it does (brief § 6.5). The person's own words do not put that off: they may be
 * waiting for nobody.
 */
export function hearElsewhere(
  play: Play,
  what: Extract<Content, { kind: "human-elsewhere" }>["what"],
): void {
  const { human, stopped } = play.state;
  if (what === "left") return giveBack(play);
  const elsewhere = { at: play.now, warned: false };
  const isNew = human.elsewhere === undefined;
  const next = isNew ? inNextEpoch(human, { elsewhere }) : { ...human, elsewhere };
  play.state = { ...play.state, human: next, humanSpoke: play.move };
  if (isNew) fallSilent(play);
  if (!stopped) wake(play, forgotten);
}

/** Nobody was heard of for long: the person is told, and a day later the bot is back. */
export function elsewhereDue(play: Play): void {
  const { human, lastHeard, stopped } = play.state;
  const { elsewhere } = human;
  if (elsewhere === undefined) return;
  if (elsewhere.warned || stopped) return giveBack(play);
  play.state = { ...play.state, human: { ...human, elsewhere: { ...elsewhere, warned: true } } };
  const until = wake(play, afterWarning);
  if (play.now - lastHeard > windowMayBeShut) return;
  play.says = "reminder";
  play.say("elsewhere.warned", { date: { date: until } });
}

/** The bot speaks again, and says that it is the bot: now, or with its next words. */
function giveBack(play: Play): void {
  const { elsewhere, ...human } = play.state.human;
  if (elsewhere === undefined) return;
  play.cancelTimer(timer);
  play.state = { ...play.state, human: inNextEpoch(human satisfies Human, {}) };
  const { lastHeard, notices, stopped } = play.state;
  // Whoever never wrote to us has never met the bot.
  if (isHeld(play) || lastHeard === 0) return;
  if (stopped || play.now - lastHeard > windowMayBeShut) {
    play.state = { ...play.state, notices: [...notices, { say: "case.bot-again" }] };
    return;
  }
  leaveAsides(play);
  play.say("case.bot-again");
  resume(play);
}

/** Whoever is told something then is told it at a permitted hour. */
function wake(
  play: Play,
  { wanted, earliest, latest }: typeof forgotten | typeof afterWarning,
): Instant {
  const { now, book } = play;
  const at =
    nearestPermitted(book.calendar, now + wanted, now + earliest, now + latest, book.rules) ??
    now + wanted;
  play.setTimer(timer, at, { kind: "elsewhere" });
  return at;
}
