import { describe, expect, it } from "vitest";
import { blankState } from "../../../src/core/engine/state.ts";
import { webinarOwner } from "../../../src/core/webinar/mail.ts";
import type { Place } from "../../../src/core/webinar/hours.ts";
import { schedule } from "../../../src/core/webinar/programme.ts";
import { languages } from "../../../src/core/language/languages.ts";
import { theWholeBook } from "../../world.ts";
import { Crowd, type Heard } from "./crowd.ts";
import { dateOf, mayStart } from "./oracle.ts";
import { programme } from "./sample.ts";

/*
 * A year of the whole engine: three hundred people in three time zones, twelve sessions, and all that
 * the bot starts by itself, held against the brief as somebody reads it who knows nothing of the code.
 */

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** Morocco is at UTC+0 from 20 September 2026 on, all year (brief § 7.1). */
const casablanca = (local: string): number => Date.parse(`${local}:00Z`);

const dates = [
  "2026-12-08T18:30",
  "2026-12-20T10:00", // a Sunday morning
  "2027-01-14T18:30", // the amazigh new year itself
  "2027-01-29T15:15", // a Friday, after the prayer
  "2027-02-11T22:00", // Ramadan, at night
  "2027-03-02T14:00", // Ramadan, by day
  "2027-03-13T11:00", // just after Aïd al-Fitr
  "2027-05-20T18:30", // just after Aïd al-Adha
  "2027-06-15T20:00",
  "2027-08-23T18:30", // after days off
  "2027-10-31T10:00", // Aïd Al Wahda, a Sunday
  "2027-11-08T09:00", // a Monday morning
];
const places: readonly Place[] = ["MA", "FR", "US-East"];

/** What somebody does is decided by numbers, so that every year is the same. */
function chance(one: number, two: number): number {
  return (Math.imul(one * 31 + two * 17 + 7, 0x9e3779b1) >>> 8) % 100;
}

const book = await theWholeBook();

function simulate() {
  const crowd = new Crowd(book, casablanca("2026-11-26T10:00"));
  const people = Array.from({ length: 300 }, (_, number) => {
    const id = `c${String(number % 64).padStart(2, "0")}-${number}`;
    const given = { given: true, text: "2026-11", language: "fr", at: crowd.now } as const;
    crowd.states.set(id, {
      ...blankState,
      id,
      language: languages[number % 5] ?? "fr",
      languageFrom: "choice",
      facts: { consent: "2026-11", consentAt: crowd.now, consentLanguage: "fr" },
      agreements: { reminders: given, "follow-up": given },
      place: places[number % 3] ?? null,
      chosen:
        number % 4 === 0
          ? [{ action: "SEC-1", at: crowd.now, due: 0, asked: false, done: false }]
          : [],
    });
    return id;
  });
  const sessions = dates.map((starts, at) =>
    schedule(programme[at] ?? (programme[0] as (typeof programme)[number]), {
      id: `w${at + 1}`,
      starts,
      capacity: at % 4 === 1 ? 60 : null,
      link: `https://meet.example/w${at + 1}`,
      state: "published",
    }),
  );
  const tell = (id: string, body: object): void =>
    crowd.post(webinarOwner(id), "coordinator", JSON.parse(JSON.stringify(body)) as never);
  for (const webinar of sessions) tell(webinar.id, { kind: "put", webinar });
  let read = 0;
  /** Some answer what they are asked, some minutes later. */
  const answerAll = (luck: number): void => {
    const asked = crowd.heard.slice(read).filter(({ answers }) => !answers);
    read = crowd.heard.length;
    for (const { to, message } of asked) {
      const lot = chance(Number(to.slice(4)), luck);
      const choice = message.choices[lot % (message.choices.length + 2)];
      if (choice !== undefined) {
        crowd.hear(to, { kind: "tap", id: choice.id, label: choice.label });
      }
    }
    read = crowd.heard.length;
  };
  const runTo = (end: number): void => {
    while (crowd.now < end) {
      crowd.runUntil(Math.min(end, crowd.now + 12 * hour));
      answerAll(Math.floor(crowd.now / hour));
    }
  };
  for (const [at, webinar] of sessions.entries()) {
    const start = casablanca(webinar.starts);
    runTo(start - 6 * day - at * hour);
    for (const [number, who] of people.entries()) {
      const lot = chance(number, at);
      if (lot >= 60) continue;
      // Some hours apart, at any time of the day: what they ask is answered at once.
      crowd.hear(who, { kind: "text", text: "menu" });
      register(crowd, who, webinar.id);
      if (lot < 4) crowd.hear(who, { kind: "text", text: "stop" });
    }
    runTo(casablanca(`${dateOf(start - 5 * day)}T23:30`));
    if (at === 0) tell("w1", { kind: "edit", changes: { starts: "2026-12-08T19:00" } });
    if (at === 2) tell("w3", { kind: "edit", changes: { link: "https://meet.example/new" } });
    crowd.restart();
    runTo(start - 2 * hour);
    if (at === 7) tell("w8", { kind: "edit", changes: { state: "cancelled" } });
    runTo(start + 70 * minute);
    const there = people
      .filter((_, number) => chance(number, at + 20) < 60)
      .map((who) => ({ who, minutes: 55 }));
    tell(webinar.id, { kind: "attended", people: there });
    runTo(start + 5 * hour);
    tell(webinar.id, { kind: "edit", changes: { replay: `https://video.example/${webinar.id}` } });
  }
  runTo(casablanca("2027-12-20T12:00"));
  return { crowd, people, sessions };
}

