import { describe, expect, it } from "vitest";
import { confirmFeast, readCalendar } from "../../../src/core/calendar/calendar.ts";
import { describeDay } from "../../../src/core/calendar/days.ts";
import { Fault } from "../../../src/core/fault.ts";
import { moroccan, parseFile } from "./moroccan-calendar.ts";

function day(date: string, calendar = moroccan) {
  return describeDay(calendar, Temporal.PlainDate.from(date));
}

describe("the Moroccan calendar", () => {
  it("has the eleven fixed holidays, 14 January and 31 October among them", () => {
    expect(moroccan.holidays.map(({ on }) => on)).toEqual([
      "01-01",
      "01-11",
      "01-14",
      "05-01",
      "07-30",
      "08-14",
      "08-20",
      "08-21",
      "10-31",
      "11-06",
      "11-18",
    ]);
    expect(day("2027-01-14").mayBeHoliday).toBe(true);
    expect(day("2027-10-31").mayBeHoliday).toBe(true);
    expect(day("2031-10-31").mayBeHoliday).toBe(true);
    expect(day("2027-01-13").mayBeHoliday).toBe(false);
  });

  it("takes a forecast for every day of its window", () => {
    expect(
      ["2027-02-07", "2027-02-08", "2027-02-09", "2027-02-10"].map((d) => day(d).ramadan),
    ).toEqual(["no", "perhaps", "perhaps", "yes"]);
    expect(
      ["2027-03-08", "2027-03-09", "2027-03-10", "2027-03-11"].map((d) => day(d).ramadan),
    ).toEqual(["yes", "perhaps", "perhaps", "no"]);
    expect(
      ["2027-03-08", "2027-03-09", "2027-03-12", "2027-03-13"].map((d) => day(d).mayBeAid),
    ).toEqual([false, true, true, false]);
  });

  it("knows one day only once a feast is confirmed", () => {
    const confirmed = confirmFeast(moroccan, "ramadan-1448", "2027-02-10");
    if (confirmed === null) throw new Error("not confirmed");
    expect(day("2027-02-08", confirmed).ramadan).toBe("no");
    expect(day("2027-02-09", confirmed).ramadan).toBe("no");
    expect(day("2027-02-10", confirmed).ramadan).toBe("yes");
    expect(day("2027-02-09").ramadan).toBe("perhaps");
  });

  it("does not confirm a day outside the window, a day that does not exist, or an unknown feast", () => {
    expect(confirmFeast(moroccan, "ramadan-1448", "2027-02-11")).toBeNull();
    expect(confirmFeast(moroccan, "ramadan-1448", "2027-02-09T10:00")).toBeNull();
    expect(confirmFeast(moroccan, "ramadan-1449", "2027-02-09")).toBeNull();
  });

  it("refuses a file with mistakes and names them all", () => {
    const good = parseFile();
    if (typeof good !== "object" || good === null) throw new Error("no calendar");
    const bad = {
      ...good,
      zone: "Africa/Nowhere",
      holidays: [{ on: "02-30", name: "never" }],
      workingDays: ["monday", "lundi"],
    };
    expect(() => readCalendar(bad)).toThrow(Fault);
    expect(() => readCalendar(bad)).toThrow(/zone: not a time zone/u);
    expect(() => readCalendar(bad)).toThrow(/holidays\.0\.on: a holiday is written 01-14/u);
    expect(() => readCalendar(bad)).toThrow(/workingDays\.1/u);
  });

  it.each([
    ["a date outside its window", { on: "2027-02-12" }, /outside its window/u],
    [
      "a date after the end of the calendar",
      { on: "2028-01-28", from: "2028-01-27", to: "2028-01-29" },
      /after `until`/u,
    ],
    [
      "an end that comes before",
      { on: "2027-03-20", from: "2027-03-19", to: "2027-03-21" },
      /Ramadan ends/u,
    ],
  ])("refuses a Ramadan with %s", (_, date, message) => {
    const good = parseFile();
    if (typeof good !== "object" || good === null || !("feasts" in good))
      throw new Error("no feasts");
    const [ramadan, ...others] = moroccan.feasts;
    const moved = { ...ramadan, date: { ...ramadan?.date, ...date } };
    expect(() => readCalendar({ ...good, feasts: [moved, ...others] })).toThrow(message);
  });
});
