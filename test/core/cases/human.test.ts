import { describe, expect, it } from "vitest";
import { askForHuman, standing } from "../../../src/core/cases/ask-for-human.ts";
import { hearCase } from "../../../src/core/cases/hear-case.ts";
import { isOvertaken, mayBotSpeak, noHuman, type Human } from "../../../src/core/cases/human.ts";
import type { Told } from "../../../src/core/cases/mail.ts";
import { caseOwner } from "../../../src/core/cases/number.ts";
import { addToCase, eraseHuman, withdraw, writeToHuman } from "../../../src/core/cases/to-case.ts";
import { hour } from "../../../src/core/instant.ts";
import { monday } from "./simple-hours.ts";
import { person, request } from "./town.ts";

const id = caseOwner(person, 1);
const asked = askForHuman(noHuman, person, request, monday).human;
const hear = (human: Human, told: Told) =>
  hearCase(human, { kind: "case", case: id, told }, monday, false);
const held = hear(asked, { kind: "held", hold: 1, who: ["Amal"] });

describe("who speaks", () => {
  it("is the bot until a human was given the conversation", () => {
    expect(mayBotSpeak(noHuman, "answer")).toBe(true);
    expect(mayBotSpeak(asked, "answer")).toBe(true);
    expect(mayBotSpeak(held.human, "answer")).toBe(false);
    expect(held.posts).toEqual([{ to: id, body: { kind: "holding", hold: 1 } }]);
  });

  it("leaves the bot its commands, promised reminders and what is said of the case", () => {
    const allowed = (["answer", "command", "reminder", "case", "started"] as const).filter((what) =>
      mayBotSpeak(held.human, what),
    );
    expect(allowed).toEqual(["command", "reminder", "case"]);
  });

  it("drops what a model began before", () => {
    expect(isOvertaken(held.human, asked.epoch)).toBe(true);
    expect(isOvertaken(held.human, held.human.epoch)).toBe(false);
    expect(isOvertaken(withdraw(held.human).human, held.human.epoch)).toBe(true);
  });

  it("is told once however often the mail comes", () => {
    expect(hear(held.human, { kind: "held", hold: 1, who: ["Amal"] }).said).toEqual([]);
    const words = {
      kind: "words",
      n: 1,
      text: "Bonjour",
      language: "fr",
      who: "Amal",
      sorry: false,
    } as const;
    const once = hear(held.human, words);
    expect(once.said).toHaveLength(1);
    expect(hear(once.human, words)).toMatchObject({ said: [], posts: [] });
  });

  it("says now and then that a student has their words", () => {
    const soon = writeToHuman(held.human, "Allô", null, monday + hour);
    expect(soon.said).toEqual([]);
    expect(soon.posts).toEqual([
      { to: id, body: { kind: "wrote", n: 1, words: "Allô", media: null } },
    ]);
    const later = writeToHuman(soon.human, "Allô ?", null, monday + 7 * hour);
    expect(later.said).toMatchObject([{ key: "case.attending", with: { who: "Amal" } }]);
  });

  it("sends words that nobody waits for back to whoever sent them", () => {
    const gone = withdraw(held.human).human;
    const told = {
      kind: "words",
      n: 1,
      text: "Bonjour",
      language: "fr",
      who: "Amal",
      sorry: false,
    } as const;
    expect(hear(gone, told)).toMatchObject({
      said: [],
      posts: [{ to: id, body: { kind: "missed", n: 1 } }],
    });
    expect(hear(gone, { kind: "held", hold: 2, who: ["Amal"] }).posts).toEqual([
      { to: id, body: { kind: "absent" } },
    ]);
  });
});

describe("asking for a human", () => {
  it("opens one case at a time, and adds to it", () => {
    const again = askForHuman(asked, person, { ...request, words: "Un site" }, monday);
    expect(again.posts).toEqual([
      { to: id, body: { kind: "wrote", n: 1, words: "Un site", media: null } },
    ]);
    expect(again.said).toMatchObject([{ key: "case.still-open" }]);
    expect(askForHuman(withdraw(asked).human, person, request, monday).human.open?.case).toBe(
      caseOwner(person, 2),
    );
  });

  it("tells where it stands", () => {
    expect(standing(noHuman).said).toMatchObject([{ key: "case.no-open" }]);
    expect(standing(held.human).said).toMatchObject([{ key: "case.attending" }]);
    const promised = hear(asked, {
      kind: "promised",
      n: 1,
      promised: 5,
      returns: null,
      why: "opened",
    });
    expect(standing(promised.human).said).toMatchObject([
      { key: "case.still-open", with: { date: 5 } },
    ]);
  });

  it("adds nothing to no case", () => {
    expect(addToCase(noHuman, "Un site", null)).toMatchObject({ posts: [], human: noHuman });
  });

  it("leaves nothing but two counts once everything is erased", () => {
    const { human, posts } = eraseHuman(held.human, person);
    expect(human).toEqual({ ...noHuman, cases: 1, epoch: 2 });
    expect(posts).toEqual([{ to: id, body: { kind: "erased" } }]);
  });
});
