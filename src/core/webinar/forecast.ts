import { isPermitted } from "../calendar/permitted.ts";
import { day, minute, type Instant } from "../instant.ts";
import { languages, type Language } from "../language/languages.ts";
import { beyondFree, type Spent } from "./charges.ts";
import { isFor, type Moment, type Rules, type Standing } from "./moments.ts";
import {
  endOf,
  planMoments,
  sendingOf,
  spreadOver,
  startOf,
  type Life,
  type Planned,
} from "./plan.ts";
import type { Webinar } from "./webinar.ts";

/** Somebody on a roll, as far as a forecast must know them. */
export interface Addressee extends Standing {
  readonly language: Language;
  /** Whether they are reached through WhatsApp, where messages are charged. */
  readonly charged: boolean;
  readonly since: Instant;
  readonly got: readonly string[];
}

/** Why many messages cannot all arrive as they should. */
export type Trouble =
  /** The last ones would leave when it makes no sense any more. */
  | "late"
  /** The last ones would leave outside the permitted hours. */
  | "hours"
  /** The last ones would leave after the moment that was wanted: there was no earlier one. */
  | "behind";

/** One message that is planned, to everybody who may get it. */
export interface Forecast {
  readonly moment: string;
  readonly at: Instant;
  /** When the last one leaves, at the speed the provider allows. */
  readonly last: Instant;
  /** So many people at most. */
  readonly people: number;
  readonly byLanguage: Readonly<Record<Language, number>>;
  /** Of these, sent as a template, and as free texts; on other channels nothing is charged. */
  readonly templates: number;
  readonly free: number;
  /** Whether it is sent even when the month's budget is spent. */
  readonly promised: boolean;
  readonly trouble: Trouble | null;
}

/**
 * Every message about a webinar that is still to come, before any of it is sent, earliest first.
 *
 * Careful on every side: whoever may still say « Je viens » counts as coming, whoever has not tapped
 * anything gets templates, and the later messages are counted as if everybody had come. The replay
 * stands in it once it is published.
 */
export function forecast(
  webinar: Pick<Webinar, "starts" | "zone" | "minutes">,
  rules: Rules,
  life: Life,
  people: readonly Addressee[],
  now: Instant,
): readonly Forecast[] {
  const plan = planMoments(webinar, rules, life);
  return plan
    .filter(({ until }) => until > now)
    .flatMap((planned) => {
      const moment = rules.moments[planned.moment];
      if (moment === undefined) return [];
      const told = people.filter(
        (one) =>
          !one.got.includes(planned.moment) &&
          (one.since < planned.at || planned.at > now) &&
          mayGet(moment, one, now < endOf(webinar)),
      );
      if (told.length === 0) return [];
      const isOpen = opensWindow(plan, planned, startOf(webinar));
      const charged = told.filter((one) => one.charged);
      const free = charged.filter((one) => isOpen && one.intent === "comes").length;
      return [
        {
          moment: planned.moment,
          at: planned.at,
          last: lastOf(planned, told.length, rules),
          people: told.length,
          byLanguage: countOf(told),
          templates: charged.length - free,
          free,
          promised: moment.class === "reminder",
          trouble: troubleOf(planned, webinar, told.length, rules),
        },
      ];
    });
}

/**
 * Whether so many messages of a moment all leave in time; null when they do. The planner begins as
 * early as the hours allow: what is left is for the coordinator to decide.
 */
export function troubleOf(
  planned: Planned,
  webinar: Pick<Webinar, "starts" | "zone">,
  count: number,
  rules: Rules,
): Trouble | null {
  const moment = rules.moments[planned.moment];
  if (moment === undefined || count === 0) return null;
  const start = startOf(webinar);
  const last = lastOf(planned, count, rules);
  if (last >= planned.until) return "late";
  if (!isPermitted(rules.calendar, last, sendingOf(moment, start, rules.silentDays))) {
    return "hours";
  }
  const isBefore = moment.from === "start" && (moment.at.days < 0 || moment.at.minutes < 0);
  const wanted = start + moment.latest.days * day + moment.latest.minutes * minute;
  // Whole minutes: a few seconds more are nobody's delay.
  return isBefore && last > wanted + minute ? "behind" : null;
}

function lastOf({ at }: Planned, count: number, { perSecond }: Rules): Instant {
  return at + spreadOver(count - 1, perSecond);
}

/** Whether somebody may still get it, whatever they answer meanwhile. */
function mayGet(moment: Moment, one: Addressee, isAhead: boolean): boolean {
  if (isFor(moment, one)) return true;
  if (!isAhead || !one.reminders || one.held === 0) return false;
  const isUndecided = one.intent === null || one.intent === "comes";
  return isUndecided && (moment.to.includes("comes") || moment.to.includes("attended"));
}

/** Whether a tap on the reminder of the day before lets this one go out freely: within 24 hours. */
function opensWindow(plan: readonly Planned[], { at, moment }: Planned, start: Instant): boolean {
  const before = plan.find((one) => one.moment === "day-before");
  if (before === undefined || moment === "day-before" || at > start) return false;
  return before.at + day > at + 5 * minute;
}

function countOf(people: readonly Addressee[]): Readonly<Record<Language, number>> {
  // One entry for each language of the list.
  return Object.fromEntries(
    languages.map((one) => [one, people.filter(({ language }) => language === one).length]),
  ) as Record<Language, number>;
}

/** What the messages of one month are charged as, with what is known of that month. */
export interface MonthlyCharge {
  readonly month: string;
  readonly templates: number;
  readonly free: number;
  /** What was sent in that month before; null when nobody counted. */
  readonly spent: Spent | null;
  /** Of the free texts, those beyond the ones that cost nothing. */
  readonly beyond: number;
  /** Messages of ours that are charged. */
  readonly charged: number;
}

/** The charges of forecasts by month of Morocco, which lives by UTC. */
export function chargesOf(
  forecasts: readonly Forecast[],
  spent: ReadonlyMap<string, Spent>,
): readonly MonthlyCharge[] {
  const months = new Map<string, { templates: number; free: number }>();
  for (const { at, templates, free } of forecasts) {
    const month = Temporal.Instant.fromEpochMilliseconds(at).toString().slice(0, 7);
    const known = months.get(month) ?? { templates: 0, free: 0 };
    months.set(month, { templates: known.templates + templates, free: known.free + free });
  }
  return [...months].map(([month, { templates, free }]) => {
    const known = spent.get(month) ?? null;
    const before = known?.free ?? 0;
    const beyond = beyondFree(before + free) - beyondFree(before);
    return { month, templates, free, spent: known, beyond, charged: templates + beyond };
  });
}
