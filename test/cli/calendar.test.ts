import { expect, onTestFinished, test } from "vitest";
import { runCalendar, type CalendarDesk } from "../../src/cli/calendar/days.ts";
import { isPermitted } from "../../src/core/calendar/permitted.ts";
import { withAlmanac } from "../../src/core/engine/book.ts";
import { readAlmanac } from "../../src/runtime/almanac.ts";
import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import { morning, theBook } from "../world.ts";

async function openDesk(): Promise<CalendarDesk & { readonly said: string[] }> {
  const store = await openSqliteStore({ file: ":memory:" });
  onTestFinished(() => store.close());
  const { calendar } = await theBook();
  const said: string[] = [];
  let count = 0;
  const newId = () => `n${(count += 1)}`;
  return { store, calendar, now: morning, newId, said, say: (line) => void said.push(line) };
}

test("a feast that is announced changes what is permitted, until it is forgotten", async () => {
  const desk = await openDesk();
  const feast = desk.calendar.feasts.find(({ kind }) => kind === "aid");
  if (feast?.date.state !== "forecast") throw new Error("no feast is forecast");
  const { from, to } = feast.date;
  const book = await theBook();
  const noon = Temporal.PlainDate.from(to)
    .add({ days: feast.kind === "aid" ? feast.days - 1 : 0 })
    .toZonedDateTime({ timeZone: "Africa/Casablanca", plainTime: "10:00" }).epochMilliseconds;
  expect(isPermitted(book.calendar, noon)).toBe(false);
  expect(await runCalendar(["confirm", feast.id, from], desk)).toBe(true);
  const known = withAlmanac(book, await readAlmanac(desk.store, desk.now));
  expect(known.calendar.feasts.find(({ id }) => id === feast.id)?.date).toEqual({
    state: "confirmed",
    on: from,
  });
  expect(await runCalendar(["forget", feast.id], desk)).toBe(true);
  expect(withAlmanac(book, await readAlmanac(desk.store, desk.now)).calendar).toEqual(
    book.calendar,
  );
});

test("a day of silence is kept, shown and ended", async () => {
  const desk = await openDesk();
  expect(await runCalendar(["silence", "2026-12-01", "2026-12-03"], desk)).toBe(true);
  expect((await readAlmanac(desk.store, desk.now)).silentDays).toHaveLength(3);
  expect(await runCalendar(["speak", "2026-12-02"], desk)).toBe(true);
  await runCalendar([], desk);
  expect(desk.said).toContain("silence\t2026-12-01");
  expect(desk.said).not.toContain("silence\t2026-12-02");
});

test.each([
  ["confirm", "nothing", "2027-02-09"],
  ["confirm", "ramadan-1448", "2027-05-01"],
  ["silence", "tomorrow"],
  ["silence", "2026-12-01", "2027-12-01"],
  ["silence", "2026-13-01"],
  ["forget", "ramadan-1448"],
  ["dance"],
])("what cannot be is told, and changes nothing: %s %s %s", async (...args) => {
  const desk = await openDesk();
  expect(
    await runCalendar(
      args.filter((arg) => arg !== undefined),
      desk,
    ),
  ).toBe(false);
  expect(desk.said).toHaveLength(1);
  expect(await readAlmanac(desk.store, desk.now)).toEqual({
    confirmed: {},
    silentDays: [],
    webinars: [],
    halted: false,
  });
});
