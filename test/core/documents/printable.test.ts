import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { printable } from "../../../src/core/documents/printable.ts";

describe("a name that is printed", () => {
  test.each([
    ["Fatima-Zahra El Idrissi", "Fatima-Zahra El Idrissi"],
    ["فاطمة الزهراء الإدريسي", "فاطمة الزهراء الإدريسي"],
    ["ⴼⴰⵟⵉⵎⴰ", "ⴼⴰⵟⵉⵎⴰ"],
    ["  Ali \n  Ben\tAli ", "Ali Ben Ali"],
    ["N'Diaye — d’Or", "N'Diaye — d’Or"],
    ['#eval("x") *gras* $x$', '#eval("x") *gras* $x$'],
    ["a\u202Egnp.exe", "agnp.exe"],
    ["Ali 🎉👩🏽‍💻🇲🇦", "Ali"],
    ["E\u0301lodie", "Élodie"],
    ["🎉", "—"],
    ["\u200B", "—"],
  ])("« %s » is « %s »", (typed, printed) => {
    expect(printable(typed)).toBe(printed);
  });

  test("is on one line, never empty, and the same when it is printed again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (typed) => {
        const once = printable(typed);
        expect(once).not.toMatch(/[\n\r\t\u202A-\u202E\u2066-\u2069]/u);
        expect(once).not.toBe("");
        expect(printable(once)).toBe(once);
      }),
    );
  });
});
