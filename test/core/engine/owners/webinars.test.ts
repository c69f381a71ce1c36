import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readRoll } from "../../../../src/core/engine/owners/rolls.ts";
import { webinars } from "../../../../src/core/engine/owners/webinars.ts";
import { hour } from "../../../../src/core/instant.ts";
import type { Json } from "../../../../src/core/json.ts";
import { registrationCode } from "../../../../src/core/webinar/code.ts";
import { programmeOwner, rollOf, webinarOwner } from "../../../../src/core/webinar/mail.ts";
import { sliceOf } from "../../../../src/core/webinar/proceed.ts";
import { startOf } from "../../../../src/core/webinar/plan.ts";
import { waitingMost, type KeptWebinar } from "../../../../src/core/webinar/seats.ts";
import type { Webinar } from "../../../../src/core/webinar/webinar.ts";
import { casablanca, readCasablanca } from "../../calendar/moroccan-calendar.ts";
import { rules, webinarOf } from "../../webinar/sample.ts";
import { Town } from "../../webinar/town.ts";

const opening = casablanca("2026-11-27T10:00");
const [amina, said, zineb] = ["c01-amina", "c02-said", "c17-zineb"] as const;

function town(changes: Partial<Webinar> = {}, shuffle?: (most: number) => number): Town {
  const made = new Town(opening, rules, shuffle ?? null);
  made.command("w1", { kind: "put", webinar: webinarOf(changes) });
  made.settle();
  return made;
}

function keptOf(made: Town, webinar = "w1"): KeptWebinar {
  // Written by the owner itself.
  return made.states.get(webinarOwner(webinar)) as unknown as KeptWebinar;
}

/** Seats held by each contact, by what the rolls keep. */
function heldIn(made: Town): Record<string, number> {
  const rolls = [...made.states].filter(([owner]) => owner.startsWith("r"));
  return Object.fromEntries(
    rolls.flatMap(([, state]) =>
      Object.entries(readRoll(state)?.entries ?? {}).map(([contact, { held }]) => [contact, held]),
    ),
  );
}

function saidTo(made: Town, contact: string): readonly string[] {
  return made.told.filter(({ to }) => to === contact).map(({ kind }) => kind);
}

describe("seats", () => {
  it("go to whoever comes first, and to the next in line when somebody leaves", () => {
    const made = town({ capacity: 2 });
    made.register(amina, "w1", { seats: 2 });
    made.settle();
    made.register(said, "w1", { seats: 2 });
    made.settle();
    made.register(zineb, "w1");
    made.settle();
    expect(made.person(said).registrations.of["w1"]).toMatchObject({ held: 0, place: 1 });
    expect(made.person(zineb).registrations.of["w1"]).toMatchObject({ held: 0, place: 2 });
    made.leave(amina, "w1");
    made.settle();
    expect(heldIn(made)).toEqual({ [said]: 2, [zineb]: 0 });
    expect(saidTo(made, said)).toEqual(["registered", "promoted"]);
    made.command("w1", { kind: "edit", changes: { capacity: 3 } });
    made.settle();
    expect(saidTo(made, zineb)).toEqual(["registered", "promoted"]);
    expect(keptOf(made)).toMatchObject({ taken: 3, waiting: [] });
  });

  it("are given once, however often somebody registers", () => {
    const made = town({ capacity: 5 });
    for (let times = 0; times < 3; times += 1) made.register(amina, "w1");
    made.settle();
    made.register(amina, "w1", { reminders: false });
    made.settle();
    expect(keptOf(made).taken).toBe(1);
    expect(made.person(amina).registrations.of["w1"]).toMatchObject({ held: 1, reminders: false });
  });

  it("are refused beyond the waiting list", () => {
    const made = town({ capacity: 1 });
    for (let number = 0; number <= waitingMost + 1; number += 1) {
      made.register(`c05-${number}`, "w1");
    }
    made.settle();
    expect(keptOf(made).waiting).toHaveLength(waitingMost);
    expect(saidTo(made, `c05-${waitingMost + 1}`)).toEqual(["full"]);
    expect(made.person(`c05-${waitingMost + 1}`).registrations.of).toEqual({});
  });

  it("keep nobody waiting for two seats where there is only one", () => {
    const made = town({ capacity: 2 });
    for (const [who, seats] of [
      [amina, 1],
      [said, 2],
      [zineb, 1],
    ] as const) {
      made.register(who, "w1", { seats });
      made.settle();
    }
    made.command("w1", { kind: "edit", changes: { capacity: 1 } });
    made.settle();
    expect(saidTo(made, said)).toEqual(["registered", "full"]);
    made.leave(amina, "w1");
    made.settle();
    expect(heldIn(made)).toEqual({ [zineb]: 1 });
  });

  it("are not promoted to after the start, nor given once it is over", () => {
    const made = town({ capacity: 1 });
    made.register(amina, "w1");
    made.settle();
    made.register(said, "w1");
    made.runUntil(startOf(webinarOf()));
    made.leave(amina, "w1");
    made.settle();
    expect(heldIn(made)).toEqual({ [said]: 0 });
    made.runUntil(startOf(webinarOf()) + hour);
    made.register(zineb, "w1");
    made.settle();
    expect(saidTo(made, zineb)).toEqual(["closed"]);
  });

  it("are refused for what is not published, unknown or cancelled", () => {
    const made = town({ state: "draft" });
    made.register(amina, "w1");
    made.register(amina, "w9");
    made.settle();
    made.command("w1", { kind: "edit", changes: { state: "published" } });
    made.command("w1", { kind: "edit", changes: { state: "cancelled" } });
    made.settle();
    made.register(amina, "w1");
    made.settle();
    expect(saidTo(made, amina)).toEqual(["closed", "closed", "closed"]);
  });

  it("are shown in the catalogue: exact to ten, in tens above", () => {
    const made = town({ capacity: 25 });
    const left = () => made.catalogue()[0]?.left;
    expect(left()).toBe(20);
    for (let number = 0; number < 17; number += 1) made.register(`c05-${number}`, "w1");
    made.settle();
    expect(left()).toBe(8);
    expect(made.states.has(programmeOwner)).toBe(true);
  });
});

