import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codeIn } from "../../../src/core/engine/actions/invite.ts";

const codes = fc
  .array(fc.constantFrom(...Array.from("ACDEFGHJKMNPQRTUVWXY34679")), {
    minLength: 6,
    maxLength: 6,
  })
  .map((letters) => letters.join(""));

describe("an invitation code", () => {
  test("is found as it was given, a letter three times in a row too", () => {
    expect(codeIn("DDDX6R")).toBe("DDDX6R");
    fc.assert(fc.property(codes, (code) => codeIn(code) === code));
  });

  test.each([
    ["kod: acdx6r.", "ACDX6R"],
    ["\u2066ACDX6R\u2069", "ACDX6R"],
    ["ACDX٦R", "ACDX6R"],
    ["le code est ACDX6R, merci", "ACDX6R"],
    ["ACDX6", null],
    ["merci", null],
    ["", null],
  ])("%s holds %s", (typed, code) => {
    expect(codeIn(typed)).toBe(code);
  });
});
