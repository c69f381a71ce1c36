import { expect } from "vitest";
import type { Performance } from "./perform.ts";

/** Checks what a transcript says that the conversation leaves. */
export function expectThen({
  transcript,
  language,
  conclusion,
  done,
  messages,
}: Performance): void {
  const { then } = transcript;
  if (then === undefined) return;
  for (const [name, value] of Object.entries(then.answers ?? {})) {
    expect(conclusion.answers[name] ?? null, name).toEqual(value);
  }
  const wanted = then.language === "{language}" ? language : then.language;
  if (wanted !== undefined) expect(conclusion.language, "language").toBe(wanted);
  if (then.at !== undefined) expect(conclusion.at, "at").toBe(then.at);
  if (then.messages !== undefined) expect(messages, "messages").toBeLessThanOrEqual(then.messages);
  if (then.effects !== undefined) expectInOrder(done, then.effects);
  if (then.result !== undefined) expectResult(conclusion.result, then.result);
}

function expectInOrder(done: readonly string[], wanted: readonly string[]): void {
  let from = 0;
  for (const effect of wanted) {
    const at = done.indexOf(effect, from);
    expect(at, `${effect} among ${done.slice(from).join(", ")}`).toBeGreaterThanOrEqual(0);
    from = at + 1;
  }
}

type Wanted = NonNullable<NonNullable<Performance["transcript"]["then"]>["result"]>;

function expectResult(result: Performance["conclusion"]["result"], wanted: Wanted): void {
  const { score, dimensions, ...exact } = wanted;
  expect(result).toMatchObject(exact);
  // Golden values are written to the hundredth.
  if (score !== undefined) expect(result?.score).toBeCloseTo(score, 2);
  for (const [dimension, points] of Object.entries(dimensions ?? {})) {
    expect(result?.dimensions[dimension], dimension).toBeCloseTo(points, 2);
  }
}