type Op =
  | { readonly kind: "register"; readonly who: number; readonly seats: 1 | 2 }
  | { readonly kind: "leave"; readonly who: number }
  | { readonly kind: "capacity"; readonly capacity: number | null }
  | { readonly kind: "wait"; readonly hours: number };

const op: fc.Arbitrary<Op> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("register" as const),
      who: fc.nat(7),
      seats: fc.constantFrom<1 | 2>(1, 2),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("leave" as const), who: fc.nat(7) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("capacity" as const),
      capacity: fc.option(fc.integer({ min: 1, max: 7 })),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("wait" as const),
      hours: fc.integer({ min: 1, max: 60 }),
    }),
  },
);

function contactOf(who: number): string {
  return `c${String(who * 9).padStart(2, "0")}-${who}`;
}

/** Seats as one would give them at a table with one list: the naive truth. */
class Table {
  readonly held = new Map<string, number>();
  line: { who: string; seats: number }[] = [];
  capacity: number;
  constructor(capacity: number) {
    this.capacity = capacity;
  }
  get taken(): number {
    return [...this.held.values()].reduce((sum, one) => sum + one, 0);
  }
  register(who: string, wanted: number, open: boolean): void {
    const held = this.held.get(who) ?? 0;
    const waits = this.line.find((one) => one.who === who);
    if (wanted <= held) {
      this.held.set(who, wanted);
      this.line = this.line.filter((one) => one !== waits);
    } else if (waits !== undefined) {
      waits.seats = wanted - held;
      if (waits.seats > this.capacity) this.line = this.line.filter((one) => one !== waits);
    } else {
      const more = wanted - held;
      if (this.line.length === 0 && this.taken + more <= this.capacity) this.held.set(who, wanted);
      else if (open && more <= this.capacity) this.line.push({ who, seats: more });
    }
    this.promote(open);
  }
  leave(who: string, open: boolean): void {
    this.held.delete(who);
    this.line = this.line.filter((one) => one.who !== who);
    this.promote(open);
  }
  resize(capacity: number, open: boolean): void {
    this.capacity = capacity;
    this.line = this.line.filter(({ seats }) => seats <= capacity);
    this.promote(open);
  }
  promote(open: boolean): void {
    while (true) {
      if (!open) return;
      const [first] = this.line;
      if (first === undefined || this.taken + first.seats > this.capacity) return;
      this.held.set(first.who, (this.held.get(first.who) ?? 0) + first.seats);
      this.line.shift();
    }
  }
}

