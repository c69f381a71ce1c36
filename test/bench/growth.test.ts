import { expect, test } from "vitest";
import { exponentOf, lawOf } from "./growth.ts";

const sizes = [10, 100, 1_000, 10_000];
const points = (law: (size: number) => number) => sizes.map((size) => ({ size, value: law(size) }));

test("the exponent of a law is found", () => {
  expect(exponentOf(points(() => 7))).toBeCloseTo(0);
  expect(exponentOf(points((size) => 3 * size))).toBeCloseTo(1);
  expect(exponentOf(points((size) => size ** 2 / 5))).toBeCloseTo(2);
  expect(exponentOf(points(Math.log))).toBeLessThan(0.3);
  expect(exponentOf(points(() => 7).slice(1, 2))).toBeNaN();
});

test("a law is said with two digits", () => {
  expect(lawOf(points((size) => 3 * size))).toBe("n^1.00");
  expect(lawOf([])).toBe("");
});
