import { describe, expect, test } from "vitest";
import {
  organizationTypes,
  priorities,
  type Answers,
  type Profile,
} from "../../../src/core/diagnostic/answers.ts";
import { converse, levelOf, nobody, rubric } from "./cases.ts";

/** A small generator of numbers from 0 to 1, the same on every run. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** How many questions 3,000 organizations are asked, whose levels lie around `center`. */
function simulate(center: number): { asked: number; type: string }[] {
  const random = generator(7);
  const normal = () => random() + random() + random() + random() - 2;
  return Array.from({ length: 3_000 }, (_, index) => {
    const type = organizationTypes[index % organizationTypes.length] ?? "association";
    const priority = priorities[Math.floor(random() * priorities.length)] ?? "visible";
    const profile: Profile = { ...nobody, type, priority, sells: type === "coop" || type === "AE" };
    const own = center + 0.6 * normal();
    const full = Object.fromEntries(
      rubric.questions.map((question) => {
        const level = Math.min(4, Math.max(0, Math.round(own + 1.2 * normal())));
        return [question.id, { level: levelOf(level) }];
      }),
    );
    const person: Answers = { full, express: {} };
    return { asked: converse(profile, "complet", person).asked.length, type };
  });
}

function mean(lengths: readonly { asked: number }[]): number {
  return lengths.reduce((sum, one) => sum + one.asked, 0) / lengths.length;
}

const beginners = simulate(0.6);
const middle = simulate(1.8);
const advanced = simulate(3.2);

describe("the length of a full diagnosis", () => {
  test("is at most 21 on average for beginners, never under 15", () => {
    expect(mean(beginners)).toBeGreaterThan(16);
    expect(mean(beginners)).toBeLessThanOrEqual(21);
    const fewest = Math.min(
      ...beginners.filter((one) => one.type === "association").map((one) => one.asked),
    );
    expect(fewest).toBeGreaterThanOrEqual(15);
  });

  test("grows with what there is to say", () => {
    expect(mean(middle)).toBeGreaterThan(21);
    expect(mean(middle)).toBeLessThan(mean(advanced));
  });

  test("is never over 28, 27 for a mutuelle, 25 for the self-employed", () => {
    const most = (type: string) =>
      Math.max(...advanced.filter((one) => one.type === type).map((one) => one.asked));
    expect([most("association"), most("mutuelle"), most("AE")]).toEqual([28, 27, 25]);
  });
});
