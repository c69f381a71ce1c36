import { describe, expect, it } from "vitest";
import { checkBook } from "../../../../src/core/engine/check/check-book.ts";
import { makeMeasure } from "../../../../src/core/engine/check/measure.ts";
import { rafiq } from "../../../../src/core/engine/check/program.ts";
import { readForCheck } from "../../../../src/core/engine/check/reading.ts";
import { unisolated } from "../../../../src/core/language/isolate.ts";
import { languages, isRightToLeft } from "../../../../src/core/language/languages.ts";
import { bookFiles } from "../../../../src/runtime/book-on-disk.ts";

describe("the book", async () => {
  const files = await bookFiles();

  it("has no error", () => {
    const errors = checkBook(files).filter(({ severity }) => severity === "error");
    expect(
      errors.map(({ file, line, code, message }) => `${file}:${line} ${code} ${message}`),
    ).toEqual([]);
  });

  it("shows numbers and names of the other direction in their own order, in every sentence", () => {
    const reading = readForCheck(files, rafiq);
    const measure = makeMeasure(reading);
    for (const key of reading.sentences.keys()) {
      for (const language of languages) {
        expect(
          unisolated(measure.words(key, language) ?? "", isRightToLeft(language)),
          key,
        ).toEqual([]);
      }
    }
  });
});
