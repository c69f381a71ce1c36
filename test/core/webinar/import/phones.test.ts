import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskCell, maskPhone, readPhone } from "../../../../src/core/webinar/import/phones.ts";

const one = "+212612345678";

describe("phones", () => {
  it.each([
    "0612345678",
    "06 12 34 56 78",
    "06-12-34-56-78",
    "06.12.34.56.78",
    "06/12/34/56/78".replaceAll("/", "."),
    "06 12 345 678",
    "(06) 12 34 56 78",
    "0 6 1 2 3 4 5 6 7 8",
    "+212612345678",
    "+212 6 12 34 56 78",
    "+212 612-345-678",
    "+212 (0)6 12 34 56 78",
    "+212(0)612345678",
    "+212 06 12 34 56 78",
    "+2120612345678",
    "(+212) 612345678",
    "+ 212 612345678",
    "00212612345678",
    "00212 6 12 34 56 78",
    "002120612345678",
    "212612345678",
    "212 6 12 34 56 78",
    "2120612345678",
    "+0612345678",
    "'0612345678",
    "’0612345678",
    '="0612345678"',
    "=+212612345678",
    "tel:+212612345678",
    "whatsapp:+212612345678",
    "https://wa.me/212612345678",
    "wa.me/+212612345678",
    "212612345678.0",
    "0612345678.0",
    "2.12612345678E+11",
    "2,12612345678E+11",
    "٠٦١٢٣٤٥٦٧٨",
    "٠٦ ١٢ ٣٤ ٥٦ ٧٨",
    "+٢١٢٦١٢٣٤٥٦٧٨",
    "۰۶۱۲۳۴۵۶۷۸",
    "212612345678+",
    "212 612 345 678 +",
    "０６１２３４５６７８",
    "\u200E0612345678",
    "\u202A+212 612-345678\u202C",
    "\u2066+212612345678\u2069",
    "06\u00A012\u00A034\u00A056\u00A078",
    "06\u202F12\u202F34\u202F56\u202F78",
    "06\u201112\u201134\u201156\u201178",
    "+212\u2013612\u2013345678",
    "  0612345678  ",
    "0612345678 (WhatsApp)",
    "WhatsApp : 06 12 34 56 78",
    "رقم: 0612345678",
    "Tél. 0612345678",
  ])("reads %s", (cell) => {
    expect(readPhone(cell)).toMatchObject({ kind: "phone", number: one });
  });

  it.each([
    ["0712345678", "+212712345678"],
    ["+33 6 12 34 56 78", "+33612345678"],
    ["0033612345678", "+33612345678"],
    ["+34 612 345 678", "+34612345678"],
    ["+32 470 12 34 56", "+32470123456"],
    ["+39 312 345 6789", "+393123456789"],
    ["+221 77 123 45 67", "+221771234567"],
    ["+1 (202) 555-0123", "+12025550123"],
    ["+971 50 123 4567", "+971501234567"],
  ])("reads %s as %s", (cell, number) => {
    expect(readPhone(cell)).toEqual({ kind: "phone", number, notes: [] });
  });

  it.each([
    "0612345678 / 0687654321",
    "0612345678/0522334455",
    "0522334455 / 0612345678",
    "0612345678, 0687654321",
    "0612345678;0687654321",
    "0612345678 ou 0687654321",
    "0612345678 et 05 22 33 44 55",
    "0612345678 أو 0687654321",
    "0612345678 و 0687654321",
    "0612345678 - 0687654321",
    "06 12 34 56 78 - 06 87 65 43 21",
    "06 12 34 56 78 06 87 65 43 21",
    "0612345678 0687654321",
    "+212612345678 +33612345678",
    "0612345678\n0687654321",
    "0612345678\t0522334455",
    "Fixe 0522334455, GSM 0612345678",
  ])("takes the first mobile number of %j, and says so", (cell) => {
    const notes = ["several numbers: the first mobile one"];
    expect(readPhone(cell)).toEqual({ kind: "phone", number: one, notes });
  });

  it("puts back a 0 that a spreadsheet took away, and says so", () => {
    const notes = ["its leading 0 was lost"];
    expect(readPhone("612345678")).toEqual({ kind: "phone", number: one, notes });
    expect(readPhone("6 12 34 56 78")).toEqual({ kind: "phone", number: one, notes });
  });

  it.each([
    ["", "empty"],
    ["   ", "empty"],
    ["-", "empty"],
    ["\u200E\u200F", "empty"],
    ["2.12613E+11", "digits-lost"],
    ["2,12613E+11", "digits-lost"],
    ["2.126E11", "digits-lost"],
    ["6,12346E+08", "digits-lost"],
    ["0522334455", "landline"],
    ["05 22 33 44 55", "landline"],
    ["+212 5 22 33 44 55", "landline"],
    ["0522334455 / 0537112233", "landline"],
    ["522334455", "landline"],
    ["0801234567", "not-mobile"],
    ["+33 1 23 45 67 89", "not-mobile"],
    ["0612", "wrong-length"],
    ["06123456", "wrong-length"],
    ["061234567", "wrong-length"],
    ["06123456789", "wrong-length"],
    ["+2126123456", "wrong-length"],
    ["33612345678", "no-country"],
    ["34612345678", "no-country"],
    ["non", "no-number"],
    ["لا يوجد", "no-number"],
    ["someone@example.org", "no-number"],
  ] as const)("refuses %j: %s", (cell, why) => {
    expect(readPhone(cell)).toEqual({ kind: "refused", why });
  });

  it("reads any Moroccan mobile number in any of its spellings", () => {
    const spelled = fc.record({
      rest: fc.integer({ min: 0, max: 99_999_999 }).map((n) => String(n).padStart(8, "0")),
      digit: fc.constantFrom("6", "7"),
      prefix: fc.constantFrom("0", "+212", "00212", "212", "+212 ", "+212 (0)", "00212 "),
      gap: fc.constantFrom("", " ", ".", "-", "\u00A0", "\u2011"),
    });
    fc.assert(
      fc.property(spelled, ({ rest, digit, prefix, gap }) => {
        const pairs = [digit, ...(rest.match(/../gu) ?? [])].join(gap);
        const read = readPhone(`${prefix}${pairs}`);
        expect(read).toEqual({ kind: "phone", number: `+212${digit}${rest}`, notes: [] });
      }),
    );
  });

  it("never throws, and answers nothing but numbers with + and digits", () => {
    const alphabet = fc.constantFrom(...Array.from("0123456789+-() ./,;E٠١٢abوou'=\u200E\n"));
    const cells = fc.oneof(fc.string({ unit: alphabet }), fc.string({ unit: "binary" }));
    fc.assert(
      fc.property(cells, (cell) => {
        const read = readPhone(cell);
        if (read.kind === "phone") expect(read.number).toMatch(/^\+[1-9]\d{6,14}$/u);
        maskCell(cell);
      }),
      { numRuns: 2_000 },
    );
  });

  it("shows a number so that nobody is recognized", () => {
    expect(maskPhone(one)).toBe("+212 6•• ••• •78");
    expect(maskPhone("+33612345678")).toBe("+33 6•• ••• •78");
    expect(maskCell("05 22 33 44 55")).toBe("••• ••• ••5 5");
    expect(maskCell("non")).toBe("-");
  });
});
