import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { commandOf, type Command } from "../../../src/core/language/commands.ts";
import { commands, noCommands } from "./answers/commands.ts";
import { sentences } from "./answers/languages.ts";
import { told, wishes } from "./answers/wishes.ts";

function short(command: Command | null): string {
  if (command === null) return "none";
  if (command.kind === "language") return `language:${command.language ?? ""}`;
  return command.kind === "correct" ? `correct:${command.about ?? ""}` : command.kind;
}

describe.each(Object.entries(commands))("the command %s", (name, spellings) => {
  test("is recognized in all its spellings", () => {
    const wrong = spellings.filter((text) => short(commandOf(text)) !== name);
    expect(wrong).toEqual([]);
  });
});

test("a wish is the command it wishes for", () => {
  const wrong = Object.entries(wishes).flatMap(([name, texts]) =>
    texts.flatMap((text) => {
      const command = commandOf(text);
      const found = command?.kind === "language" ? short(command) : command?.kind;
      return found === name ? [] : [`«${text}»: ${found ?? "none"}, not ${name}`];
    }),
  );
  expect(wrong).toEqual([]);
});

test("every command has at least 15 spellings", () => {
  const counts = new Map<string, number>();
  for (const [name, spellings] of Object.entries(commands)) {
    const [kind = ""] = name.split(":");
    counts.set(kind, (counts.get(kind) ?? 0) + spellings.length);
  }
  expect([...counts].filter(([, count]) => count < 15)).toEqual([]);
});

test("answers, questions and stories are no commands", () => {
  const texts = [...noCommands, ...told, ...Object.values(sentences).flat()];
  expect(texts.filter((text) => commandOf(text) !== null)).toEqual([]);
});

test("no digit is a command: a question may count from 0", () => {
  for (const digit of "0123456789٠١٢٣۰۱") expect(commandOf(digit)).toBeNull();
});

test("a short word is a command only when spelled exactly", () => {
  expect(["doz", "rj3", "fr"].map((text) => short(commandOf(text)))).toEqual([
    "skip",
    "back",
    "language:fr",
  ]);
  expect(["daz", "rj9", "ft"].map((text) => short(commandOf(text)))).toEqual([
    "none",
    "none",
    "none",
  ]);
});

test("nothing that is typed throws", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
      commandOf(text);
    }),
  );
});
