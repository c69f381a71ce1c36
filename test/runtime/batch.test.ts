import { describe, expect, test } from "vitest";
import { Batch } from "../../src/runtime/batch.ts";

const limits = { least: 4, first: 4, most: 64, span: 50 } as const;

describe("the size of a step", () => {
  test("grows by and by while steps are short, to the most", () => {
    const batch = new Batch(limits);
    const sizes = Array.from({ length: 9 }, () => {
      batch.took(batch.size, 5);
      return batch.size;
    });
    expect(sizes).toEqual([6, 9, 14, 20, 30, 46, 64, 64, 64]);
  });

  test("shrinks at once to what fits, and never below the least", () => {
    const batch = new Batch(limits);
    for (let times = 0; times < 9; times += 1) batch.took(batch.size, 5);
    batch.took(64, 200);
    expect(batch.size).toBe(16);
    batch.took(16, 60_000);
    expect(batch.size).toBe(4);
  });

  test("does not grow by steps that were not full, or empty", () => {
    const batch = new Batch(limits);
    batch.took(3, 1);
    batch.took(0, 1);
    expect(batch.size).toBe(4);
  });
});
