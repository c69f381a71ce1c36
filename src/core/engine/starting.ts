import { dayOf, instantOf } from "../calendar/days.ts";
import { isPermitted, nearestPermitted } from "../calendar/permitted.ts";
import { mayBotSpeak } from "../cases/human.ts";
import { day, type Instant } from "../instant.ts";
import type { TemplateUse } from "../message.ts";
import { isEnough, noteStarted } from "../webinar/accept.ts";
import { start } from "./moves.ts";
import type { Play } from "./play.ts";
import { startOf } from "../webinar/plan.ts";
import type { Frame, State } from "./state.ts";

/** A conversation that we began, and what it began with: its buttons are good for long. */
export type Begun = readonly [move: number, flow: string, values: Frame["values"]];

const begunKept = 8;

/** Later than this, what was put off is not said any more. */
const patience = 14 * day;

/**
 * Whether a message that answers nothing may be started now: within the permitted hours, at most one
 * a day and three a week, none to whoever wants silence or talks with a student, and none at all once
 * the month's budget is spent.
 */
export function mayStart({ book, state, now }: Play): boolean {
  return (
    !state.stopped &&
    book.rules.halted !== true &&
    mayBotSpeak(state.human, "started") &&
    !isReserved(state, now) &&
    isPermitted(book.calendar, now, book.rules) &&
    !isEnough(state.started, book.rules, now)
  );
}

/** A reminder that was promised comes within days, or news of a webinar waits for the hours: they go first. */
export function isReserved(
  { registrations, untold }: Pick<State, "registrations" | "untold">,
  now: Instant,
): boolean {
  if (Object.keys(untold).length > 0) return true;
  return Object.values(registrations.of).some(({ card, reminders, held, done }) => {
    const left = startOf(card) - now;
    return reminders && held > 0 && !done.includes("day-before") && left > 0 && left < reservedFor;
  });
}

/** As early as a holiday may move the reminder of the day before. */
const reservedFor = 4 * day;

/** Counts a message that we start. Those of an event's own day are apart: `event` is its start. */
export function countStarted(play: Play, event?: Instant): void {
  const { calendar } = play.book;
  const today = dayOf(calendar, play.now);
  if (event !== undefined && dayOf(calendar, event).equals(today)) return;
  play.state = { ...play.state, started: noteStarted(play.state.started, play.now) };
}

/** The first moment from `from` on at which one more message may be started; null within two weeks. */
export function nextFree({ book, state }: Play, from: Instant): Instant | null {
  const { calendar, rules } = book;
  let wanted = from;
  while (wanted < from + patience) {
    const at = nearestPermitted(calendar, wanted, wanted, from + patience, rules);
    if (at === null || !isEnough(state.started, rules, at)) return at;
    wanted = instantOf(calendar, dayOf(calendar, at).add({ days: 1 }), 0);
  }
  return null;
}

/**
 * Begins a conversation that nobody asked for, on top of what is under way. One of the same kind that
 * was never answered is over. `template` stands in for its first message once the window is shut.
 */
export function beginByUs(
  play: Play,
  flow: string,
  values: Frame["values"],
  template: TemplateUse,
  says: Play["says"] = "reminder",
): void {
  play.says = says;
  play.frames = play.frames.filter((frame) => frame.flow !== flow);
  play.draft.template(template);
  start(play, flow, play.frames.length > 0, values);
  const begun: Begun = [play.move, flow, values];
  play.state = { ...play.state, begun: [...play.state.begun, begun].slice(-begunKept) };
}
