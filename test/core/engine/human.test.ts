import { describe, expect, test } from "vitest";
import type { Told } from "../../../src/core/cases/mail.ts";
import { caseOwner } from "../../../src/core/cases/number.ts";
import { advance } from "../../../src/core/engine/advance.ts";
import { consentText } from "../../../src/core/engine/agreements.ts";
import { blankState, type State } from "../../../src/core/engine/state.ts";
import type { Effect, Input, Mail } from "../../../src/core/engine/turn.ts";
import type { Content } from "../../../src/core/inbound.ts";
import { day, hour, minute } from "../../../src/core/instant.ts";
import { theWholeBook } from "../../world.ts";

const book = { ...(await theWholeBook()), assisted: true };
const start = Date.UTC(2026, 11, 1, 9);
const question = "Comment créer une page Facebook au nom de la structure ?";

/** Somebody who asked for a student. Mail of their case comes when the test says so. */
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

  does(content: Content): readonly string[] {
    return this.play({ kind: "heard", content, quoted: null, seed: "a7".repeat(32) });
  }

  told(told: Told, from = caseOwner("c17-9f2c", 1)): readonly string[] {
    return this.gets({ kind: "case", case: from, told });
  }

  gets(mail: Mail): readonly string[] {
    return this.play({ kind: "mail", mail, seed: "b8".repeat(32) });
  }

  get posts() {
    return this.effects.flatMap((effect) => (effect.kind === "post" ? [effect.body] : []));
  }

  private play(input: Input): readonly string[] {
    this.now += minute;
    const turn = advance(book, this.state, input, this.now);
    this.state = turn.state;
    this.effects = turn.effects;
    this.said = turn.said;
    return turn.said.flatMap(({ message }) => message.keys);
  }

  said: ReturnType<typeof advance>["said"] = [];
}

const promised: Told = {
  kind: "promised",
  n: 1,
  promised: start + 2 * day,
  returns: null,
  why: "opened",
};
const held: Told = { kind: "held", hold: 1, who: ["Amal"] };

function words(n: number, text: string): Told {
  return { kind: "words", n, text, language: "fr", who: "Amal", sorry: false };
}

function askedFor(): Chat {
  const chat = new Chat();
  expect(chat.says("humain")).toEqual([]);
  expect(chat.told(promised)).toEqual(["human.tell"]);
  return chat;
}

describe("a human", () => {
  test("takes the words although a model is thinking, whose answer is dropped", () => {
    const chat = askedFor();
    chat.says("une affiche");
    chat.says(question);
    const asked = chat.effects.find(({ kind }) => kind === "reword");
    expect(asked).toBeDefined();
    expect(chat.told(held)).toEqual(["case.held"]);
    // The question is theirs now.
    expect(chat.posts).toContainEqual({ kind: "wrote", n: 2, words: question, media: null });
    const move = asked?.kind === "reword" ? asked.asked : 0;
    const values = { asked: move, text: "une réponse" };
    const mail: Mail = { kind: "event", event: "reworded", values, organization: null };
    expect(chat.gets(mail)).toEqual([]);
    chat.told({
      kind: "released",
      hold: 1,
      life: 0,
      why: "closed",
      summary: ["Fait."],
      language: "fr",
      sorry: false,
      asks: false,
    });
    expect(chat.gets(mail)).toEqual([]);
  });

  test("is told now and then that the words arrived, and hears pictures too", () => {
    const chat = askedFor();
    chat.told(held);
    expect(chat.says("allô")).toEqual([]);
    chat.now += 7 * hour;
    expect(chat.says("vous êtes là ?")).toEqual(["case.attending"]);
    const picture = {
      kind: "media",
      media: "image",
      url: "https://x/1",
      contentType: null,
    } as const;
    expect(chat.does({ ...picture, caption: "" })).toEqual([]);
    expect(chat.posts).toEqual([{ kind: "wrote", n: 3, words: "", media: "https://x/1" }]);
  });

  test("is read when the window opens: a template goes first, the words follow the tap", () => {
    const chat = askedFor();
    chat.told(held);
    chat.now += 2 * day;
    expect(chat.told(words(1, "Bonjour"))).toEqual(["case.words"]);
    expect(chat.said[0]?.message.template?.name).toBe("student-answered");
    expect(chat.does({ kind: "tap", id: "t:student-answered:read", label: null })).toEqual([
      "case.words",
    ]);
    expect(chat.says("merci")).toEqual([]);
    // Within the window it is read at once, and never twice.
    chat.told(words(2, "De rien"));
    expect(chat.says("à bientôt")).toEqual([]);
  });

  test("closes it while the window is shut: the summary waits, the template's buttons answer", () => {
    const chat = askedFor();
    chat.told(held);
    chat.now += 2 * day;
    chat.told({
      kind: "released",
      hold: 1,
      life: 0,
      why: "closed",
      summary: ["Fait."],
      language: "fr",
      sorry: false,
      asks: true,
    });
    expect(chat.said[0]?.message.template?.name).toBe("case-resolved");
    const answered = chat.does({ kind: "tap", id: "t:case-resolved:yes", label: null });
    expect(answered).toEqual(["case.line", "case.glad"]);
    expect(chat.posts).toEqual([{ kind: "resolved", answer: "yes", reopens: false }]);
  });

  test("gets the words as they are, whatever stands in them", () => {
    const chat = askedFor();
    chat.told(held);
    const text = "{org} <b>l'an 2027</b>\nرابط: https://ecc.example/a?b=1 {";
    chat.told(words(1, text));
    const said = chat.said[0]?.message.text.replaceAll(/[\u2066-\u2069]/gu, "") ?? "";
    expect(said).toBe(`Amal :\n${text}`);
  });

  test("leaves words that came too late to the bot, which answers them", () => {
    const chat = askedFor();
    chat.told(held);
    chat.says(question);
    chat.told({
      kind: "released",
      hold: 1,
      life: 0,
      why: "closed",
      summary: ["Fait."],
      language: "fr",
      sorry: false,
      asks: false,
    });
    expect(chat.told({ kind: "returned", n: 1, words: "merci beaucoup", media: null })).toEqual([
      "knowledge.talk.thanks",
    ]);
    expect(chat.told({ kind: "returned", n: 1, words: "merci beaucoup", media: null })).toEqual([]);
  });

  test("is not reminded of an unfinished question, nor asked anything, while they talk", () => {
    const chat = askedFor();
    chat.says("une affiche");
    chat.says("diagnostic");
    chat.told(held);
    chat.says("bonjour");
    expect(chat.effects).toContainEqual({ kind: "cancel-timer", id: "silence" });
    expect(chat.told({ kind: "question", question: "satisfaction", action: null })).toEqual([]);
  });

  test("is remembered in a state that an older version wrote", () => {
    const chat = new Chat();
    const { human: _h, humanSpoke: _s, letters: _l, ...older } = chat.state;
    chat.state = { ...blankState, ...older, facts: { ...older.facts, casePromised: start + day } };
    expect(chat.says("humain")).toEqual([]);
    expect(chat.posts.map((body) => (body as { kind: string }).kind)).toEqual(["open"]);
  });
});
