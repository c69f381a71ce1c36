import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  defuse,
  parseTable,
  separators,
  writeTable,
} from "../../../../src/core/webinar/import/table.ts";

const cellsOf = (text: string) => parseTable(text).rows.map(({ cells }) => cells);

describe("tables", () => {
  it.each([
    [",", "a,b\n1,2\n"],
    [";", "a;b\n1,5;2\n"],
    ["\t", "a\tb\n1;x\t2\n"],
    ["|", "a|b\n1|2\n"],
    [",", '"a;b","c;d"\n"1;2","3;4"\n'],
    [",", "alone\n"],
    [",", ""],
  ])("finds the separator %j", (separator, text) => {
    expect(parseTable(text).separator).toBe(separator);
  });

  it("reads quoted cells with separators, marks and line breaks in them, and counts lines", () => {
    const { rows } = parseTable('a;b\r\n"one\r\ntwo";"say ""yes"""\r\nx;"y";\r\n');
    expect(rows).toEqual([
      { line: 1, cells: ["a", "b"] },
      { line: 2, cells: ["one\r\ntwo", 'say "yes"'] },
      { line: 4, cells: ["x", "y", ""] },
    ]);
  });

  it("reads three kinds of line ends, and leaves empty lines out", () => {
    expect(cellsOf("a,b\r\n\r\n1,2\r3,4\n\n5,6")).toEqual([
      ["a", "b"],
      ["1", "2"],
      ["3", "4"],
      ["5", "6"],
    ]);
  });

  it("obeys the directive of Excel and skips a byte order mark", () => {
    expect(parseTable("\uFEFFsep=|\na,b|c\n")).toEqual({
      separator: "|",
      rows: [{ line: 2, cells: ["a,b", "c"] }],
      unclosed: null,
    });
  });

  it("says where a quotation mark is never closed", () => {
    expect(parseTable('a,b\n1,"2\n3,4\n')).toMatchObject({ unclosed: 2 });
    expect(parseTable('a,b\n1,2" pipe\n')).toMatchObject({ unclosed: null });
  });

  it("reads the same cells that were written, with any separator", () => {
    const piece = fc.constantFrom(
      '"',
      ",",
      ";",
      "\t",
      "|",
      "\n",
      "\r",
      " ",
      "a",
      "é",
      "ش",
      "\uFEFF",
      "sep=",
    );
    const cell = fc.oneof(
      fc.array(piece, { maxLength: 6 }).map((parts) => parts.join("")),
      fc.string({ unit: "grapheme" }),
    );
    const row = fc.array(cell, { minLength: 1, maxLength: 5 });
    const table = fc.record({ rows: fc.array(row), separator: fc.constantFrom(...separators) });
    fc.assert(
      fc.property(table, ({ rows, separator }) => {
        const read = parseTable(writeTable(rows, separator), separator);
        expect(read.rows.map(({ cells }) => cells)).toEqual(rows);
        expect(read.unclosed).toBeNull();
      }),
      { numRuns: 1_000 },
    );
  });

  it("never throws, whatever the text", () => {
    const texts = fc.string({
      unit: fc.constantFrom(...Array.from('",;\t|\r\nab\uFEFF')),
      maxLength: 60,
    });
    fc.assert(
      fc.property(fc.oneof(texts, fc.string({ unit: "binary" })), (text) => {
        const { rows } = parseTable(text);
        expect(rows.every(({ cells }) => cells.length > 0)).toBe(true);
        const lines = rows.map(({ line }) => line);
        expect(lines).toEqual(lines.toSorted((one, other) => one - other));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ["=1+1", "'=1+1"],
    ["+212612345678", "'+212612345678"],
    ["-1", "'-1"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\tx", "'\tx"],
    ["\rx", "'\rx"],
    [" =1", "' =1"],
    ["\t=1", "'\t=1"],
    ["＝1", "'＝1"],
    ["K7Q2-M9XT", "K7Q2-M9XT"],
    ["", ""],
  ])("defuses %j", (cell, defused) => {
    expect(defuse(cell)).toBe(defused);
  });
});
