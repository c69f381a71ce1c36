import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Mistake } from "../../src/cli/webinars/mistake.ts";
import { decodeText, readTable } from "../../src/cli/webinars/text-file.ts";

const french = "Horodateur;Téléphone;Prénom œuvre\r\n25/11;06 12 34 56 78;été à Fès\r\n";
const arabic = "الهاتف;اللغة\r\n0612345678;العربية\r\n";

/** The bytes of a text in an encoding of one byte a letter. */
function write(text: string, encoding: string): Uint8Array {
  const decoder = new TextDecoder(encoding);
  const bytes = new Map(
    Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]),
  );
  return Uint8Array.from(Array.from(text), (letter) => bytes.get(letter) ?? 63);
}

function utf16(text: string, big: boolean): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at += 1) view.setUint16(at * 2, text.charCodeAt(at), !big);
  return bytes;
}

describe("encodings", () => {
  const utf8 = new TextEncoder();
  it.each([
    ["utf-8", utf8.encode(french), french],
    ["utf-8", utf8.encode(`\uFEFF${arabic}`), arabic],
    ["utf-8", utf8.encode(arabic), arabic],
    ["utf-16le", utf16(`\uFEFF${french}`, false), french],
    ["utf-16be", utf16(`\uFEFF${arabic}`, true), arabic],
    ["utf-16le", utf16(french, false), french],
    ["utf-16be", utf16(arabic, true), arabic],
    ["windows-1252", write(french, "windows-1252"), french],
    ["windows-1256", write(arabic, "windows-1256"), arabic],
    ["windows-1256", write(`${french}${arabic}`, "windows-1256"), `${french}${arabic}`],
  ] as const)("%s is found by itself", (encoding, bytes, text) => {
    expect(decodeText(bytes)).toEqual({ text, encoding });
  });

  it("never make it fail", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(typeof decodeText(bytes).text).toBe("string");
      }),
    );
  });
});

describe("files that are no table", () => {
  it.each([
    [[], /empty/u],
    [[0x50, 0x4b, 3, 4, 20], /workbook.*save it as CSV/u],
    [[0xd0, 0xcf, 0x11, 0xe0], /workbook/u],
    [[0x25, 0x50, 0x44, 0x46, 0x2d], /PDF/u],
    [Array.from(new TextEncoder().encode('a;b\n1;"2\n')), /line 2: a quotation mark/u],
  ])("are refused with the reason", (bytes, why) => {
    expect(() => readTable(Uint8Array.from(bytes))).toThrow(Mistake);
    expect(() => readTable(Uint8Array.from(bytes))).toThrow(why);
  });
});
