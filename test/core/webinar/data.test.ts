import { describe, expect, it } from "vitest";
import { readMoments } from "../../../src/core/webinar/moments.ts";
import { readProgramme, schedule } from "../../../src/core/webinar/programme.ts";
import { moments, parseFlow, programme } from "./sample.ts";

describe("the programme", () => {
  it("has the twelve sessions in their order, each an hour", () => {
    expect(programme.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(programme.every(({ minutes }) => minutes === 60)).toBe(true);
    expect(programme.filter(({ law }) => law).map(({ number }) => number)).toEqual([10, 11]);
  });

  it("becomes a webinar on a day, a draft of the Moroccan hour", () => {
    const [first] = programme;
    if (first === undefined) throw new Error("no session");
    const webinar = schedule(first, { id: "w3", starts: "2027-01-12T18:30", capacity: 40 });
    expect(webinar).toMatchObject({
      id: "w3",
      zone: "Africa/Casablanca",
      state: "draft",
      capacity: 40,
      sequence: 0,
      audience: { dimensions: ["WEB", "COM"], levels: [1, 2], types: [] },
    });
    expect(() => schedule(first, { id: "three", starts: "2027-01-12T18:30" })).toThrow();
  });

  it("is refused with every mistake when a number stands twice", () => {
    const sessions = parseFlow("programme") as unknown[];
    expect(() => readProgramme([...sessions, sessions[0]])).toThrow(/each number stands once/u);
    expect(() => readProgramme([{ number: 0 }])).toThrow(/programme 0\.title/u);
  });
});

describe("the moments", () => {
  it("are those of the brief, the reminders apart from the news", () => {
    const named = Object.entries(moments).map(([id, one]) => [id, one.class]);
    expect(named).toEqual([
      ["day-before", "reminder"],
      ["hour-before", "reminder"],
      ["start", "reminder"],
      ["after", "reminder"],
      ["replay", "news"],
      ["two-weeks", "news"],
    ]);
  });

  it("are refused when their hours do not stand in order", () => {
    const all = parseFlow("moments") as Record<string, object>;
    const wrong = { ...all, start: { ...all["start"], earliest: "+1h" } };
    expect(() => readMoments(wrong)).toThrow(/moments start.*order/u);
    expect(() => readMoments({ ...all, start: { ...all["start"], at: "soon" } })).toThrow(/-1d/u);
  });
});
