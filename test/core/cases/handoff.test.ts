import { describe, expect, it } from "vitest";
import { askForHuman } from "../../../src/core/cases/ask-for-human.ts";
import { handoffsBetween } from "../../../src/core/cases/handoff.ts";
import { hearCase } from "../../../src/core/cases/hear-case.ts";
import { noHuman, type Human } from "../../../src/core/cases/human.ts";
import type { Told } from "../../../src/core/cases/mail.ts";
import { caseOwner } from "../../../src/core/cases/number.ts";
import { answerQuestion, stopHuman, withdraw } from "../../../src/core/cases/to-case.ts";
import { monday } from "./simple-hours.ts";
import { person, request } from "./town.ts";

const id = caseOwner(person, 1);
const asked = askForHuman(noHuman, person, request, monday).human;
const hear = (human: Human, told: Told) =>
  hearCase(human, { kind: "case", case: id, told }, monday, false).human;
const held = hear(asked, { kind: "held", hold: 1, who: ["Amal"] });
const states = (before: Human, after: Human) =>
  handoffsBetween(before, after).map(({ state, why }) => `${state}: ${why}`);
const released = (why: "closed" | "given-back", hold = 1): Told => ({
  kind: "released",
  hold,
  life: 0,
  why,
  summary: [],
  language: "fr",
  sorry: false,
  asks: true,
});

describe("what a turn did to the request for a human", () => {
  it("is told in the words of the protocol, with the number of the case", () => {
    expect(states(noHuman, asked)).toEqual(["initiated: asked"]);
    expect(states(asked, held)).toEqual(["accepted: taken"]);
    expect(states(held, hear(held, released("closed")))).toEqual(["completed: ended"]);
    expect(handoffsBetween(noHuman, asked)[0]?.number).toBe(asked.open?.number);
  });

  it("has failed when nobody had it, or whoever had it gave it back", () => {
    expect(states(asked, withdraw(asked).human)).toEqual(["failed: withdrawn"]);
    expect(states(asked, stopHuman(asked).human)).toEqual(["failed: withdrawn"]);
    expect(states(asked, hear(asked, released("closed", 0)))).toEqual(["failed: nobody"]);
    const back = hear(held, released("given-back"));
    expect(states(held, back)).toEqual(["failed: given-back"]);
    expect(states(back, hear(back, { kind: "held", hold: 2, who: ["Salma"] }))).toEqual([
      "accepted: taken",
    ]);
  });

  it("begins anew when « Non » brings it back, and is silent about anything else", () => {
    const ended = hear(held, released("closed"));
    const back = answerQuestion(ended, { question: "resolved", answer: "no" }, monday).human;
    expect(states(ended, back)).toEqual(["initiated: reopened"]);
    expect(states(held, hear(held, { kind: "nudged", n: 1 }))).toEqual([]);
    expect(states(held, hear(held, { kind: "held", hold: 1, who: ["Salma"] }))).toEqual([]);
    expect(states(noHuman, noHuman)).toEqual([]);
  });
});
