import { describe, expect, test } from "vitest";
import { lastResult } from "../../src/core/engine/actions/last-result.ts";
import { pictureOf } from "../../src/core/engine/actions/result-picture.ts";
import { reportOf } from "../../src/core/engine/actions/result-report.ts";
import { printable } from "../../src/core/documents/printable.ts";
import type { Document } from "../../src/core/documents/document.ts";
import { languages } from "../../src/core/language/languages.ts";
import { renderDocument } from "../../src/documents/render.ts";
import { countPages } from "../../src/documents/typesetting.ts";
import { certificate, playWithResult } from "./sample.ts";

/** Over a weak network a picture of this size takes some seconds. */
const pictureMost = 300 * 1_024;

async function made(variant: "tout" | "court") {
  const play = await playWithResult(variant);
  const last = lastResult(play);
  if (last === null) throw new Error("there is a result");
  return { play, last };
}

const start = (bytes: Uint8Array): string => Buffer.from(bytes.subarray(0, 5)).toString("latin1");

describe("a document that is drawn", () => {
  test("is a PDF on its pages: a certificate on one, a report on two, in two languages on four", async () => {
    const { play, last } = await made("tout");
    const cases: readonly (readonly [Document, number])[] = [
      [certificate, 1],
      [reportOf(play, last, ["fr"]), 2],
      [reportOf(play, last, ["ar"]), 2],
      [reportOf(play, last, ["fr", "ar"]), 4],
    ];
    for (const [document, pages] of cases) {
      const { bytes, type } = await renderDocument(document);
      expect([type, start(bytes)]).toEqual(["application/pdf", "%PDF-"]);
      expect(countPages(document)).toBe(pages);
      expect(bytes.length).toBeLessThan(600 * 1_024);
    }
  });

  test.each(languages)("is a picture that a small phone shows, in %s", async (language) => {
    for (const variant of ["tout", "court"] as const) {
      const { play, last } = await made(variant);
      const { bytes, type } = await renderDocument(pictureOf(play, last, language));
      expect([type, start(bytes).slice(1, 4)]).toEqual(["image/png", "PNG"]);
      expect(bytes.length).toBeLessThan(pictureMost);
      const [width, height] = [16, 20].map((at) => Buffer.from(bytes).readUInt32BE(at));
      expect(width).toBe(720);
      expect(height).toBeGreaterThan(800);
      expect(height).toBeLessThan(1_400);
    }
  });

  test("is the same bytes for the same document", async () => {
    const { play, last } = await made("tout");
    for (const document of [certificate, pictureOf(play, last, "ar")]) {
      const [one, other] = [await renderDocument(document), await renderDocument(document)];
      expect(Buffer.from(one.bytes).equals(Buffer.from(other.bytes))).toBe(true);
    }
  });

  test.each([
    ["marks of the typesetter", '#eval("1") *b* _i_ $x$ `raw` @ref <label> \\ // /* " #panic()'],
    ["an include", '#include "/etc/passwd" #read("house.typ")'],
    ["letters of several scripts", "فاطمة Ben ⴼⴰⵟⵉⵎⴰ Ж 王"],
    ["marks of direction", "a\u202Egnp.exe\u2067 x\u2069"],
    ["pictures", "🎉🎉 Ali 👩🏽‍💻"],
    ["three hundred letters", "Aïcha ".repeat(50)],
    ["three hundred letters without a blank", "W".repeat(300)],
    ["three hundred Arabic letters", "عبد الرحمان ".repeat(25)],
    ["JSON", '"}],"form":"x","name":"y'],
  ])("stays one page when a name holds %s", async (_what, name) => {
    for (const language of ["fr", "ar"] as const) {
      const document = {
        ...certificate,
        language,
        name: printable(name),
        title: name.slice(0, 200),
      };
      const { bytes } = await renderDocument(document);
      expect(start(bytes)).toBe("%PDF-");
      expect(countPages(document)).toBe(1);
    }
  });
});
