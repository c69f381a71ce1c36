import { isPermitted, nearestPermitted, type Sending } from "../calendar/permitted.ts";
import { type Instant, minute, second } from "../instant.ts";
import type { Moment, Rules, Stretch } from "./moments.ts";
import type { Webinar } from "./webinar.ts";

/** When a webinar begins: always computed anew from its wall clock, since legal time may change. */
export function startOf({ starts, zone }: Pick<Webinar, "starts" | "zone">): Instant {
  return Temporal.PlainDateTime.from(starts).toZonedDateTime(zone).epochMilliseconds;
}

/** When its last question ends. */
export function endOf(webinar: Pick<Webinar, "starts" | "zone" | "minutes">): Instant {
  return startOf(webinar) + webinar.minutes * minute;
}

/** A moment with its hour: begun at `at`, and from `until` on left out. */
export interface Planned {
  readonly moment: string;
  readonly at: Instant;
  readonly until: Instant;
}

/** What a plan needs to know of a webinar's life. */
export interface Life {
  /** When its replay was published; null before. */
  readonly replayed: Instant | null;
  /** How many people are to be reminded. */
  readonly taken: number;
}

/**
 * The hours of all moments of a webinar, earliest first, inside what § 7.3 permits. One that finds
 * no permitted moment is left out; so is the one after a replay that is not published.
 *
 * The same at every call until the webinar or the calendar changes, so that it is computed again
 * when a moment is due. A reminder before the start begins earlier when there are many to send.
 */
export function planMoments(
  webinar: Pick<Webinar, "starts" | "zone" | "minutes">,
  rules: Rules,
  life: Life,
): readonly Planned[] {
  const anchors = { start: startOf(webinar), end: endOf(webinar), replay: life.replayed };
  const spread = aheadFor(life.taken, rules.perSecond);
  return Object.entries(rules.moments)
    .flatMap(([id, moment]) => {
      const anchor = anchors[moment.from];
      if (anchor === null) return [];
      const at = hourOf(moment, anchor, webinar.zone, spread, rules, anchors.start);
      const until = moved(anchor, webinar.zone, moment.until);
      return at === null || at >= until ? [] : [{ moment: id, at, until }];
    })
    .toSorted((one, other) => one.at - other.at);
}

/** The moment whose turn it is: the latest that is due. Null when it makes no sense any more. */
export function dueMoment(plan: readonly Planned[], now: Instant): Planned | null {
  const latest = plan.findLast(({ at }) => at <= now);
  return latest === undefined || now >= latest.until ? null : latest;
}

/** How long it takes, in milliseconds, to send so many messages. */
export function spreadOver(count: number, perSecond: number): number {
  return Math.ceil((count / perSecond) * second);
}

/** What the calendar is asked with, for a moment of a webinar that begins at `start`. */
export function sendingOf(
  moment: Pick<Moment, "eventDay">,
  start: Instant,
  silentDays: readonly string[],
): Sending {
  return moment.eventDay ? { silentDays, event: start } : { silentDays };
}

/** By how much to begin earlier: whole minutes, and none for the few seconds of a small webinar. */
function aheadFor(count: number, perSecond: number): number {
  const spread = spreadOver(count, perSecond);
  return spread < 10 * second ? 0 : Math.ceil(spread / minute) * minute;
}

function hourOf(
  moment: Moment,
  anchor: Instant,
  zone: string,
  spread: number,
  { calendar, silentDays }: Rules,
  start: Instant,
): Instant | null {
  const sending = sendingOf(moment, start, silentDays);
  const [wanted, earliest, latest] = [moment.at, moment.earliest, moment.latest].map((stretch) =>
    moved(anchor, zone, stretch),
  ) as [Instant, Instant, Instant]; // Three in, three out.
  // What says « commencé » or « merci » is not said before it is true.
  const ahead = moment.from === "start" && wanted < anchor ? spread : 0;
  const plain = nearestPermitted(calendar, wanted, earliest, latest, sending);
  if (ahead === 0) return plain;
  const early = nearestPermitted(
    calendar,
    wanted - ahead,
    earliest - ahead,
    latest - ahead,
    sending,
  );
  if (early === null || isPermitted(calendar, early + ahead, sending)) return early ?? plain;
  // The last of them would fall after closing time.
  const earlier = early - ahead;
  return nearestPermitted(calendar, earlier, earliest - ahead, earlier, sending) ?? early;
}

function moved(anchor: Instant, zone: string, { days, minutes }: Stretch): Instant {
  if (days === 0) return anchor + minutes * minute;
  return Temporal.Instant.fromEpochMilliseconds(anchor)
    .toZonedDateTimeISO(zone)
    .add({ days, minutes }).epochMilliseconds;
}
