import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { languages, type Language } from "../../../src/core/language/languages.ts";
import { mostCentimes } from "../../../src/core/money/centimes.ts";
import { readAmount } from "../../../src/core/money/read-amount.ts";
import { sayAmount } from "../../../src/core/money/say-amount.ts";

/** What an amount came to, in one word. */
function outcome(text: string, language: Language = "fr"): string {
  const said = readAmount(text, language);
  if (said === null) return "nothing";
  if (said.kind === "refused") return said.why;
  if (said.kind === "unclear") return `unclear ${said.readings.join(" ")}`.trim();
  return `${said.centimes}${said.confirm ? ` ${said.unit}` : ""}`;
}

type Row = readonly [text: string, outcome: string, language: Language];

/** Rows that name no language are asked in French. */
function inFrench(
  rows: readonly (readonly [text: string, outcome: string, language?: Language])[],
): readonly Row[] {
  return rows.map(([text, wanted, language = "fr"]) => [text, wanted, language]);
}

interface Written {
  readonly centimes: number;
  readonly language: Language;
  readonly text: string;
}

/** Written by rules of their own, of which the program knows nothing. */
const written: readonly Written[] = readFileSync(
  join(import.meta.dirname, "written-amounts.tsv"),
  "utf8",
)
  .trimEnd()
  .split("\n")
  .map((row) => {
    const [centimes = "", language, text = ""] = row.split("\t");
    return { centimes: Number(centimes), language: language as Language, text };
  });

