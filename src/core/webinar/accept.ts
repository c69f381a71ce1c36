import { dayOf } from "../calendar/days.ts";
import { isPermitted, nearestPermitted } from "../calendar/permitted.ts";
import { day, hour, type Instant, minute } from "../instant.ts";
import type { Card, MomentNews } from "./mail.ts";
import { isFor, type Moment, type Rules } from "./moments.ts";
import { sendingOf, startOf } from "./plan.ts";
import { noteDone, type Registration, type Registrations } from "./registrations.ts";

/** Why a moment is not said. A code for logs and tests; nobody is told. */
export type Reason =
  | "unknown"
  | "not-registered"
  | "stale"
  | "expired"
  | "done"
  | "opted-out"
  | "not-for-them"
  | "hours"
  | "enough"
  /** The month's budget is spent, and was until it made no sense any more. */
  | "budget"
  /** There is nothing to say yet: no link, no replay. */
  | "no-link"
  /** A consultant speaks with them. */
  | "human";

export type Decision =
  /** Say it, of `card` and of these webinars at the same time too: one message for all. */
  | { readonly kind: "send"; readonly card: Card; readonly also: readonly Card[] }
  | { readonly kind: "drop"; readonly reason: Reason }
  /** Ask again at this moment: nothing is permitted before. */
  | { readonly kind: "later"; readonly at: Instant };

/** What is kept with a contact about messages we start. */
export interface Person {
  readonly registrations: Registrations;
  /** When we started a message that counts, within the last seven days; see `noteStarted`. */
  readonly started: readonly Instant[];
  /** They asked for silence. */
  readonly stopped: boolean;
}

/** At most so many messages started by us (brief § 7.3); those of an event's own day are apart. */
const perDay = 1;
const perWeek = 3;

/** So near to its start a change is told at any hour (brief § 5.2). */
const urgent = 3 * hour;

/**
 * Whether a moment that came to a contact is said now.
 *
 * Everything is checked again here, because what the roll decided may have been overtaken: they left,
 * answered, got it already; the webinar was moved; the night began.
 *
 * Two webinars at the same time make one message a moment: the one that comes first names the others
 * in `also`, and all are marked as done, so that theirs are dropped.
 */
export function accepts(news: MomentNews, person: Person, rules: Rules, now: Instant): Decision {
  const moment = rules.moments[news.moment];
  if (moment === undefined) return drop("unknown");
  const registration = person.registrations.of[news.card.id];
  if (registration === undefined) return drop("not-registered");
  if (news.card.occasion !== registration.card.occasion) return drop("stale");
  const card = news.card.revision > registration.card.revision ? news.card : registration.card;
  if (card.state !== "published") return drop("stale");
  if (registration.done.includes(news.moment)) return drop("done");
  if (person.stopped) return drop("opted-out");
  if (!isFor(moment, registration)) return drop("not-for-them");
  if (now >= news.expires) return drop("expired");
  const start = startOf(card);
  const sending = sendingOf(moment, start, rules.silentDays);
  if (isHalted(moment, rules)) return { kind: "later", at: now + haltedFor };
  if (!isPermitted(rules.calendar, now, sending)) {
    if (moment.late === "drops") return drop("hours");
    const at = nearestPermitted(rules.calendar, now, now, news.expires - 1, sending);
    return at === null ? drop("hours") : { kind: "later", at };
  }
  if (counts(news.moment, card, rules, now) && isEnough(person.started, rules, now)) {
    return drop("enough");
  }
  const also = Object.values(person.registrations.of).filter(
    (other) => other.card.id !== card.id && isTogether(moment, news.moment, start, other),
  );
  return { kind: "send", card, also: also.map(({ card }) => card) };
}

/** The contact once a moment was said: it is done for all its webinars, and counted if it counts. */
export function noteSaidMoment(
  news: MomentNews,
  { card, also }: Extract<Decision, { kind: "send" }>,
  person: Person,
  rules: Rules,
  now: Instant,
): Person {
  const webinars = [card, ...also].map(({ id }) => id);
  return {
    ...person,
    registrations: noteDone(person.registrations, news.moment, webinars),
    started: counts(news.moment, card, rules, now)
      ? noteStarted(person.started, now)
      : person.started,
  };
}

/**
 * When a change, a promotion or the end of a webinar is told: at once if that is permitted or the
 * webinar begins within three hours, otherwise at the next permitted moment before that. The same
 * for a message about nothing in particular, without `card`. Null once it has begun.
 */
export function whenToTell(
  card: Pick<Card, "starts" | "zone">,
  rules: Pick<Rules, "calendar" | "silentDays">,
  now: Instant,
): Instant | null {
  const start = startOf(card);
  if (now >= start) return null;
  const { calendar, silentDays } = rules;
  const sending = { silentDays, event: start };
  if (start - now <= urgent || isPermitted(calendar, now, sending)) return now;
  const latest = start - urgent;
  return nearestPermitted(calendar, now, now, latest, sending) ?? latest;
}

/** The ledger with one more message that we started. */
export function noteStarted(started: readonly Instant[], now: Instant): readonly Instant[] {
  return [...started.filter((at) => at > now - 7 * day), now];
}

/** Whether a person had all that we may start today, or this week. */
export function isEnough(
  started: readonly Instant[],
  { calendar }: Pick<Rules, "calendar">,
  now: Instant,
): boolean {
  const today = dayOf(calendar, now);
  const ofWeek = started.filter((at) => at > now - 7 * day);
  const ofToday = ofWeek.filter((at) => dayOf(calendar, at).equals(today));
  return ofToday.length >= perDay || ofWeek.length >= perWeek;
}

/** Whether the month's budget keeps it back: never a reminder, which was promised. */
export function isHalted(
  { class: kind }: Pick<Moment, "class">,
  { halted }: Pick<Rules, "halted">,
): boolean {
  return halted === true && kind !== "reminder";
}

/** How often what the budget keeps back is looked at again. */
export const haltedFor = hour;

/** Reminders on the day of the event are apart. */
function counts(id: string, card: Card, { calendar, moments }: Rules, now: Instant): boolean {
  const isEventDay = dayOf(calendar, now).equals(dayOf(calendar, startOf(card)));
  return !(isEventDay && moments[id]?.class === "reminder");
}

function isTogether(moment: Moment, id: string, start: Instant, other: Registration): boolean {
  if (moment.together === null || other.card.state !== "published") return false;
  const { days, minutes } = moment.together;
  const apart = Math.abs(startOf(other.card) - start);
  return apart <= days * day + minutes * minute && !other.done.includes(id) && isFor(moment, other);
}

function drop(reason: Reason): Decision {
  return { kind: "drop", reason };
}
