import { describe, expect, test } from "vitest";
import { theBook } from "../world.ts";
import { benchEngine } from "./engine.ts";
import { tinyPace } from "./measure.ts";
import { benchWebhook } from "./webhook.ts";

/** The first cells of a table's lines, without its head. */
function rowsOf(text: string): readonly string[] {
  return text
    .split("\n")
    .map((line) => line.split(/\s{2,}/u)[0] ?? "")
    .filter((cell) => cell !== "" && !cell.startsWith("-"));
}

describe("the benchmarks, far too short to measure anything", () => {
  test("the engine's prints a line for each way to answer, each length and each shape", async () => {
    const rows = rowsOf(benchEngine(await theBook(), tinyPace));
    expect(rows).toEqual(
      expect.arrayContaining([
        "fr tapped",
        "fr typed",
        "ary misspelled",
        "the state as JSON",
        "10",
        "1,000",
        "one letter",
        "ligatures that unfold",
      ]),
    );
  });

  test("the webhook's prints each server beside the limit, and every message is answered", async () => {
    const text = await benchWebhook(await theBook(), {
      seconds: 0.4,
      rate: 20,
      most: 20,
      people: 4,
    });
    for (const name of ["node:http limit", "express limit", "Rafiq on Redis", "Rafiq on SQLite"]) {
      expect(rowsOf(text).filter((row) => row === name)).toHaveLength(2);
    }
    expect(text.match(/\b8\/8\b/gu)).toHaveLength(3);
    // Eleven processes start for it.
  }, 180_000);
});
