import { describe, expect, test } from "vitest";
import { advance } from "../../../src/core/engine/advance.ts";
import { blankState, type State } from "../../../src/core/engine/state.ts";
import type { Effect, Input, Turn } from "../../../src/core/engine/turn.ts";
import { second } from "../../../src/core/instant.ts";
import { morning, theWholeBook } from "../../world.ts";

const book = { ...(await theWholeBook()), assisted: true };
const question = "Comment créer une page Facebook au nom de la structure ?";
const agreed: State = {
  ...blankState,
  language: "fr",
  languageFrom: "choice",
  facts: { consent: "1" },
};

function heard(text: string): Input {
  return {
    kind: "heard",
    content: { kind: "text", text },
    quoted: null,
    seed: "ab".repeat(32),
  };
}

function reworded(asked: number, text = "Des mots d'un programme."): Input {
  const mail = {
    kind: "event",
    event: "reworded",
    values: { asked, text },
    organization: null,
  } as const;
  return { kind: "mail", mail, seed: "cd".repeat(32) };
}

function keysOf(turn: Turn): readonly string[] {
  return turn.said.flatMap(({ message }) => message.keys);
}

function errandOf(turn: Turn): Extract<Effect, { kind: "reword" }> {
  const errand = turn.effects.find((effect) => effect.kind === "reword");
  if (errand === undefined) throw new Error("no model was asked");
  return errand;
}

describe("an answer that a model may word", () => {
  const asked = advance(book, agreed, heard(question), morning);
  const { asked: move, topics, language } = errandOf(asked);

  test("is asked for with what was found, and nothing is said yet", () => {
    expect(asked.said).toEqual([]);
    expect(language).toBe("fr");
    expect(topics.length).toBeGreaterThan(0);
    expect(JSON.stringify(errandOf(asked))).not.toContain("+212");
  });

  test("is told when it comes, and labelled", () => {
    const turn = advance(book, asked.state, reworded(move), morning + second);
    expect(keysOf(turn)).toEqual(["knowledge.assisted"]);
    expect(turn.said[0]?.message.text).toContain("Des mots d'un programme.");
    expect(turn.said[0]?.message.text).toContain("rédigé par un programme");
  });

  test("that comes too late leaves the written one, and is dropped", () => {
    const timer = { kind: "late", move } as const;
    const told = advance(
      book,
      asked.state,
      { kind: "timer", timer, seed: "ef".repeat(32) },
      morning + 15 * second,
    );
    expect(keysOf(told)).toEqual(["knowledge.answer"]);
    const late = advance(book, told.state, reworded(move), morning + 20 * second);
    expect(late.said).toEqual([]);
  });

  test("to a question that was left is dropped, and « stop » and other questions work meanwhile", () => {
    const stopped = advance(book, asked.state, heard("stop"), morning + second);
    expect(keysOf(stopped)).toEqual(["system.stopped"]);

    const other = advance(
      book,
      asked.state,
      heard("Comment activer la double vérification ?"),
      morning + second,
    );
    const next = errandOf(other);
    expect(next.asked).not.toBe(move);
    expect(advance(book, other.state, reworded(move), morning + 2 * second).said).toEqual([]);
    expect(keysOf(advance(book, other.state, reworded(next.asked), morning + 2 * second))).toEqual([
      "knowledge.assisted",
    ]);
  });

  test("is no longer asked for once the day's share is used up", () => {
    const day = Math.floor(morning / 86_400_000);
    const busy = { ...agreed, facts: { ...agreed.facts, assisted: [day, 20] } };
    const turn = advance(book, busy, heard(question), morning);
    expect(keysOf(turn)).toEqual(["knowledge.answer"]);
  });
});
