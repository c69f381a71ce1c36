import { describe, expect, it } from "vitest";
import { day, hour } from "../../../src/core/instant.ts";
import { hoursHere, type Place } from "../../../src/core/webinar/hours.ts";
import { endOf, startOf } from "../../../src/core/webinar/plan.ts";
import { schedule } from "../../../src/core/webinar/programme.ts";
import type { Webinar } from "../../../src/core/webinar/webinar.ts";
import { casablanca, readCasablanca } from "../calendar/moroccan-calendar.ts";
import { dateOf, mayStart } from "./oracle.ts";
import { programme, rules } from "./sample.ts";
import { Town } from "./town.ts";

/** When each session is held: evenings, a Friday, a Sunday morning, holidays, feasts and Ramadan. */
const dates = [
  "2026-12-08T18:30",
  "2026-12-20T10:00", // a Sunday morning
  "2027-01-14T18:30", // the amazigh new year itself
  "2027-01-29T15:15", // a Friday, an hour after the prayer
  "2027-02-11T22:00", // Ramadan, at night
  "2027-03-02T14:00", // Ramadan, by day
  "2027-03-13T11:00", // just after Aïd al-Fitr
  "2027-05-20T18:30", // just after Aïd al-Adha
  "2027-06-15T20:00",
  "2027-08-23T18:30", // after five days off
  "2027-10-31T10:00", // Aïd Al Wahda, a Sunday
  "2027-11-08T09:00", // a Monday morning
];

const places: readonly Place[] = ["MA", "FR", "US-East"];
const people = Array.from({ length: 300 }, (_, index) => ({
  contact: `c${String(index % 64).padStart(2, "0")}-${index}`,
  place: places[index % 3] ?? "MA",
}));

/** What each of them does is decided by their number, so that every year is the same. */
function chance(one: number, two: number): number {
  return (Math.imul(one * 31 + two * 17 + 7, 0x9e3779b1) >>> 8) % 100;
}

function simulate() {
  const town = new Town(casablanca("2026-11-26T10:00"), rules);
  const webinars = programme.map((session, index) =>
    schedule(session, {
      id: `w${session.number}`,
      starts: dates[index] ?? "",
      capacity: index % 4 === 1 ? 60 : null,
      link: "https://meet.example/room",
      state: "published",
    }),
  );
  for (const webinar of webinars) town.command(webinar.id, { kind: "put", webinar });
  town.settle();
  for (const [index, webinar] of webinars.entries()) evening(town, webinar, index);
  town.runUntil(casablanca("2027-12-20T12:00"));
  return { town, webinars };
}

/** Registrations some days before, answers, one change, attendance, a replay. */
function evening(town: Town, webinar: Webinar, index: number): void {
  const start = startOf(webinar);
  const { id } = webinar;
  town.runUntil(Math.max(town.now, start - 6 * day - index * hour));
  const coming = people.filter((_, number) => chance(number, index) < 35);
  for (const [at, { contact }] of coming.entries()) {
    const reminders = chance(at, index + 50) >= 10;
    town.register(contact, id, { seats: at % 9 === 0 ? 2 : 1, reminders });
  }
  town.settle();
  // At night, so that it has to wait for the morning.
  town.runUntil(casablanca(`${dateOf(start - 5 * day)}T23:30`));
  if (index === 0) {
    town.command(id, { kind: "edit", changes: { starts: "2026-12-08T19:00" } });
  }
  coming.slice(0, 6).forEach(({ contact }) => town.leave(contact, id));
  town.runUntil(start - 2 * hour);
  for (const [at, { contact }] of coming.entries()) {
    const answer = (["comes", "comes", "cannot", "replay"] as const)[chance(at, index + 9) % 6];
    if (answer !== undefined && town.person(contact).registrations.of[id] !== undefined) {
      town.answer(contact, id, answer);
    }
  }
  if (index === 8) town.jumpTo(start - 30 * 60_000);
  if (index === 7) town.command(id, { kind: "edit", changes: { state: "cancelled" } });
  town.runUntil(endOf(webinar) + 10 * 60_000);
  const there = coming.filter((_, at) => chance(at, index + 20) < 60);
  const attended = there.map(({ contact }, at) => ({ who: contact, minutes: 20 + (at % 41) }));
  town.command(id, { kind: "attended", people: attended });
  town.runUntil(endOf(webinar) + 5 * hour);
  town.command(id, { kind: "edit", changes: { replay: `https://video.example/${id}` } });
}

