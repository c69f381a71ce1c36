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

/** How often it was answered before we fell silent; null when we never did in 300 turns. */
function answeredUntilSilent(texts: readonly string[], gap: number): number | null {
  const chat = new Chat();
  for (let turn = 0; turn < 300; turn += 1) {
    const keys = chat.says(texts[turn % texts.length] ?? "", gap);
    if (keys.includes("system.muted") || keys.includes("system.stalled")) return turn;
  }
  return null;
}

/** Somebody who got nowhere for so long that we wait for them. */
function stalledChat(): Chat {
  const chat = new Chat();
  chat.says("salam", minute);
  for (let turn = 0; turn < 40; turn += 1) chat.says("beep", minute / 2);
  expect(chat.says("beep", minute)).toEqual([]);
  return chat;
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
    const answered = answeredUntilSilent(texts, second);
    expect(answered).not.toBeNull();
    expect(answered).toBeLessThanOrEqual(20);
    expect(answered).toBeGreaterThan(10);
  });

  test("even one that always finds an answer comes to an end", () => {
    const answered = answeredUntilSilent(["1", "menu", "2", "aide", "langue", "3"], second);
    expect(answered).not.toBeNull();
    expect(answered).toBeLessThanOrEqual(170);
  });

  test.each([3 * second, 15 * second, 10 * minute])(
    "come to an end although each takes %d ms for its answer",
    (gap) => {
      for (const texts of [["blorp"], ["merci de votre message", "à bientôt"], ["menu"]]) {
        expect(answeredUntilSilent(texts, gap)).toBeLessThanOrEqual(25);
      }
    },
  );

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
  test("who is slow to understand is answered twenty times, and told that we wait", () => {
    const chat = new Chat();
    const answers = Array.from({ length: 60 }, () => chat.says("blorp", minute / 2));
    expect(answers.filter((keys) => keys.length > 0)).toHaveLength(22);
    expect(answers.filter((keys) => keys.includes("system.stalled"))).toHaveLength(1);
    expect(chat.state.muted).toBe(false);
  });

  test.each(["1", "humain", "arrêt", "العربية"])(
    "who got nowhere is heard as soon as they write « %s »",
    (text) => {
      const chat = stalledChat();
      const turn = chat.does({ kind: "text", text }, second);
      // A request for a student is answered by the team's list.
      const posts = turn.effects.filter(({ kind }) => kind === "post");
      expect([...keysOf(turn), ...posts]).not.toEqual([]);
      expect(chat.state.stalled).toBe(0);
      expect(chat.says("beep", minute)).not.toEqual([]);
    },
  );

  test("who got nowhere is heard when they tap, and after an hour", () => {
    const chat = stalledChat();
    const { move } = chat.state.session?.pending ?? { move: 0 };
    const tap = chat.does({ kind: "tap", id: `${move}:fr`, label: null }, second);
    expect(keysOf(tap)).not.toEqual([]);
    const other = stalledChat();
    expect(other.says("beep", 60 * minute - 1)).toEqual([]);
    expect(other.says("beep", 60 * minute)).not.toEqual([]);
  });

  test("who got nowhere keeps everything they had answered", () => {
    const chat = new Chat();
    for (const text of ["salam", "1", "1"]) chat.says(text, minute);
    const { facts, session } = chat.state;
    for (let turn = 0; turn < 40; turn += 1) chat.says("beep", minute);
    expect(chat.state.facts).toEqual(facts);
    expect(chat.state.session?.frames[0]).toEqual(session?.frames[0]);
  });

  test("who writes to the students may write as long as they like", () => {
    const chat = new Chat();
    for (const text of ["salam", "1", "1", "humain", "Nous cherchons de l'aide"])
      chat.says(text, minute);
    chat.state = { ...chat.state, session: null };
    for (let turn = 0; turn < 40; turn += 1) {
      const keys = chat.says(`Encore une chose, numéro ${turn}`, 10 * second);
      expect(keys).toEqual(["human.noted"]);
    }
  });

  test("who answers the whole diagnostic as fast as they can is not muted", () => {
    const chat = new Chat();
    chat.says("salam", second);
    for (let turn = 0; turn < 40; turn += 1) {
      const keys = chat.says(String((turn % 3) + 1), 500);
      expect(keys, `turn ${turn}`).not.toContain("system.muted");
    }
  });

  test("who taps is not muted, and is heard although they were", () => {
    const chat = new Chat();
    for (let turn = 0; turn < 60; turn += 1) {
      chat.does({ kind: "tap", id: `${turn}:nothing`, label: null }, 100);
      expect(chat.state.muted).toBe(false);
    }
    for (let turn = 0; turn < 30; turn += 1) chat.says("beep", 100);
    expect(chat.state.muted).toBe(true);
    expect(keysOf(chat.does({ kind: "tap", id: "1:nothing", label: null }, 100))).not.toEqual([]);
  });

  test("has no more answers a minute than fits a person, whatever they send", () => {
    for (const gap of [10, 100, second]) {
      const chat = new Chat();
      const minutes = 10;
      let answers = 0;
      for (let turn = 0; turn < (minutes * minute) / gap; turn += 1) {
        const content: Content =
          turn % 2 === 0
            ? { kind: "text", text: String(turn % 5) }
            : { kind: "tap", id: `${chat.state.session?.pending?.move ?? 0}:yes`, label: null };
        answers += chat.does(content, gap).said.length;
      }
      expect(answers, `one in ${gap} ms`).toBeLessThanOrEqual(2 * (200 + 24 * minutes));
    }
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
    const { hurry: _hurry, muted: _muted, stalled: _stalled, ...older } = blankState;
    const chat = new Chat();
    chat.state = { ...blankState, ...older };
    expect(chat.says("salam", second)).not.toEqual([]);
  });

  test("is told in every language", () => {
    for (const key of ["system.muted", "system.stalled", "system.full"]) {
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
