import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hour, minute } from "../../../src/core/instant.ts";
import { startOf } from "../../../src/core/webinar/plan.ts";
import { casablanca, readCasablanca } from "../calendar/moroccan-calendar.ts";
import { mayStart } from "./oracle.ts";
import { rules, webinarOf } from "./sample.ts";
import { Town, type Told } from "./town.ts";

const opening = casablanca("2026-12-01T10:00");
const contacts = Array.from({ length: 6 }, (_, index) => `c${index % 3}${index}-person`);

type Step =
  | { readonly kind: "register" | "leave" | "mute" | "unmute"; readonly who: number }
  | {
      readonly kind: "answer";
      readonly who: number;
      readonly answer: "comes" | "cannot" | "replay" | "opened";
    }
  | { readonly kind: "move"; readonly hours: number }
  | { readonly kind: "relink" | "cancel" | "publish-replay" | "attended" | "silence" }
  | { readonly kind: "run" | "jump"; readonly minutes: number };

const who = fc.nat(contacts.length - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("register" as const), who }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom("leave", "mute", "unmute" as const), who }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("answer" as const),
      who,
      answer: fc.constantFrom("comes", "cannot", "replay", "opened" as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("move" as const),
      hours: fc.integer({ min: 1, max: 15 * 24 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom("relink", "publish-replay", "attended", "silence" as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("cancel" as const) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constantFrom("run", "jump" as const),
      minutes: fc.oneof(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 60, max: 3 * 24 * 60 })),
    }),
  },
);

interface Known {
  in: boolean;
  reminders: boolean;
  intent: string | null;
  opened: boolean;
}

const beforeStart = ["day-before", "hour-before"];

/** Plays steps beside a naive truth, and holds everything that is told against it. */
function playAll(steps: readonly Step[], shuffle: ((most: number) => number) | null): void {
  const made = new Town(opening, rules, shuffle);
  made.command("w1", { kind: "put", webinar: webinarOf({ starts: "2026-12-08T18:30" }) });
  made.settle();
  const blank: Known = { in: false, reminders: true, intent: null, opened: false };
  const known = contacts.map((): Known => ({ ...blank }));
  let [start, isCancelled, seen, links] = [
    startOf(webinarOf({ starts: "2026-12-08T18:30" })),
    false,
    0,
    0,
  ];

  const check = (told: Told): void => {
    const one = known[contacts.indexOf(told.to)] ?? blank;
    const isMoment = rules.moments[told.kind] !== undefined;
    if (!isMoment) return;
    const say = `${told.kind} ${readCasablanca(told.at)} for ${readCasablanca(start)}`;
    const moment = rules.moments[told.kind];
    expect([say, mayStart(told.at, moment?.eventDay === true ? start : null)]).toEqual([say, true]);
    expect([say, isCancelled, one.in]).toEqual([say, false, true]);
    expect([say, one.reminders || one.intent === "replay"]).toEqual([say, true]);
    if (beforeStart.includes(told.kind)) {
      expect([say, told.at < start, one.intent !== "cannot", one.intent !== "replay"]).toEqual([
        say,
        true,
        true,
        true,
      ]);
    }
    if (told.kind === "start") {
      expect([say, told.at >= start, one.intent, one.opened]).toEqual([say, true, "comes", false]);
    }
    if (told.kind === "after") expect(told.at).toBeGreaterThanOrEqual(start + hour);
  };

  for (const one of steps) {
    if (one.kind === "run") made.runUntil(made.now + one.minutes * minute);
    else if (one.kind === "jump") made.jumpTo(made.now + one.minutes * minute);
    else if ("who" in one) {
      const contact = contacts[one.who] ?? "";
      const truth = known[one.who] ?? blank;
      const isOver = made.now >= start + hour;
      if (one.kind === "register" && !truth.in && !isOver && !isCancelled) {
        made.register(contact, "w1");
        Object.assign(truth, { ...blank, in: true });
      } else if (one.kind === "leave") {
        made.leave(contact, "w1");
        truth.in = false;
      } else if (truth.in && (one.kind === "mute" || one.kind === "unmute")) {
        truth.reminders = one.kind === "unmute";
        made.remind(contact, "w1", truth.reminders);
      } else if (truth.in && one.kind === "answer") {
        if (one.answer === "opened") truth.opened = true;
        else truth.intent = one.answer;
        made.answer(contact, "w1", one.answer);
      }
    } else if (one.kind === "move" && !isCancelled && made.now < start + hour) {
      const starts = readCasablanca(made.now + one.hours * hour) ?? "";
      made.command("w1", { kind: "edit", changes: { starts } });
      if (casablanca(starts) !== start) {
        for (const each of known) Object.assign(each, { intent: null, opened: false });
      }
      start = casablanca(starts);
    } else if (one.kind === "relink") {
      links += 1;
      const link = `https://meet.example/${links}`;
      made.command("w1", { kind: "edit", changes: { link } });
    } else if (one.kind === "cancel" && made.now < start) {
      made.command("w1", { kind: "edit", changes: { state: "cancelled" } });
      isCancelled = true;
    } else if (one.kind === "publish-replay" && made.now >= start + hour) {
      made.command("w1", { kind: "edit", changes: { replay: "https://video.example/1" } });
    } else if (one.kind === "attended") {
      const people = contacts.slice(0, 3).map((each) => ({ who: each, minutes: 50 }));
      made.command("w1", { kind: "attended", people });
    } else if (one.kind === "silence") {
      made.command("programme", { kind: "replan" });
    }
    made.settle();
    for (; seen < made.told.length; seen += 1) {
      const told = made.told[seen];
      if (told !== undefined) check(told);
    }
  }
  made.runUntil(made.now + 40 * 24 * hour);
  made.told.slice(seen).forEach(check);
  onceEach(made);
}

