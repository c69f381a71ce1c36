import { isPermitted, nearestPermitted } from "../calendar/permitted.ts";
import type { Instant } from "../instant.ts";
import type { Json } from "../json.ts";
import { keptFor, type Entry, type Roll } from "./entries.ts";
import { haltedFor, isHalted } from "./accept.ts";
import { cardOf, type News, type WebinarMail } from "./mail.ts";
import { isFor, type Rules } from "./moments.ts";
import { dueMoment, endOf, planMoments, sendingOf, startOf, type Planned } from "./plan.ts";

/** A timer of a roll. Set again under the same id, it replaces the one before. */
export interface Wake {
  readonly id: string;
  readonly at: Instant;
  readonly moment: string | null;
}

/** What a roll is about to tell while it plays one mail. */
export interface Telling {
  readonly contacts: { readonly to: string; readonly news: News }[];
  readonly webinar: WebinarMail[];
}

/**
 * How many people one turn tells at most; the next slice follows at once in a turn of its own. Each
 * slice writes the whole roll again, so that many small ones are more work than few large ones.
 */
export const sliceOf = 500;

/**
 * Tells what is to be told now, one slice of people, and plans the rest.
 *
 * The plan is made anew each time from the wall clock and the calendar, so that a timer is only a
 * reason to look: one that was set for an hour that no longer holds finds nothing to do. Who was
 * told is marked in the entries, so that a slice begins where the last one ended.
 */
export function proceed(
  roll: Roll,
  now: Instant,
  rules: Rules,
  telling: Telling,
): { readonly roll: Roll; readonly wakes: readonly Wake[]; readonly journal: readonly Json[] } {
  const { webinar } = roll.snapshot;
  const noticed = notice(roll, telling);
  if (noticed.more) return { ...again(noticed.roll, now), journal: [] };
  if (webinar.state !== "published") return { roll: noticed.roll, wakes: [], journal: [] };
  const plan = planMoments(webinar, rules, roll.snapshot).filter(
    // What was due when the date changed is replaced by the news of the change.
    ({ at }) => at > roll.snapshot.moved,
  );
  const ends = { moment: "end", at: endOf(webinar) + keptFor, until: Infinity };
  const { wakes, journal, planned } = timersOf(noticed.roll.planned, [...plan, ends], now);
  const next = { ...noticed.roll, planned };
  const due = dueMoment(plan, now);
  if (due === null) return { roll: next, wakes, journal };
  const turn = remind(next, due, now, rules, telling);
  return { roll: turn.roll, wakes: [...wakes, ...turn.wakes], journal };
}

/** The news of a change or of the end, to those who have not heard it. */
function notice(roll: Roll, telling: Telling): { readonly roll: Roll; readonly more: boolean } {
  const { snapshot } = roll;
  const isCancelled = snapshot.webinar.state === "cancelled";
  const news: News = { kind: isCancelled ? "cancelled" : "changed", card: cardOf(snapshot) };
  const { entries, more } = tell(
    roll,
    // Who is not yet in is answered when the request is.
    (entry) => entry.told < snapshot.notice && !(isCancelled && isAsking(entry)),
    news,
    // Nobody has anything more to expect of a webinar that is cancelled.
    (entry) => (isCancelled ? null : { ...entry, told: snapshot.revision }),
    telling,
  );
  return { roll: { ...roll, entries }, more };
}

function isAsking({ held, place }: Entry): boolean {
  return held === 0 && place === null;
}

function remind(
  roll: Roll,
  { moment: id, at, until }: Planned,
  now: Instant,
  rules: Rules,
  telling: Telling,
): { readonly roll: Roll; readonly wakes: readonly Wake[] } {
  const moment = rules.moments[id];
  if (moment === undefined) return { roll, wakes: [] };
  const sending = sendingOf(moment, startOf(roll.snapshot.webinar), rules.silentDays);
  if (isHalted(moment, rules)) {
    return now + haltedFor < until ? again(roll, now + haltedFor) : { roll, wakes: [] };
  }
  if (!isPermitted(rules.calendar, now, sending)) {
    if (moment.late === "drops") return { roll, wakes: [] };
    const next = nearestPermitted(rules.calendar, now, now, until - 1, sending);
    return next === null ? { roll, wakes: [] } : again(roll, next);
  }
  const card = cardOf(roll.snapshot);
  const { entries, more } = tell(
    roll,
    // Who registered later had it all with the answer.
    (entry) => entry.since < at && !entry.got.includes(id) && isFor(moment, entry),
    { kind: "moment", moment: id, card, expires: until, class: moment.class },
    (entry) => ({ ...entry, got: [...entry.got, id] }),
    telling,
  );
  const next = { ...roll, entries };
  return more ? again(next, now) : { roll: next, wakes: [] };
}

/** Tells some news to one slice of those who want it, and marks them. `null` strikes them off. */
function tell(
  roll: Roll,
  wants: (entry: Entry) => boolean,
  news: News,
  mark: (entry: Entry) => Entry | null,
  telling: Telling,
): { readonly entries: Roll["entries"]; readonly more: boolean } {
  const those = Object.entries(roll.entries).filter(([, entry]) => wants(entry));
  if (those.length === 0) return { entries: roll.entries, more: false };
  const entries = { ...roll.entries };
  for (const [to, entry] of those.slice(0, sliceOf)) {
    telling.contacts.push({ to, news });
    const marked = mark(entry);
    if (marked === null) delete entries[to];
    else entries[to] = marked;
  }
  return { entries, more: those.length > sliceOf };
}

/** The next slice: under an id of its own, since ids of mail are never used twice. */
function again(roll: Roll, at: Instant): { readonly roll: Roll; readonly wakes: readonly Wake[] } {
  const slices = roll.slices + 1;
  return { roll: { ...roll, slices }, wakes: [{ id: `slice-${slices}`, at, moment: null }] };
}

/** The timers that differ from those that are set. Those of moments that fell away find nothing. */
function timersOf(
  before: Roll["planned"],
  plan: readonly Planned[],
  now: Instant,
): {
  readonly wakes: readonly Wake[];
  readonly journal: readonly Json[];
  readonly planned: Roll["planned"];
} {
  const changed = plan.filter(({ moment, at }) => before[moment] !== at);
  return {
    planned: Object.fromEntries(plan.map(({ moment, at }) => [moment, at])),
    wakes: changed
      .filter(({ at }) => at > now)
      .map(({ moment, at }) => ({ id: moment, at, moment })),
    journal: changed.flatMap(({ moment, at }) => {
      const was = before[moment];
      return was === undefined ? [] : [{ kind: "replanned", moment, was, at }];
    }),
  };
}
