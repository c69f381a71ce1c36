import { array, assert, integer, property, record, string } from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addTalk,
  talkEnds,
  talkKeptFor,
  trimTalk,
  type Spoken,
} from "../../../src/core/cases/talk.ts";

const now = Date.UTC(2026, 11, 1, 9);
const word = (at: number, text: string): Spoken => ({ by: "person", at, move: 1, text });

describe("the talk of the last days", () => {
  it("stays small whatever is said, and keeps the latest", () => {
    const spoken = record({
      at: integer({ min: now - 12 * 86_400_000, max: now }),
      text: string({ maxLength: 600 }),
      choices: array(string({ maxLength: 24 }), { maxLength: 10 }),
    });
    assert(
      property(array(spoken, { maxLength: 120 }), (all) => {
        const sorted = all.toSorted((a, b) => a.at - b.at);
        let talk: readonly Spoken[] = [];
        for (const { at, text, choices } of sorted) {
          talk = addTalk(talk, [{ by: "bot", at, move: 1, text, choices }], at);
        }
        const characters = talk.flatMap((one) => [one.text ?? "", ...(one.choices ?? [])]).join("");
        expect(talk.length).toBeLessThanOrEqual(40);
        expect(characters.length).toBeLessThanOrEqual(4_000);
        expect(talk.at(-1)?.text).toBe(sorted.at(-1)?.text);
      }),
    );
  });

  it("is forgotten after eight days, and says when", () => {
    const talk = [word(now, "salam"), word(now + 1_000, "bnadem")];
    expect(talkEnds(talk)).toBe(now + talkKeptFor);
    expect(trimTalk(talk, now + talkKeptFor)).toEqual([word(now + 1_000, "bnadem")]);
    expect(trimTalk(talk, now + talkKeptFor + 1_000)).toEqual([]);
    expect(talkEnds([])).toBeNull();
  });
});
