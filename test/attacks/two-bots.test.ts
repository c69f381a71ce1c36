import { describe, expect, test } from "vitest";
import { advance } from "../../src/core/engine/advance.ts";
import { blankState, type State } from "../../src/core/engine/state.ts";
import type { Turn } from "../../src/core/engine/turn.ts";
import type { Content } from "../../src/core/inbound.ts";
import { minute, second } from "../../src/core/instant.ts";
import { languages } from "../../src/core/language/languages.ts";
import { openHouse } from "../service/house.ts";
import { Person } from "../service/person.ts";
import { morning, theBook } from "../world.ts";

const book = await theBook();

/** Somebody who does one thing after the other, at a pace. */
class Chat {
  state: State = blankState;
  private now = morning;

  does(content: Content, gap: number): Turn {
    this.now += gap;
    const seed = "a".repeat(64);
    const turn = advance(
      book,
      this.state,
      { kind: "heard", content, quoted: null, seed },
      this.now,
    );
    this.state = turn.state;
    return turn;
  }

  says(text: string, gap: number): readonly string[] {
    return keysOf(this.does({ kind: "text", text }, gap));
  }
}

function keysOf({ said }: Turn): readonly string[] {
  return said.flatMap(({ message }) => message.keys);
}

/** How often it was answered before it was muted; null when it never was in 300 turns. */
function answeredUntilMuted(texts: readonly string[], gap: number): number | null {
  const chat = new Chat();
  for (let turn = 0; turn < 300; turn += 1) {
    if (chat.says(texts[turn % texts.length] ?? "", gap).includes("system.muted")) return turn;
  }
  return null;
}

describe("two bots that answer each other", () => {
  test.each([
    [["Merci de nous avoir contactés. Nous vous répondrons bientôt."]],
    [["Thank you for your message!"]],
    [["menu"]],
    [["aide"]],
    [["salam"]],
    [["🤖"]],
    [["شكرا على رسالتكم", "سنجيبكم قريبا"]],
  ])("%j is answered no more than twenty times", (texts) => {
    const answered = answeredUntilMuted(texts, second);
    expect(answered).not.toBeNull();
    expect(answered).toBeLessThanOrEqual(20);
    expect(answered).toBeGreaterThan(10);
  });

  test("even one that always finds an answer comes to an end", () => {
    const answered = answeredUntilMuted(["1", "menu", "2", "aide", "langue", "3"], second);
    expect(answered).not.toBeNull();
    expect(answered).toBeLessThanOrEqual(100);
  });

  test("hear one sentence about it, and then nothing until they have been quiet for a minute", () => {
    const chat = new Chat();
    const answers = Array.from({ length: 200 }, () => chat.says("beep", second));
    expect(answers.filter((keys) => keys.includes("system.muted"))).toHaveLength(1);
    expect(answers.at(-1)).toEqual([]);
    expect(chat.state.muted).toBe(true);
    expect(chat.says("beep", minute - 1)).toEqual([]);
    expect(chat.says("menu", minute)).not.toEqual([]);
    expect(chat.state.muted).toBe(false);
  });
});

describe("a person", () => {
  test("who is slow to understand is never muted", () => {
    expect(answeredUntilMuted(["blorp"], 3 * second)).toBeNull();
  });

  test("who answers the whole diagnostic as fast as they can is not muted", () => {
    const chat = new Chat();
    chat.says("salam", second);
    for (let turn = 0; turn < 40; turn += 1) {
      const keys = chat.says(String((turn % 3) + 1), 500);
      expect(keys, `turn ${turn}`).not.toContain("system.muted");
    }
  });

  test("who taps is never muted, and is heard again at once", () => {
    const chat = new Chat();
    for (let turn = 0; turn < 60; turn += 1) {
      chat.does({ kind: "tap", id: `${turn}:nothing`, label: null }, 100);
      expect(chat.state.muted).toBe(false);
    }
    for (let turn = 0; turn < 30; turn += 1) chat.says("beep", 100);
    expect(chat.state.muted).toBe(true);
    expect(keysOf(chat.does({ kind: "tap", id: "1:nothing", label: null }, 100))).not.toEqual([]);
    expect(chat.state.muted).toBe(false);
  });

  test("may say stop at any time, in any language", () => {
    for (const word of ["stop", "STOP", "arrêt", "توقيف", "سطوب"]) {
      const chat = new Chat();
      for (let turn = 0; turn < 30; turn += 1) chat.says("beep", 100);
      expect(chat.state.muted).toBe(true);
      expect(chat.says(word, 100), word).toEqual(["system.stopped"]);
      expect(chat.state.stopped).toBe(true);
    }
  });

  test("whose state was kept by an older version is answered", () => {
    const { hurry: _hurry, muted: _muted, ...older } = blankState;
    const chat = new Chat();
    chat.state = { ...blankState, ...older };
    expect(chat.says("salam", second)).not.toEqual([]);
  });

  test("is told in every language", () => {
    for (const key of ["system.muted", "system.full"]) {
      const forms = book.sentences.byKey.get(key);
      expect(
        languages.filter((language) => !forms?.[language]),
        key,
      ).toEqual([]);
    }
  });
});

test("the log says that a contact was muted, once and without saying who", async () => {
  const house = await openHouse();
  const person = new Person(house, "+212600006001");
  let answers = 0;
  for (let turn = 0; turn < 30; turn += 1) answers += (await person.says("beep beep")).length;
  expect(answers).toBeLessThanOrEqual(25);
  const lines = house.lines.filter((line) => line.includes("contact-muted"));
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toContain("212600006001");
  house.time.now += minute;
  expect(await person.says("menu")).toHaveLength(1);
});
