import { describe, expect, test } from "vitest";
import {
  countTry,
  forgiveTry,
  openAt,
  type Attempts,
} from "../../../src/core/consultants/attempts.ts";
import { day, minute, second } from "../../../src/core/instant.ts";

function fail(times: number, keys = ["n1", "a1"], before: Attempts = {}): Attempts {
  let attempts = before;
  for (let time = 0; time < times; time += 1) attempts = countTry(attempts, keys, 0);
  return attempts;
}

describe("failed tries", () => {
  test("make a name wait twice as long each time, up to a quarter of an hour", () => {
    const waits = [4, 5, 6, 7, 12, 13, 40].map((times) => openAt(fail(times), ["n1"]));
    expect(waits).toEqual([0, 5, 10, 20, 640, 900, 900].map((wait) => wait * second));
  });

  test("of an address are a classroom's", () => {
    expect(openAt(fail(29), ["a1"])).toBe(0);
    expect(openAt(fail(30), ["a1"])).toBe(5 * second);
  });

  test("are forgiven to the name that got in, and not to the address", () => {
    const attempts = forgiveTry(fail(6), ["n1", "a1"]);
    expect(attempts).toEqual({ a1: { failed: 5, last: 0 } });
  });

  test("are forgotten after a day", () => {
    expect(countTry(fail(9), ["n2"], day)).toEqual({ n2: { failed: 1, last: day } });
  });

  test("of one name are not washed out by a crowd of others", () => {
    let attempts = fail(10);
    for (let at = 0; at < 1_500; at += 1) attempts = countTry(attempts, [`n${at + 100}`], minute);
    expect(Object.keys(attempts)).toHaveLength(1_000);
    expect(attempts["n1"]?.failed).toBe(10);
  });
});
