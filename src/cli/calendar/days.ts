import { confirmFeast, firstDays, type Calendar } from "../../core/calendar/calendar.ts";
import type { Instant } from "../../core/instant.ts";
import { programmeOwner } from "../../core/webinar/mail.ts";
import { keepDays, readDays, type Days } from "../../runtime/almanac.ts";
import { writeMail } from "../../runtime/mail.ts";
import type { Store } from "../../store/store.ts";

/** What the command works with. */
export interface CalendarDesk {
  readonly store: Store;
  readonly calendar: Calendar;
  readonly now: Instant;
  /** A word that was never given before. */
  readonly newId: () => string;
  readonly say: (line: string) => void;
}

export const usage = `npm run -s calendar                        feasts, days of silence
npm run -s calendar -- confirm ID DATE      a feast was announced: its first day, as 2027-02-10
npm run -s calendar -- forget ID            it was announced by mistake
npm run -s calendar -- silence DATE [DATE]  nothing is started on these days (mourning, disaster)
npm run -s calendar -- speak DATE [DATE]    it is started again
With the embedded store, stop the bot first: one process only may open it.
`;

const aDay = /^\d{4}-\d{2}-\d{2}$/u;

/** Does what was typed. False when nobody can tell what that is; the reason was said. */
export async function runCalendar(args: readonly string[], desk: CalendarDesk): Promise<boolean> {
  const [what, first, second] = args;
  const days = await readDays(desk.store);
  switch (what) {
    case undefined:
      list(days, desk);
      return true;
    case "confirm": {
      if (first === undefined || second === undefined) break;
      const known = desk.calendar.feasts.find(({ id }) => id === first);
      if (known === undefined) {
        const ids = desk.calendar.feasts.map(({ id }) => id).join(", ");
        desk.say(`There is no feast ${first}. There are: ${ids}.`);
        return false;
      }
      if (confirmFeast(desk.calendar, first, second) === null) {
        const { from, to } = firstDays(known);
        desk.say(`${known.name} begins between ${from} and ${to}.`);
        return false;
      }
      await decide(desk, { ...days, confirmed: { ...days.confirmed, [first]: second } });
      desk.say(`${known.name} begins on ${second}. Reminders are planned again.`);
      return true;
    }
    case "forget": {
      if (first === undefined || !(first in days.confirmed)) break;
      const { [first]: _, ...confirmed } = days.confirmed;
      await decide(desk, { ...days, confirmed });
      desk.say("It is a forecast again. Reminders are planned again.");
      return true;
    }
    case "silence":
    case "speak": {
      const named = daysFrom(first, second);
      if (named === null) break;
      const others = days.silentDays.filter((day) => !named.includes(day));
      const silentDays = what === "silence" ? [...others, ...named].sort() : others;
      await decide(desk, { ...days, silentDays });
      desk.say(`${named.join(", ")}: ${what === "silence" ? "nothing is started" : "as usual"}.`);
      return true;
    }
  }
  desk.say(usage);
  return false;
}

function list({ confirmed, silentDays }: Days, { calendar, say }: CalendarDesk): void {
  for (const feast of calendar.feasts) {
    const { from, to } = firstDays(feast);
    const on = confirmed[feast.id];
    const when =
      on === undefined
        ? from === to
          ? from
          : `forecast, between ${from} and ${to}`
        : `confirmed for ${on}`;
    say(`${feast.id}\t${feast.name}\t${when}`);
  }
  for (const day of silentDays) say(`silence\t${day}`);
}

async function decide(desk: CalendarDesk, days: Days): Promise<void> {
  await keepDays(desk.store, days);
  const mail = {
    id: `replan ${desk.newId()}`,
    to: { owner: programmeOwner },
    at: desk.now,
    body: writeMail({ kind: "post", from: "coordinator", body: { kind: "replan" } }),
  };
  await desk.store.accept([mail], desk.now);
}

/** The days from the first to the second, both included; null when they are no days, or too many. */
function daysFrom(first: string | undefined, second = first): readonly string[] | null {
  if (first === undefined || second === undefined) return null;
  if (!aDay.test(first) || !aDay.test(second)) return null;
  try {
    const end = Temporal.PlainDate.from(second);
    const days: string[] = [];
    for (
      let day = Temporal.PlainDate.from(first);
      Temporal.PlainDate.compare(day, end) <= 0 && days.length < 40;
      day = day.add({ days: 1 })
    ) {
      days.push(day.toString());
    }
    return days.length === 0 || days.length === 40 ? null : days;
  } catch {
    return null;
  }
}
