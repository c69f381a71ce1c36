import { describe, expect, test } from "vitest";
import type { Told } from "../../../src/core/cases/mail.ts";
import { caseOwner } from "../../../src/core/cases/number.ts";
import { consentText } from "../../../src/core/engine/agreements.ts";
import { advance } from "../../../src/core/engine/advance.ts";
import { blankState, type State } from "../../../src/core/engine/state.ts";
import type { Effect, Input } from "../../../src/core/engine/turn.ts";
import type { Content } from "../../../src/core/inbound.ts";
import { hour, minute } from "../../../src/core/instant.ts";
import { languages } from "../../../src/core/language/languages.ts";
import { theWholeBook } from "../../world.ts";

const book = await theWholeBook();
/** A Tuesday morning, within the permitted hours. */
const start = Date.UTC(2026, 11, 1, 9);

/** Somebody on a page whose team may answer from the page's own inbox. */
class Chat {
  state: State = {
    ...blankState,
    id: "c17-9f2c",
    facts: { consent: consentText },
    languageFrom: "choice",
    lastHeard: start,
  };
  now = start;
  effects: readonly Effect[] = [];

  says(text: string): readonly string[] {
    return this.does({ kind: "text", text });
  }

  human(what: "spoke" | "took" | "left"): readonly string[] {
    return this.does({ kind: "human-elsewhere", what });
  }

  does(content: Content): readonly string[] {
    this.now += minute;
    return this.play({ kind: "heard", content, quoted: null, seed: "a7".repeat(32) });
  }

  told(told: Told): readonly string[] {
    this.now += minute;
    const mail = { kind: "case", case: caseOwner("c17-9f2c", 1), told } as const;
    return this.play({ kind: "mail", mail, seed: "b8".repeat(32) });
  }

  /** The timer comes due, at its moment. */
  due(): readonly string[] {
    const at = this.waits;
    if (at === null) throw new Error("nothing is planned");
    this.now = at;
    this.waits = null;
    return this.play({ kind: "timer", timer: { kind: "elsewhere" }, seed: "c9".repeat(32) });
  }

  waits: number | null = null;

  private play(input: Input): readonly string[] {
    const turn = advance(book, this.state, input, this.now);
    this.state = turn.state;
    this.effects = turn.effects;
    for (const effect of turn.effects) {
      if (effect.kind === "set-timer" && effect.id === "elsewhere") this.waits = effect.at;
      if (effect.kind === "cancel-timer" && effect.id === "elsewhere") this.waits = null;
    }
    return turn.said.flatMap(({ message }) => message.keys);
  }
}

function inDiagnostic(): Chat {
  const chat = new Chat();
  expect(chat.says("diagnostic").length).toBeGreaterThan(0);
  expect(chat.state.session?.pending).not.toBeNull();
  return chat;
}