describe("any sequence of registering, leaving and changing the room", () => {
  it("seats exactly those whom one list at one table would seat", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.array(op, { maxLength: 40 }), (room, ops) => {
        const made = town({ capacity: room });
        const table = new Table(room);
        const start = startOf(webinarOf());
        for (const one of ops) {
          const open = made.now < start;
          const over = made.now >= start + hour;
          if (one.kind === "register") {
            made.register(contactOf(one.who), "w1", { seats: one.seats });
            if (!over) table.register(contactOf(one.who), one.seats, open);
          } else if (one.kind === "leave") {
            made.leave(contactOf(one.who), "w1");
            table.leave(contactOf(one.who), open);
          } else if (one.kind === "capacity") {
            made.command("w1", { kind: "edit", changes: { capacity: one.capacity } });
            if (!over) table.resize(one.capacity ?? Infinity, open);
          } else {
            made.runUntil(made.now + one.hours * hour);
          }
          made.settle();
          const seated = Object.entries(heldIn(made)).filter(([, held]) => held > 0);
          const expected = [...table.held].filter(([, held]) => held > 0);
          expect(Object.fromEntries(seated)).toEqual(Object.fromEntries(expected));
          expect(keptOf(made).taken).toBe(table.taken);
          expect(keptOf(made).waiting.map(([, , seats]) => seats)).toEqual(
            table.line.map(({ seats }) => seats),
          );
        }
      }),
      { numRuns: 300 },
    );
  });

  it("never gives more seats than there are, whatever overtakes what on the way", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.array(fc.tuple(op, fc.nat(6)), { maxLength: 40 }),
        fc.infiniteStream(fc.nat(1_000)),
        (room, ops, chances) => {
          const made = town({ capacity: room }, (most) => (chances.next().value ?? 0) % most);
          let before = 0;
          for (const [one, settled] of ops) {
            if (one.kind === "register") {
              made.register(contactOf(one.who), "w1", { seats: one.seats });
            } else if (one.kind === "leave") made.leave(contactOf(one.who), "w1");
            for (let count = 0; count < settled; count += 1) {
              made.settleSome(1);
              const { taken } = keptOf(made);
              expect(taken).toBeLessThanOrEqual(Math.max(room, before));
              before = taken;
            }
          }
          made.settle();
          const held = Object.values(heldIn(made)).reduce((sum, each) => sum + each, 0);
          expect(keptOf(made).taken).toBe(held);
          expect(held).toBeLessThanOrEqual(room);
          // Nobody waits while there is room for the first in line.
          const [first] = keptOf(made).waiting;
          if (first !== undefined) expect(held + first[2]).toBeGreaterThan(room);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("a roll", () => {
  const all = Array.from({ length: sliceOf + 50 }, (_, index) => `c33-${index}`);

  it("reminds many in slices, each once, and says the hour as it was planned", () => {
    const made = town();
    for (const contact of all) made.register(contact, "w1");
    made.settle();
    const roll = rollOf("w1", "c33-0");
    const plannedFor = readRoll(made.states.get(roll) ?? null)?.planned["day-before"] ?? null;
    expect(readCasablanca(plannedFor)).toBe("2026-12-02T18:30");
    made.largest = 0;
    made.runUntil(casablanca("2026-12-02T18:31"));
    expect(made.largest).toBe(sliceOf);
    expect(made.told.filter(({ kind }) => kind === "day-before")).toHaveLength(all.length);
    expect(new Set(made.posted.map(({ to }) => to)).size).toBe(all.length);
    expect(made.posted).toHaveLength(all.length);
  });

  it("sends only the latest moment after an outage, also in the middle of one", () => {
    const made = town();
    for (const contact of all) made.register(contact, "w1");
    made.settle();
    made.jumpTo(casablanca("2026-12-03T17:40"));
    const kinds = new Set(made.posted.map(({ moment }) => moment));
    expect(kinds).toEqual(new Set(["hour-before"]));
    expect(made.posted).toHaveLength(all.length);
  });

  it("has one timer a moment, and replaces them when the webinar moves", () => {
    const made = town();
    made.register(amina, "w1");
    made.settle();
    const roll = rollOf("w1", amina);
    const timers = () => [...made.timers.values()].filter(({ owner }) => owner === roll);
    expect(timers()).toHaveLength(6);
    made.command("w1", { kind: "edit", changes: { starts: "2026-12-10T18:30" } });
    made.settle();
    expect(timers()).toHaveLength(6);
    made.runUntil(casablanca("2026-12-31T12:00"));
    const said = made.told.filter(({ to }) => to === amina);
    expect(said.map(({ kind, at }) => [kind, readCasablanca(at)])).toEqual([
      ["registered", "2026-11-27T10:00"],
      ["changed", "2026-11-27T10:00"],
      ["day-before", "2026-12-09T18:30"],
      ["hour-before", "2026-12-10T17:30"],
    ]);
    expect(made.timers.size).toBe(1);
  });

  it("has the news of another hour stand for the reminders whose hour it is then", () => {
    const made = town();
    made.register(amina, "w1");
    made.runUntil(casablanca("2026-12-03T09:00"));
    made.command("w1", { kind: "edit", changes: { starts: "2026-12-03T20:00" } });
    made.runUntil(casablanca("2026-12-03T19:30"));
    expect(saidTo(made, amina)).toEqual(["registered", "day-before", "changed", "hour-before"]);
  });

  it("tells of another link at once, without asking or reminding anew", () => {
    const made = town();
    made.register(amina, "w1");
    made.runUntil(casablanca("2026-12-03T09:00"));
    made.command("w1", { kind: "edit", changes: { link: "https://meet.example/two" } });
    made.runUntil(casablanca("2026-12-03T18:00"));
    expect(saidTo(made, amina)).toEqual(["registered", "day-before", "changed", "hour-before"]);
    expect(made.person(amina).registrations.of["w1"]?.card).toMatchObject({
      link: "https://meet.example/two",
      sequence: 1,
    });
  });

  it("tells everybody once of the end, and nothing after it", () => {
    const made = town();
    for (const contact of all) made.register(contact, "w1");
    made.settle();
    made.command("w1", { kind: "edit", changes: { state: "cancelled" } });
    made.command("w1", { kind: "edit", changes: { starts: "2026-12-10T18:30" } });
    made.command("w1", { kind: "edit", changes: { state: "cancelled" } });
    made.runUntil(casablanca("2026-12-31T12:00"));
    const after = made.told.filter(({ kind }) => kind !== "registered");
    expect(after.map(({ kind }) => kind)).toEqual(all.map(() => "cancelled"));
    expect(heldIn(made)).toEqual({});
    expect(made.catalogue()[0]?.webinar.state).toBe("cancelled");
  });

  it("answers somebody who registers while it is being cancelled", () => {
    const made = town();
    made.register(amina, "w1");
    made.settleSome(2);
    made.command("w1", { kind: "edit", changes: { state: "cancelled" } });
    made.settle();
    const said = saidTo(made, amina);
    expect(said.at(-1)).toMatch(/closed|cancelled/u);
    expect(made.person(amina).registrations).toEqual({ of: {}, asked: {} });
  });

  it("follows each person through the evening: link, start, thanks, replay, two weeks later", () => {
    const made = town();
    for (const contact of [amina, said, zineb]) made.register(contact, "w1");
    made.runUntil(casablanca("2026-12-02T19:00"));
    made.answer(amina, "w1", "comes");
    made.answer(zineb, "w1", "replay");
    made.runUntil(casablanca("2026-12-03T17:45"));
    made.runUntil(casablanca("2026-12-03T19:35"));
    const code = registrationCode("w1", amina);
    const people = [{ who: code.toLowerCase(), minutes: 55 }];
    made.command("w1", { kind: "attended", people });
    made.runUntil(casablanca("2026-12-04T10:00"));
    made.command("w1", { kind: "edit", changes: { replay: "https://video.example/one" } });
    made.runUntil(casablanca("2026-12-31T10:00"));
    expect(saidTo(made, amina)).toEqual([
      "registered",
      "day-before",
      "hour-before",
      "start",
      "after",
      "replay",
      "two-weeks",
    ]);
    expect(saidTo(made, said)).toEqual(["registered", "day-before", "hour-before", "replay"]);
    expect(saidTo(made, zineb)).toEqual(["registered", "day-before", "replay"]);
    expect(made.person(amina).registrations.of["w1"]?.attended).toBe(55);
  });

  it("keeps the words of an answer in the journal, never who said them", () => {
    const made = town();
    made.register(amina, "w1");
    made.settle();
    const state = made.states.get(webinarOwner("w1")) ?? null;
    const answer: Json = { kind: "answer", moment: "after", answer: "Une affiche." };
    const mail = { from: amina, body: answer };
    const turn = webinars(state, mail, opening, webinarOwner("w1"), rules);
    expect(turn.journal).toEqual([answer]);
    expect(JSON.stringify(turn.state)).not.toContain("amina");
  });

  it("is emptied long after the end", () => {
    const made = town();
    made.register(amina, "w1");
    made.runUntil(casablanca("2027-02-15T12:00"));
    expect(heldIn(made)).toEqual({});
  });

  it("plans anew when the calendar changes", () => {
    const made = town();
    made.register(amina, "w1");
    made.settle();
    made.rules = { ...rules, silentDays: ["2026-12-02"] };
    made.command("programme", { kind: "replan" });
    made.runUntil(casablanca("2026-12-31T12:00"));
    const at = made.told.find(({ kind }) => kind === "day-before")?.at ?? null;
    expect(readCasablanca(at)).toBe("2026-12-01T20:29");
  });
});