/** Asks for a seat as a tap on the button does it, through the webinar's own words. */
function register(crowd: Crowd, who: string, webinar: string): void {
  const last = (): Heard | undefined => crowd.heard.findLast(({ to }) => to === who);
  const tap = (wanted: string): boolean => {
    const choice = last()?.message.choices.find(({ id }) => id.split(":").at(-1) === wanted);
    if (choice !== undefined) crowd.hear(who, { kind: "tap", id: choice.id, label: choice.label });
    return choice !== undefined;
  };
  tap("webinars");
  for (let page = 0; page < 6 && !tap(webinar); page += 1) if (!tap("more")) return;
  if (tap("register")) tap("yes");
}

describe("a whole year of the whole engine", () => {
  const begun = process.cpuUsage();
  const { crowd, people, sessions } = simulate();
  const { user, system } = process.cpuUsage(begun);
  const started = crowd.heard.filter(({ answers }) => !answers);
  const plain = (text: string): string => text.replaceAll(/[\u2066-\u2069\u00A0\u202F]/gu, "");
  const start = (id: string): number =>
    id === "w1" ? casablanca("2026-12-08T19:00") : casablanca(dates[Number(id.slice(1)) - 1] ?? "");
  const about = ({ message: { text, language } }: Heard): string[] =>
    sessions
      .filter(({ title }) => plain(text).includes(plain(title[language])))
      .map(({ id }) => id);
  const keyOf = ({ message }: Heard): string =>
    message.keys.find((key) => key.startsWith("webinar.")) ?? message.keys[0] ?? "";
  const reminders = ["webinar.day-before", "webinar.hour-before", "webinar.started"];
  const changes = ["webinar.moved", "webinar.relinked", "webinar.cancelled", "webinar.seat"];
  const isChange = (one: Heard): boolean => changes.some((key) => keyOf(one).startsWith(key));

  it("takes less than a minute of one processor, and says thousands of things", () => {
    expect((user + system) / 1_000_000).toBeLessThan(60);
    expect(started.length).toBeGreaterThan(3_000);
    for (const key of [...reminders, "webinar.after", "webinar.replay", "webinar.two-weeks"]) {
      expect([key, started.some((one) => keyOf(one).startsWith(key))]).toEqual([key, true]);
    }
  });

  it("starts nothing outside the permitted hours (brief § 7.3)", () => {
    const wrong = started.filter((one) => {
      const events = about(one).map(start);
      if (isChange(one)) return !events.some((event) => mayStart(one.at, event, true));
      if (!reminders.includes(keyOf(one))) return !mayStart(one.at, null);
      return !events.some((event) => mayStart(one.at, event));
    });
    expect(wrong.map((one) => [keyOf(one), new Date(one.at).toISOString()])).toEqual([]);
  });

  it("tells each moment of each webinar once", () => {
    const each = started
      .filter((one) => keyOf(one).startsWith("webinar.") && !isChange(one))
      .flatMap((one) => about(one).map((id) => `${one.to} ${keyOf(one)} ${id}`));
    expect(each.length).toBeGreaterThan(2_000);
    const doubled = each.filter((one, at) => each.indexOf(one) !== at);
    expect(doubled).toEqual([]);
  });

  it("starts one message a day and three a week, those of the event's day apart", () => {
    const complaints: string[] = [];
    for (const who of people) {
      const counted: number[] = [];
      for (const one of started.filter(({ to }) => to === who)) {
        const ofItsDay = about(one).some((id) => dateOf(start(id)) === dateOf(one.at));
        // What a case owes them (§ 6.2) is another rule's; the thanks belong to the event's own day.
        if (keyOf(one).startsWith("case.")) continue;
        const ofEvent = [...reminders, "webinar.after"].includes(keyOf(one)) || isChange(one);
        if (ofItsDay && ofEvent) continue;
        const week = counted.filter((at) => at > one.at - 7 * day);
        const isDay = week.some((at) => dateOf(at) === dateOf(one.at));
        // A change is told whatever was told before.
        if (!isChange(one) && (isDay || week.length >= 3)) {
          complaints.push(`${who} ${keyOf(one)} ${new Date(one.at).toISOString()}`);
        }
        counted.push(one.at);
      }
    }
    expect(complaints).toEqual([]);
  });

  it("tells the hour of Morocco, right on every date of the table of § 7.1", () => {
    const wrong = started.filter((one) => {
      if (!["webinar.day-before", "webinar.hour-before"].includes(keyOf(one))) return false;
      return !about(one).every((id) => {
        const clock = new Date(start(id)).toISOString().slice(11, 16);
        return plain(one.message.text).includes(clock);
      });
    });
    expect(wrong.map((one) => one.message.text)).toEqual([]);
  });

  it("says nothing by itself to whoever wants silence", () => {
    const stopped = [...crowd.states].filter(([, state]) => state.stopped).map(([id]) => id);
    expect(stopped.length).toBeGreaterThan(3);
    for (const who of stopped) {
      const lastSaid = started.findLast(({ to }) => to === who);
      const silent = crowd.heard.findLast(
        ({ to, message }) => to === who && message.keys.includes("system.stopped"),
      );
      expect(lastSaid?.at ?? 0).toBeLessThanOrEqual(silent?.at ?? 0);
    }
  });
});