describe("amounts", () => {
  it("are read in every way they are written in five languages", () => {
    expect(written.length).toBeGreaterThan(500);
    const wrong = written.flatMap(({ centimes, language, text }) => {
      const said = outcome(text, language);
      return said.split(" ")[0] === String(centimes)
        ? []
        : [`${text} (${language}): ${said}, not ${centimes}`];
    });
    expect(wrong).toEqual([]);
  });

  it.each(
    inFrench([
      ["2 500 dh", "250000"],
      ["2.500,50", "250050"],
      ["2,500.50 MAD", "250050"],
      ["٢٥٠٠ درهم", "250000"],
      ["۲٥۰۰", "250000"],
      ["٢٬٥٠٠٫٥٠", "250050"],
      ["2k", "200000"],
      ["12 mille", "1200000"],
      ["alf w khamsmya", "150000"],
      ["alf ou khamsmya", "150000"],
      ["3alaf", "300000"],
      ["3achra dh", "1000"],
      ["w500", "50000"],
      ["dh2500", "250000"],
      ["ألفين وخمسمية", "250000"],
      ["خمسة آلاف درهم وعشرين", "502000"],
      ["ألفا درهم", "200000"],
      ["أحد عشر ألفا", "1100000"],
      ["درهمين", "200"],
      ["خمسة وعشرين", "2500"],
      ["خمسة عشر", "1500"],
      ["deux mille cinq cents", "250000"],
      ["two and a half thousand", "250000"],
      ["twenty-five hundred", "250000"],
      ["half a million dirhams", "50000000"],
      ["نصف مليون درهم", "50000000"],
      ["deux mille et demi", "250000"],
      ["2½", "250"],
      ["2dh50", "250"],
      ["5 dh w nss", "550"],
      ["mille deux cent trente-quatre dirhams et cinquante-six centimes", "123456"],
      ["50 cents", "50", "en"],
      ["cinq cents", "50000"],
      ["un million de dirhams", "100000000"],
      ["1 milliard de dh", "100000000000"],
      ["environ 2 500 dh par an", "250000"],
      ["loyer: 300 dh pour 12 mois", "30000"],
      ["budget 2027 : 5000 dh", "500000"],
      ["ça fait cinquante mille dirhams", "5000000"],
      ["0", "0"],
      ["zéro", "0"],
      ["صفر", "0"],
      ["rien", "0"],
      ["walou", "0"],
    ]),
  )("« %s » is %s", (text, wanted, language) => {
    expect(outcome(text, language)).toBe(wanted);
  });

  it.each([
    ["khamsin alf ryal", "250000 ryal"],
    ["1000 ريال", "5000 ryal"],
    ["mya frank", "100 frank"],
  ])("said in the units of old, « %s », are to be confirmed", (text, wanted) => {
    expect(outcome(text, "ary-Latn")).toBe(wanted);
  });

  it.each<readonly [text: string, outcome: string]>([
    ["mlyoun", "unclear 1000000 100000000"],
    ["1,5 million", "unclear 1500000 150000000"],
    ["2000-3000", "unclear 200000 300000"],
    ["entre 2000 et 3000", "unclear 200000 300000"],
    ["1000 ou 500", "unclear 100000 50000"],
    ["1000 w 500", "unclear 150000 100000 50000"],
    ["3 x 500", "unclear 150000 50000"],
    ["100 dh w 50", "unclear 15000 10050"],
    ["1.23.4", "unclear"],
  ])("that may be several, « %s », are left to the person", (text, wanted) => {
    expect(outcome(text)).toBe(wanted);
  });

  it.each([
    ["-500", "negative"],
    ["moins 500 dh", "negative"],
    ["ناقص 500", "negative"],
    ["500 euros", "currency"],
    ["$ 500", "currency"],
    ["2 milliards de dirhams", "too-much"],
  ])("that cannot be taken, « %s », say why", (text, wanted) => {
    expect(outcome(text)).toBe(wanted);
  });

  it.each([
    "",
    "bonjour",
    "3 mois",
    "20 %",
    "06 12 34 56 78",
    "+212 612 345 678",
    "12/05/2027",
    "10h30",
    "une fête pour nous",
    "500 filles",
    "la fille",
    "نص ساعة",
    "كلنا",
  ])("are not seen in « %s »", (text) => {
    expect(outcome(text)).toBe("nothing");
  });

  it("leave the words around them for whoever wants a name", () => {
    const said = readAmount("Location de la salle 1 200 DH", "fr");
    expect(said).toMatchObject({ kind: "amount", centimes: 120_000, rest: "Location de la salle" });
  });

  it("come back the same after they were said, in five languages", () => {
    const amount = fc.oneof(
      fc.integer({ min: 0, max: mostCentimes }),
      fc.integer({ min: 0, max: 1_000_000 }),
      fc.integer({ min: 0, max: 1_000_000_000 }).map((dirhams) => dirhams * 100),
    );
    fc.assert(
      fc.property(amount, fc.constantFrom(...languages), (centimes, language) => {
        expect(readAmount(sayAmount(centimes, language), language)).toMatchObject({
          kind: "amount",
          centimes,
          unit: "dirham",
        });
      }),
      { numRuns: 300 },
    );
  });

  it("never break on what is no amount, and stay amounts within their bounds", () => {
    const words = fc.constantFrom(
      ..."alf ألف mille cent w و et half demi dh 1 2.5 500 - , . ½ million درهمين ولا ou a × % € khms".split(
        " ",
      ),
    );
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 400 }),
      fc.array(words, { maxLength: 40 }).map((list) => list.join(" ")),
      fc.array(words, { maxLength: 40 }).map((list) => list.join("")),
    );
    fc.assert(
      fc.property(text, fc.constantFrom(...languages), (text, language) => {
        const said = readAmount(text, language);
        const amounts =
          said?.kind === "amount" ? [said.centimes] : said?.kind === "unclear" ? said.readings : [];
        for (const one of amounts) {
          expect(Number.isInteger(one)).toBe(true);
          expect(one).toBeGreaterThanOrEqual(0);
          expect(one).toBeLessThanOrEqual(mostCentimes);
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    "1".repeat(100_000),
    "1 ".repeat(50_000),
    "مية ".repeat(50_000),
    "1.".repeat(50_000),
    "w".repeat(100_000),
    "1 000 ".repeat(30_000),
    "-".repeat(100_000),
  ])("are read from the beginning of a text without end (%#)", (text) => {
    const before = performance.now();
    readAmount(text, "fr");
    expect(performance.now() - before).toBeLessThan(200);
  });
});

describe("an amount in words of a language", () => {
  it.each<readonly [centimes: number, language: Language, said: string]>([
    [250_000, "fr", "2\u202F500\u00A0DH"],
    [250_050, "fr", "2\u202F500,50\u00A0DH"],
    [250_005, "ar", "2\u202F500,05\u00A0درهم"],
    [0, "ary", "0\u00A0درهم"],
    [-12_345_600, "ary-Latn", "\u2212123\u202F456\u00A0dh"],
    [123_456_789, "en", "1,234,567.89\u00A0MAD"],
  ])("%i centimes in %s", (centimes, language, said) => {
    expect(sayAmount(centimes, language)).toBe(said);
  });
});
