import { describe, expect, it } from "vitest";
import { didYouMean, nearest } from "../../../../src/core/engine/check/nearest.ts";

describe("the nearest word", () => {
  it.each([
    ["wich", ["which", "bye"], "which"],
    ["agian", ["again", "begin"], "again"],
    ["edn", ["end", "one"], "end"],
    ["small.by", ["small.bye", "small.buy-now"], "small.bye"],
    ["place", ["page", "name"], null],
    ["x", [], null],
  ])("for %s among %j is %s", (word, known, meant) => {
    expect(nearest(word, known)).toBe(meant);
  });

  it("gives way to what there is, to other advice, or to how many there are", () => {
    expect(didYouMean("zzz", ["a", "b"])).toBe("one of a, b");
    expect(didYouMean("zzz", ["a", "b"], "write it")).toBe("write it");
    expect(didYouMean("zzz", [])).toBe("there is none yet");
    expect(
      didYouMean(
        "zzz",
        Array.from({ length: 20 }, (_, at) => `word-${at}`),
      ),
    ).toMatch(/^there are 20/u);
  });
});
