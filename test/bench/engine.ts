import type { Flowbook } from "../../src/core/engine/book.ts";
import type { Language } from "../../src/core/language/languages.ts";
import { manners, recordConversation, replay, type Conversation } from "./conversation.ts";
import { hostile, match, understand } from "./hostile.ts";
import { measureAll, type Pace } from "./measure.ts";
import { syntheticTurns } from "./synthetic.ts";
import { figure, verdict, writeTable } from "./table.ts";

/** Design § 10. */
const turnTarget = 30;
const messageTarget = 2_000;
const longest = 4_096;
const quarter = longest / 4;

const yardstick = "the state as JSON";
const spoken: readonly Language[] = ["fr", "ary"];
const lengths = [10, 100, 1_000] as const;

/** Measures the engine by itself, on one core, and answers the tables. */
export function benchEngine(book: Flowbook, pace: Pace): string {
  return [
    "A turn of the diagnostic: every question asked, from the first word to the result\n",
    diagnosticTable(book, pace),
    "\nThe same three turns in the middle of flows of growing length\n",
    flatnessTable(book, pace),
    `\nWords of ${longest.toLocaleString("en")} characters that are hard to understand\n`,
    hostileTable(pace),
  ].join("");
}

function diagnosticTable(book: Flowbook, pace: Pace): string {
  const conversations = new Map<string, Conversation>();
  for (const language of spoken) {
    for (const manner of manners) {
      conversations.set(`${language} ${manner}`, recordConversation(book, language, manner));
    }
  }
  const works: Record<string, () => number> = {};
  for (const [name, one] of conversations) works[name] = () => replay(book, one);
  // What keeping the state costs, however the turn was played: it tells one machine from another.
  const copied = [...conversations.values()][0]?.last;
  works[yardstick] = () => (JSON.parse(JSON.stringify(copied)) === null ? 0 : 1);
  const measured = measureAll(works, pace);
  const json = measured[yardstick]?.median ?? NaN;
  return writeTable(
    [
      "",
      "turns",
      "asked again",
      "µs a turn",
      "best",
      "to JSON",
      "turns/s",
      "state, bytes",
      "target",
    ],
    [
      ...[...conversations].map(([name, { inputs, misunderstood, last }]) => {
        const { median = NaN, best = NaN } = measured[name] ?? {};
        return [
          name,
          String(inputs.length),
          String(misunderstood),
          figure(median),
          figure(best),
          figure(median / json),
          figure(1_000_000 / median),
          figure(Buffer.byteLength(JSON.stringify(last))),
          verdict(median, turnTarget, " µs"),
        ];
      }),
      [yardstick, "", "", figure(json), figure(measured[yardstick]?.best ?? NaN), "1.00"],
    ],
  );
}

function flatnessTable(book: Flowbook, pace: Pace): string {
  const measured = measureAll(
    Object.fromEntries(lengths.map((steps) => [steps, syntheticTurns(book, steps)])),
    pace,
  );
  const base = measured[lengths[0]]?.median ?? NaN;
  return writeTable(
    ["steps", "µs a turn", "ratio to 10 steps"],
    lengths.map((steps) => {
      const { median = NaN } = measured[steps] ?? {};
      return [steps.toLocaleString("en"), figure(median), figure(median / base)];
    }),
  );
}

function hostileTable(pace: Pace): string {
  const short: Pace = { ...pace, warm: pace.warm / 10, run: pace.run / 5 };
  return writeTable(
    ["", "matcher, µs", "ratio to 1,024", "all, µs", "ratio to 1,024", "target"],
    Object.entries(hostile).map(([name, make]) => {
      const [full, part] = [make(longest), make(quarter)];
      const measured = measureAll(
        {
          match: () => match(full),
          matchPart: () => match(part),
          all: () => understand(full),
          allPart: () => understand(part),
        },
        short,
      );
      return [
        name,
        figure(measured.match.median),
        figure(measured.match.median / measured.matchPart.median),
        figure(measured.all.median),
        figure(measured.all.median / measured.allPart.median),
        verdict(measured.all.median, messageTarget, " µs"),
      ];
    }),
  );
}