describe("a simulated year of webinars", () => {
  const { town, webinars } = simulate();
  const startsOf = new Map(webinars.map((webinar) => [webinar.id, startOf(webinar)]));
  // As moved above.
  startsOf.set("w1", casablanca("2026-12-08T19:00"));
  const started = town.told.filter(({ kind }) => !["registered", "full", "left"].includes(kind));

  it("starts every message inside the permitted hours", () => {
    const wrong = started.filter(({ kind, at, webinars: [id = ""] }) => {
      const event = startsOf.get(id) ?? 0;
      const moment = rules.moments[kind];
      if (moment === undefined) return !mayStart(at, event, true);
      return !mayStart(at, moment.eventDay ? event : null);
    });
    expect(wrong.map(({ kind, at }) => [kind, readCasablanca(at)])).toEqual([]);
    expect(started.length).toBeGreaterThan(2_000);
  });

  it("tells nobody the same moment twice", () => {
    const each = started
      .filter(({ kind }) => rules.moments[kind] !== undefined)
      .flatMap((one) => one.webinars.map((id) => `${one.to} ${one.kind} ${id} ${one.occasion}`));
    expect(new Set(each).size).toBe(each.length);
  });

  it("starts one message a day and three a week, those of the event's own day apart", () => {
    const counted = started.filter(({ kind, at, webinars: [id = ""] }) => {
      const ofEventDay = dateOf(startsOf.get(id) ?? 0) === dateOf(at);
      const moment = rules.moments[kind];
      return moment !== undefined && !(ofEventDay && moment.class === "reminder");
    });
    for (const { contact } of people) {
      const theirs = counted.filter(({ to }) => to === contact).map(({ at }) => at);
      expect(new Set(theirs.map(dateOf)).size).toBe(theirs.length);
      for (const at of theirs) {
        expect(theirs.filter((one) => one <= at && one > at - 7 * day).length).toBeLessThanOrEqual(
          3,
        );
      }
    }
  });

  it("reminds by the hours of the brief, whatever the day", () => {
    const hoursOf = (id: string, kind: string) => [
      ...new Set(
        started
          .filter((one) => one.kind === kind && one.webinars.includes(id))
          .map(({ at }) => readCasablanca(at)),
      ),
    ];
    expect(webinars.map(({ id }) => hoursOf(id, "day-before"))).toEqual([
      ["2026-12-07T19:00"],
      ["2026-12-19T10:00"],
      ["2027-01-13T18:30"],
      ["2027-01-28T15:15"],
      ["2027-02-10T22:00"],
      ["2027-03-01T14:00"],
      [],
      [],
      ["2027-06-14T20:00"],
      ["2027-08-19T20:29"],
      ["2027-10-30T10:00"],
      ["2027-11-07T09:00"],
    ]);
    expect(webinars.map(({ id }) => hoursOf(id, "hour-before"))).toEqual([
      ["2026-12-08T18:00"],
      ["2026-12-20T09:00"],
      ["2027-01-14T17:30"],
      [],
      [],
      ["2027-03-02T13:00"],
      ["2027-03-13T10:00"],
      [],
      ["2027-06-15T19:30"],
      ["2027-08-23T17:30"],
      ["2027-10-31T09:00"],
      [],
    ]);
  });

  it("has every seat taken once and never more than there are", () => {
    for (const { webinar, left } of town.catalogue()) {
      if (webinar.capacity !== null) expect(left).toBe(0);
    }
    const counts = town.told.filter(({ kind }) => kind === "registered").length;
    expect(counts).toBeGreaterThan(1_000);
  });

  it("says both hours to those abroad", () => {
    const said = people
      .slice(0, 3)
      .map(({ place }) =>
        hoursHere({ starts: dates[8] ?? "", zone: "Africa/Casablanca" }, "fr", place),
      );
    expect(said).toEqual([
      { here: "20 h, heure du Maroc", there: null },
      { here: "20 h, heure du Maroc", there: "22 h, heure de France" },
      { here: "20 h, heure du Maroc", there: "16 h, heure de New York" },
    ]);
  });
});
