import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codeIn } from "../../../src/core/engine/actions/invite.ts";

const letters = Array.from("ACDEFGHJKMNPQRTUVWXY");
const digits = Array.from("34679");
const any = fc.constantFrom(...letters, ...digits);
const codes = fc
  .tuple(fc.constantFrom(...letters), any, any, any, any, fc.constantFrom(...digits))
  .map((places) => places.join(""));

describe("an invitation code", () => {
  test("is found as it was given, a letter three times in a row too", () => {
    expect(codeIn("DDDXR6")).toBe("DDDXR6");
    fc.assert(fc.property(codes, (code) => codeIn(code) === code));
  });

  test.each([
    ["kod: acdxr6.", "ACDXR6"],
    ["\u2066ACDXR6\u2069", "ACDXR6"],
    ["ACDXR٦", "ACDXR6"],
    ["le code est ACDXR6, merci", "ACDXR6"],
    ["ACDX6", null],
    ["la charte et le code ACDXR6", "ACDXR6"],
    ["merci", null],
    ["", null],
  ])("%s holds %s", (typed, code) => {
    expect(codeIn(typed)).toBe(code);
  });
});
