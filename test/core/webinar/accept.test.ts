import { describe, expect, it } from "vitest";
import {
  accepts,
  isEnough,
  noteSaidMoment,
  noteStarted,
  whenToTell,
  type Person,
} from "../../../src/core/webinar/accept.ts";
import { isCode, registrationCode } from "../../../src/core/webinar/code.ts";
import type { Card, MomentNews, News } from "../../../src/core/webinar/mail.ts";
import {
  noRegistrations,
  noteAsked,
  noteNews,
  noteSaid,
  type Registrations,
} from "../../../src/core/webinar/registrations.ts";
import type { Webinar } from "../../../src/core/webinar/webinar.ts";
import { casablanca, moroccan, readCasablanca } from "../calendar/moroccan-calendar.ts";
import { rules, rulesWith, webinarOf } from "./sample.ts";

const monday = casablanca("2026-11-30T12:00");

function card(changes: Partial<Webinar> = {}, revision = 0, occasion = 0): Card {
  const { id, title, starts, zone, minutes, link, replay, state, sequence } = webinarOf(changes);
  const known = { id, title, starts, zone, minutes, link, replay, state, sequence };
  return { ...known, revision, occasion };
}

function registered(of = card(), ask = 1): News {
  return {
    kind: "registered",
    card: of,
    ask,
    source: "chat",
    language: "fr",
    reminders: true,
    code: "AAAA-BBBB",
    held: 1,
    wanted: 1,
    place: null,
  };
}

function hear(before: Registrations, ...news: readonly News[]): Registrations {
  return news.reduce((kept, one) => noteNews(kept, one, monday).registrations, before);
}

const inOne = hear(noRegistrations, registered());

function person(registrations = inOne, started: Person["started"] = []): Person {
  return { registrations, started, stopped: false };
}

function due(moment: string, expires: string, of = card()): MomentNews {
  return { kind: "moment", moment, card: of, expires: casablanca(expires), class: "reminder" };
}

const dayBefore = due("day-before", "2026-12-03T14:30");
const hourBefore = due("hour-before", "2026-12-03T18:25");
const onTime = casablanca("2026-12-02T18:30");

function decide(
  news: MomentNews,
  who: Person,
  now = onTime,
  by = rules,
): ReturnType<typeof accepts> {
  return accepts(news, who, by, now);
}

describe("a moment that comes to a contact", () => {
  it("is said once to somebody who is registered", () => {
    const decision = decide(dayBefore, person());
    expect(decision).toMatchObject({ kind: "send", also: [] });
    if (decision.kind !== "send") return;
    const after = noteSaidMoment(dayBefore, decision, person(), rules, onTime);
    expect(after.started).toEqual([onTime]);
    expect(decide(dayBefore, after)).toEqual({ kind: "drop", reason: "done" });
  });

  it.each<[string, MomentNews, Person, number | undefined, string]>([
    ["never registered", dayBefore, person(noRegistrations), undefined, "not-registered"],
    ["left", dayBefore, person(noteAsked(inOne, "leave", "w1", 2)), undefined, "not-registered"],
    [
      "heard of another date",
      dayBefore,
      person(hear(inOne, { kind: "changed", card: card({ starts: "2026-12-10T18:30" }, 1, 1) })),
      undefined,
      "stale",
    ],
    [
      "answered that they cannot",
      hourBefore,
      person(noteSaid(inOne, "w1", { intent: "cannot" })),
      casablanca("2026-12-03T17:30"),
      "not-for-them",
    ],
    [
      "wants no reminders",
      dayBefore,
      person(noteSaid(inOne, "w1", { reminders: false })),
      undefined,
      "not-for-them",
    ],
    ["asked for silence", dayBefore, { ...person(), stopped: true }, undefined, "opted-out"],
    ["is told too late", dayBefore, person(), casablanca("2026-12-03T14:30"), "expired"],
    ["had one today", dayBefore, person(inOne, [onTime - 3_600_000]), undefined, "enough"],
  ])("is dropped when the person %s", (_why, news, who, now, reason) => {
    expect(decide(news, who, now)).toEqual({ kind: "drop", reason });
  });

  it("waits for the hours when it may, and is dropped when it may not", () => {
    const night = casablanca("2026-12-02T22:00");
    const later = decide(dayBefore, person(), night);
    expect(later.kind === "later" && readCasablanca(later.at)).toBe("2026-12-03T09:00");
    const silent = rulesWith(moroccan, ["2026-12-03"]);
    expect(decide(hourBefore, person(), casablanca("2026-12-03T17:30"), silent)).toEqual({
      kind: "drop",
      reason: "hours",
    });
  });

  it("does not count on the day of the event", () => {
    const now = casablanca("2026-12-03T17:30");
    const who = person(inOne, [now - 1, now - 2, now - 3]);
    const decision = decide(hourBefore, who, now);
    expect(decision.kind).toBe("send");
    if (decision.kind !== "send") return;
    expect(noteSaidMoment(hourBefore, decision, who, rules, now).started).toBe(who.started);
  });

  it("brings the newest link, whichever of the two was heard of last", () => {
    const newer = card({ link: "https://meet.example/two" }, 4);
    const who = person(hear(inOne, { kind: "changed", card: newer }));
    expect(decide(dayBefore, who)).toMatchObject({ card: { link: "https://meet.example/two" } });
    const ahead = due("day-before", "2026-12-03T14:30", newer);
    expect(decide(ahead, person())).toMatchObject({ card: { link: "https://meet.example/two" } });
  });

  it("names another webinar at the same time, whose own moment is dropped then", () => {
    const other = card({ id: "w2", starts: "2026-12-03T18:45" });
    const apart = card({ id: "w3", starts: "2026-12-03T10:00" });
    const all = hear(inOne, registered(other), registered(apart));
    const now = casablanca("2026-12-03T17:30");
    const decision = decide(hourBefore, person(all), now);
    expect(decision).toMatchObject({ kind: "send", card: { id: "w1" }, also: [{ id: "w2" }] });
    if (decision.kind !== "send") return;
    const after = noteSaidMoment(hourBefore, decision, person(all), rules, now);
    const theirs = due("hour-before", "2026-12-03T18:40", other);
    expect(decide(theirs, after, casablanca("2026-12-03T17:45"))).toEqual({
      kind: "drop",
      reason: "done",
    });
  });
});