function onceEach(made: Town): void {
  // A contact may leave and come back: their registration begins anew then, but never theirs alone.
  const told = made.told.filter(({ kind }) => rules.moments[kind] !== undefined);
  for (const one of told) {
    const near = told.filter(
      (other) => other !== one && other.to === one.to && Math.abs(other.at - one.at) < 15 * minute,
    );
    expect([one, near]).toEqual([one, []]);
  }
}

describe("any sequence of registering, answering, leaving, moving and cancelling", () => {
  it("never has anybody told a thing that is not so, out of hours, or two things at once", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 45 }), (steps) => playAll(steps, null)),
      { numRuns: 300 },
    );
  });

  it("holds whatever overtakes what on the way", () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 45 }),
        fc.infiniteStream(fc.nat(1_000)),
        (steps, chances) => playAll(steps, (most) => (chances.next().value ?? 0) % most),
      ),
      { numRuns: 200 },
    );
  });

  it("has each moment once a person and date, when nobody comes back", () => {
    const stays = fc.array(
      step.filter(({ kind }) => kind !== "leave"),
      { maxLength: 45 },
    );
    fc.assert(
      fc.property(stays, (steps) => {
        const made = new Town(opening, rules);
        made.command("w1", { kind: "put", webinar: webinarOf({ starts: "2026-12-08T18:30" }) });
        for (const contact of contacts) made.register(contact, "w1");
        for (const one of steps) {
          if (one.kind === "run") made.runUntil(made.now + one.minutes * minute);
          else if (one.kind === "jump") made.jumpTo(made.now + one.minutes * minute);
          else if (one.kind === "move") {
            const starts = readCasablanca(made.now + one.hours * hour) ?? "";
            made.command("w1", { kind: "edit", changes: { starts } });
          } else if (one.kind === "register") {
            made.register(contacts[one.who] ?? "", "w1");
          } else if (one.kind === "silence") {
            made.command("programme", { kind: "replan" });
          }
        }
        made.runUntil(made.now + 30 * 24 * hour);
        const posted = made.posted.map(({ to, moment, occasion }) => `${to} ${moment} ${occasion}`);
        expect(new Set(posted).size).toBe(posted.length);
      }),
      { numRuns: 200 },
    );
  });
});
