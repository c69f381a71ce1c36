import * as fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { shape } from "../../src/channels/shape.ts";
import { advance } from "../../src/core/engine/advance.ts";
import { blankState, type State } from "../../src/core/engine/state.ts";
import type { Content } from "../../src/core/inbound.ts";
import { minute } from "../../src/core/instant.ts";
import { choose, type Choosable } from "../../src/core/language/choose.ts";
import { commandOf } from "../../src/core/language/commands.ts";
import { guessLanguage, greets } from "../../src/core/language/detect.ts";
import { fold, piecesOf } from "../../src/core/language/fold.ts";
import { mostWords } from "../../src/core/language/read.ts";
import { morning, theBook } from "../world.ts";
import { scale, tried } from "./full.ts";
import { megabyte, memoryHeld } from "./wire.ts";
import { words } from "./words.ts";

// With those of `posted.test.ts` more than a hundred thousand inputs, other ones in each run.
const runs = { words: 60_000 * scale, stories: 200 * scale };

const questions: readonly Choosable[] = [
  { language: "fr", kind: "yesno", options: [{ labels: ["Oui"] }, { labels: ["Non"] }] },
  { language: "ary-Latn", kind: "number1to5", options: [] },
  { language: "en", kind: "number0to5", options: [] },
  {
    language: "ary",
    kind: "list",
    options: ["Association", "Coopérative", "جمعية", "Moins de 5", "5 à 10", "__proto__"].map(
      (label) => ({ labels: [label] }),
    ),
  },
  { language: "ar", kind: "list", options: [] },
];

const before = memoryHeld();

afterAll(() => {
  expect(memoryHeld() - before).toBeLessThan(50 * megabyte);
});

describe("whatever somebody types", () => {
  test("is understood or not, and never more than that", () => {
    let turn = 0;
    fc.assert(
      fc.property(words, (text) => {
        const folded = fold(text);
        expect(typeof folded).toBe("string");
        commandOf(text);
        guessLanguage(text);
        greets(text);
        turn += 1;
        const question = questions[turn % questions.length] ?? never;
        const chosen = choose(question, text);
        if (chosen.kind === "option" && question.kind === "list")
          expect(question.options[chosen.index]).toBeDefined();
      }),
      { numRuns: runs.words },
    );
    tried(runs.words);
  });

  test("is answered by the engine, however strange it is", async () => {
    const book = await theBook();
    const can = {
      text: 1_600,
      body: 1_024,
      buttons: { most: 3, title: 20 },
      list: null,
      window: null,
    };
    const contents = fc.oneof(
      { weight: 6, arbitrary: words.map((text): Content => ({ kind: "text", text })) },
      {
        weight: 3,
        arbitrary: fc.nat(9).map((place): Content => ({ kind: "text", text: `${place}` })),
      },
      {
        weight: 2,
        arbitrary: fc
          .tuple(
            fc.oneof(
              words,
              fc.nat(60).map((move) => `${move}:yes`),
            ),
            words,
          )
          .map(([id, label]): Content => ({ kind: "tap", id, label })),
      },
      { weight: 1, arbitrary: words.map((text): Content => ({ kind: "edit", text })) },
      { weight: 1, arbitrary: words.map((emoji): Content => ({ kind: "reaction", emoji })) },
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(contents, fc.option(fc.integer())), {
          minLength: 20,
          maxLength: 60,
          size: "max",
        }),
        (heard) => {
          let state: State = blankState;
          let now = morning;
          for (const [at, [content, quoted]] of heard.entries()) {
            // Slowly enough that nobody is taken for a machine.
            now += 61 * minute;
            const seed = String(at).padStart(64, "a");
            const turn = advance(book, state, { kind: "heard", content, quoted, seed }, now);
            // Kept as JSON: what does not survive that would be lost.
            state = JSON.parse(JSON.stringify(turn.state));
            for (const { message } of turn.said) {
              expect(shape(message, can).length).toBeGreaterThan(0);
            }
            // What is answered from elsewhere has a timer that sees to it.
            const isAwaited = turn.effects.some(
              (one) => one.kind === "set-timer" && one.id === "late",
            );
            if (content.kind === "text" && !isAwaited) expect(turn.said.length).toBeGreaterThan(0);
          }
        },
      ),
      { numRuns: runs.stories },
    );
    // Each is at least so long.
    tried(runs.stories * 20);
  });
});

describe("sixty-four kilobytes", () => {
  const patterns = [
    "a|?|-|1|\0|م|\u0301|\ufdfa|👍|l'|a@|({[|ouiii|12:|3/|-1|⭐ |\u2067",
    "ma ما |oui non |1-2 -3 4,5/6:7 |je ne sais pas |entre 1 et |corriger |parler a quelqu'un ",
  ].flatMap((line) => line.split("|"));

  test("of one pattern leave no more to look at than four do", () => {
    for (const pattern of patterns) {
      const long = pattern.repeat(Math.ceil(65_536 / pattern.length)).slice(0, 65_536);
      // Looked at by what is left after cutting: the same pieces, however long the text was.
      expect(piecesOf(fold(long.slice(0, 4_096)), mostWords).length).toBeLessThanOrEqual(mostWords);
      for (const question of questions) {
        expect(choose(question, long)).toEqual(choose(question, long.slice(0, 16_384)));
      }
      expect(commandOf(long)).toEqual(commandOf(long.slice(0, 16_384)));
      expect(guessLanguage(long)).toEqual(guessLanguage(long.slice(0, 16_384)));
      expect(fold(long).length).toBeLessThanOrEqual(65_536 * 18);
    }
  });

  test("are cut for the engine, which answers as it would the beginning", async () => {
    const book = await theBook();
    for (const pattern of patterns) {
      const say = (text: string) => {
        const content: Content = { kind: "text", text };
        const input = { kind: "heard", content, quoted: null, seed: "a".repeat(64) } as const;
        return advance(book, blankState, input, morning);
      };
      const long = pattern.repeat(Math.ceil(65_536 / pattern.length)).slice(0, 65_536);
      expect(say(long)).toEqual(say(long.slice(0, 4_096).toWellFormed()));
    }
  });
});

const never: Choosable = { language: "fr", kind: "list", options: [] };