describe("the ledger of what we started", () => {
  it("permits one a day and three in seven days", () => {
    const at = (day: number) => casablanca(`2026-12-0${day}T10:00`);
    const three = [at(1), at(2), at(3)];
    expect(isEnough([], rules, at(4))).toBe(false);
    expect(isEnough([at(4) - 1], rules, at(4))).toBe(true);
    expect(isEnough(three, rules, at(7))).toBe(true);
    expect(isEnough(three, rules, at(8))).toBe(false);
    expect(noteStarted(three, at(8))).toEqual([at(2), at(3), at(8)]);
  });
});

describe("a change", () => {
  it.each([
    ["at once in the hours", "2026-12-01T10:00", "2026-12-01T10:00"],
    ["in the morning, when it comes at night", "2026-12-01T23:00", "2026-12-02T09:00"],
    ["at once at any hour, three hours before the start", "2026-12-04T05:30", "2026-12-04T05:30"],
    ["three hours before the start at the latest", "2026-12-04T01:00", "2026-12-04T05:15"],
    ["not at all after the start", "2026-12-04T08:15", null],
  ])("is told %s", (_when, now, expected) => {
    const early = card({ starts: now < "2026-12-03" ? "2026-12-03T18:30" : "2026-12-04T08:15" });
    expect(readCasablanca(whenToTell(early, rules, casablanca(now)))).toBe(expected);
  });

  it("is told with what they knew, and only if it differs from that", () => {
    const moved = card({ starts: "2026-12-10T18:30" }, 1, 1);
    const first = noteNews(
      noteSaid(inOne, "w1", { intent: "comes" }),
      { kind: "changed", card: moved },
      monday,
    );
    expect(first.tell).toMatchObject({
      kind: "changed",
      was: { starts: "2026-12-03T18:30" },
      moved: true,
      relinked: false,
      registration: { intent: null, done: [], card: { starts: "2026-12-10T18:30" } },
    });
    const again = noteNews(first.registrations, { kind: "changed", card: moved }, monday);
    expect(again.tell).toEqual({ kind: "nothing" });
    const back = noteNews(inOne, { kind: "changed", card: card({}, 2, 2) }, monday);
    expect(back.tell).toEqual({ kind: "nothing" });
  });
});

describe("what a contact keeps of its webinars", () => {
  it("believes no answer that a later request has overtaken", () => {
    let kept = noteAsked(noRegistrations, "register", "w1", 1);
    kept = noteAsked(kept, "leave", "w1", 2);
    kept = noteAsked(kept, "register", "w1", 3);
    expect(hear(kept, registered(card(), 1))).toEqual(kept);
    expect(hear(kept, { kind: "left", webinar: "w1", ask: 2 })).toEqual(kept);
    const answered = hear(kept, registered(card(), 3));
    expect(answered.of["w1"]?.ask).toBe(3);
    expect(answered.asked).toEqual({});
  });

  it("keeps what they answered when their registration is confirmed anew", () => {
    const kept = hear(noteSaid(inOne, "w1", { intent: "comes", opened: true }), registered());
    expect(kept.of["w1"]).toMatchObject({ intent: "comes", opened: true });
    const attended = hear(kept, { kind: "attended", webinar: "w1", minutes: 41 });
    expect(attended.of["w1"]?.attended).toBe(41);
  });

  it("forgets a webinar when it is cancelled, or long over", () => {
    expect(hear(inOne, { kind: "cancelled", card: card({ state: "cancelled" }, 1) }).of).toEqual(
      {},
    );
    const later = casablanca("2027-03-01T12:00");
    const other = noteNews(inOne, { kind: "left", webinar: "w9", ask: 0 }, later);
    expect(other.registrations.of).toEqual({});
    expect(other.tell).toEqual({ kind: "left", webinar: "w9" });
  });
});

describe("the code of a registration", () => {
  it("is read however it is typed, and differs from person to person", () => {
    const code = registrationCode("w1", "c01-a");
    expect(code).toMatch(/^[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$/u);
    expect(isCode(` ${code.toLowerCase().replace("-", " ")} `, code)).toBe(true);
    const many = Array.from({ length: 5_000 }, (_, index) =>
      registrationCode("w1", `c01-${index}`),
    );
    expect(new Set(many).size).toBe(many.length);
    expect(isCode(registrationCode("w2", "c01-a"), code)).toBe(false);
  });
});