describe("a human at the page's own inbox", () => {
  test.each(["spoke", "took"] as const)("who %s makes the bot silent", (what) => {
    const chat = inDiagnostic();
    expect(chat.human(what)).toEqual([]);
    expect(chat.says("bonjour, vous êtes là ?")).toEqual([]);
    expect(chat.says("et comment créer une page ?")).toEqual([]);
    expect(chat.does({ kind: "location" })).toEqual([]);
  });

  test("leaves the universal commands to the bot", () => {
    const chat = inDiagnostic();
    chat.human("spoke");
    expect(chat.says("menu")).toContain("menu.choose");
    expect(chat.says("bonjour")).toEqual([]);
    expect(chat.says("stop")).toEqual(["system.stopped"]);
  });

  test("gives back, and the question that waited is asked again", () => {
    const chat = inDiagnostic();
    const asked = chat.state.session?.frames;
    chat.human("took");
    chat.says("d'accord");
    expect(chat.human("left")[0]).toBe("case.bot-again");
    expect(chat.state.session?.frames).toEqual(asked);
    expect(chat.state.human.elsewhere).toBeUndefined();
    expect(chat.waits).toBeNull();
  });

  test("who gives back what nobody took is not heard", () => {
    const chat = inDiagnostic();
    expect(chat.human("left")).toEqual([]);
    const fresh = new Chat();
    expect(fresh.human("left")).toEqual([]);
  });

  test("who is silent for long: the person is warned, and a day later the bot is back", () => {
    const chat = inDiagnostic();
    chat.human("spoke");
    chat.now += 5 * hour;
    chat.human("spoke");
    chat.now += 2 * hour;
    expect(chat.says("merci")).toEqual([]);
    const began = chat.now;
    expect(chat.due()).toEqual(["elsewhere.warned"]);
    expect(chat.now).toBeGreaterThan(began);
    // Their own words do not put it off: nobody may be there to read them.
    chat.now += 12 * hour;
    expect(chat.says("il y a quelqu'un ?")).toEqual([]);
    expect(chat.due()[0]).toBe("case.bot-again");
    expect(chat.says("1")).not.toEqual([]);
  });

  test("whose words come between warning and return begins another day", () => {
    const chat = inDiagnostic();
    chat.human("spoke");
    chat.says("oui");
    chat.due();
    chat.human("spoke");
    expect(chat.state.human.elsewhere?.warned).toBe(false);
    expect(chat.waits).toBeGreaterThanOrEqual(chat.now + 8 * hour);
  });

  test("who went while the window may be shut: the bot says who it is with its next words", () => {
    const chat = inDiagnostic();
    chat.human("spoke");
    chat.now += 14 * hour;
    chat.human("spoke");
    expect(chat.due()).toEqual([]);
    expect(chat.due()).toEqual([]);
    expect(chat.says("salam")[0]).toBe("case.bot-again");
  });

  test("opens no window: what they write is not the person's", () => {
    const chat = inDiagnostic();
    const { lastHeard } = chat.state;
    chat.human("spoke");
    expect(chat.state.lastHeard).toBe(lastHeard);
  });

  test("is not answered where nobody has said anything yet", () => {
    const chat = new Chat();
    chat.state = { ...blankState, id: "c17-9f2c" };
    expect(chat.human("spoke")).toEqual([]);
    expect(chat.says("salam")).toEqual([]);
    expect(chat.human("left")[0]).toBe("case.bot-again");
  });

  test("who wrote to somebody first leaves nothing to be told", () => {
    const chat = new Chat();
    chat.state = { ...blankState, id: "c17-9f2c" };
    chat.human("spoke");
    expect(chat.due()).toEqual([]);
    expect(chat.due()).toEqual([]);
    expect(chat.says("salam")).toEqual(["welcome.language"]);
  });

  test("does not speak over a student of ours, nor a student over them", () => {
    const chat = new Chat();
    chat.says("humain");
    chat.says("une affiche");
    chat.human("spoke");
    expect(chat.told({ kind: "held", hold: 1, who: ["Amal"] })).toEqual(["case.held"]);
    expect(chat.human("left")).toEqual([]);
    expect(chat.says("bonjour")).toEqual([]);
    expect(chat.effects.some(({ kind }) => kind === "post")).toBe(true);
  });

  test("takes the words that wait in a request along", () => {
    const chat = new Chat();
    chat.says("humain");
    chat.says("une affiche");
    chat.human("spoke");
    expect(chat.says("je vous écris ici")).toEqual([]);
    expect(chat.effects.some(({ kind }) => kind === "post")).toBe(true);
  });

  test("is respected after « stop »: nothing starts by itself", () => {
    const chat = inDiagnostic();
    chat.says("stop");
    expect(chat.human("spoke")).toEqual([]);
    expect(chat.waits).toBeNull();
  });

  test.each(languages)("is told of in %s", (language) => {
    const chat = inDiagnostic();
    chat.state = { ...chat.state, language };
    chat.human("spoke");
    chat.says("1");
    expect(chat.due()).toEqual(["elsewhere.warned"]);
  });
});
