import { beforeEach, describe, expect, test, vi } from "vitest";
import { choose } from "../../../src/core/language/choose.ts";
import { commandOf } from "../../../src/core/language/commands.ts";
import { guessLanguage, greets } from "../../../src/core/language/detect.ts";
import { fold, piecesOf } from "../../../src/core/language/fold.ts";
import { mostWords, read } from "../../../src/core/language/read.ts";
import { question } from "./answers/questions.ts";

const { counted } = vi.hoisted(() => ({ counted: { comparisons: 0, letters: 0 } }));
vi.mock("fastest-levenshtein", async (load) => {
  const real = await load<typeof import("fastest-levenshtein")>();
  return {
    distance(one: string, other: string): number {
      counted.comparisons += 1;
      counted.letters += one.length * other.length;
      return real.distance(one, other);
    },
  };
});

const longest = 4096;
const shapes: Readonly<Record<string, string>> = {
  "one letter": "a",
  digits: "1234567890",
  decimals: "1.",
  "no spaces": "abcdefghijklmnopqrstuvwxyz",
  "Arabic without spaces": "السلام",
  "vowel marks": "بَّ",
  "combining marks": "\u0301\u0323",
  "zero width": "\u200b3",
  pictures: "👍❌",
  "question marks": "?!",
  "half a phrase": "je ne ",
  labels: "former l'equipe trouver argent visible ",
  typos: "formr lequipe trouvr argnt vsible ",
  "long ligature": "\uFDFA",
  spaces: " \n",
  addresses: "a@",
};

beforeEach(() => {
  counted.comparisons = 0;
  counted.letters = 0;
});

function fill(shape: string, length: number): string {
  return shape.repeat(Math.ceil(length / shape.length)).slice(0, length);
}

describe.each(Object.entries(shapes))("a message of %s", (_, shape) => {
  test("costs no more when it is four times as long", () => {
    const costs = [1024, longest].map((length) => {
      const text = fill(shape, length);
      counted.letters = 0;
      for (const asked of ["yn", "n15", "web", "priority"] as const)
        choose(question("fr", asked), text);
      commandOf(text);
      guessLanguage(text);
      greets(text);
      return counted.letters;
    });
    expect(costs[1]).toBeLessThanOrEqual((costs[0] ?? 0) * 4 + 1000);
    expect(costs[1]).toBeLessThanOrEqual(400_000);
  });

  test("is cut into a bounded number of pieces", () => {
    const folded = fold(fill(shape, longest));
    expect(piecesOf(folded, mostWords).length).toBeLessThanOrEqual(mostWords);
    expect(read(folded, "fr")?.length ?? 0).toBeLessThanOrEqual(mostWords);
  });
});

test("a message of as many near words as are read stays cheap", () => {
  const words = "formr equipz trouvr argnt vsible proteje budgt rendr compt gerr moyns assoc".split(
    " ",
  );
  const text = Array.from({ length: 24 }, (_, at) => words[at % words.length]).join(" ");
  choose(question("fr", "priority"), text);
  expect(counted.comparisons).toBeLessThanOrEqual(6000);
});
