import { assert, constantFrom, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { checkBook } from "../../../../src/core/engine/check/check-book.ts";
import {
  keyPlaceOf,
  placeIn,
  placeOf,
  readSource,
  valueAt,
} from "../../../../src/core/engine/check/source.ts";

const text = `a: plain
list:
  - { id: one, 1: "q\\n\\u00e9\\"x" }
single: 'it''s {x}'
folded: >-
  first line
  second
block: |
  one
    two
  three
long: plain words
  that go on
`;

describe("places in YAML", () => {
  const source = readSource({ path: "x.yaml", text });
  const spot = ({ line, column }: { line: number; column: number }): string => `${line}:${column}`;

  it("are those of values, keys, or of what stands around them", () => {
    expect(spot(placeOf(source, ["a"]))).toBe("1:4");
    expect(spot(placeOf(source, ["list", 0, "id"]))).toBe("3:11");
    expect(spot(keyPlaceOf(source, ["list", 0, "1"]))).toBe("3:16");
    expect(spot(placeOf(source, ["list", 0, "nothing", "there"]))).toBe("3:5");
    expect(valueAt(source, ["list", 0, "id"])).toBe("one");
    expect(valueAt(source, ["list", 4, "id"])).toBeUndefined();
  });

  it.each([
    [["a"], 2, "1:6"],
    [["list", 0, "1"], 3, "3:29"],
    [["single"], 5, "4:16"],
    [["folded"], 11, "7:3"],
    [["block"], 6, "10:5"],
    [["block"], 10, "11:3"],
    [["long"], 12, "13:3"],
  ] as const)("inside %j at %i are %s", (path, index, place) => {
    expect(spot(placeIn(source, path, index))).toBe(place);
  });

  it("point at the very character, whatever the quotes", () => {
    const words = string({
      unit: constantFrom("a", "é", "م", " ", "'", '"', "\\", ":", "{"),
      minLength: 1,
    });
    const style = constantFrom("QUOTE_DOUBLE" as const, "QUOTE_SINGLE" as const);
    assert(
      property(words, words, style, (before, after, defaultStringType) => {
        const yaml = stringify({ k: `${before}X${after}` }, { defaultStringType, lineWidth: 0 });
        const read = readSource({ path: "x.yaml", text: yaml });
        const { line, column } = placeIn(read, ["k"], before.length);
        expect(yaml.split("\n")[line - 1]?.[column - 1]).toBe("X");
      }),
    );
  });
});

describe("the checker", () => {
  it("tells something of any text instead of failing", () => {
    assert(
      property(
        string(),
        constantFrom(
          "flows/x.yaml",
          "locales/x.yaml",
          "flows/facts.yaml",
          "flows/rubric.yaml",
          "flows/calendar.yaml",
        ),
        (words, path) => {
          expect(checkBook([{ path, text: words }]).length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 60 },
    );
  });
});
