import { assert, property, string } from "fast-check";
import { describe, expect, test } from "vitest";
import { dayNamed } from "../../../../src/core/engine/actions/pages-day.ts";

const today = Temporal.PlainDate.from("2026-12-01");

describe("a day somebody names", () => {
  test.each([
    ["la trésorière, fin mars", "2027-03-31", "la trésorière"],
    ["Fatima, 15/04", "2027-04-15", "Fatima"],
    ["le 31/12/2026", "2026-12-31", ""],
    ["le bureau, avant le 5 janvier", "2027-01-05", "le bureau"],
    ["1er juin 2028", "2028-06-01", ""],
    ["Amal dans 2 mois", "2027-02-01", "Amal"],
    ["fin février", "2027-02-28", ""],
    ["fin d'année", "2026-12-31", ""],
    ["أمينة المال، آخر مارس", "2027-03-31", "أمينة المال"],
    ["الرئيس بعد شهرين", "2027-02-01", "الرئيس"],
    ["خديجة قبل 20 أبريل", "2027-04-20", "خديجة"],
    ["trésorière, akhir mars", "2027-03-31", "trésorière"],
    ["président f 2 chhour", "2027-02-01", "président"],
    ["the treasurer, end of March", "2027-03-31", "the treasurer"],
    ["in three months", "2027-03-01", ""],
    ["2027-05-09", "2027-05-09", ""],
  ])("« %s »", (text, day, rest) => {
    expect(dayNamed(text, today)).toEqual({ day, rest });
  });

  test.each(["la trésorière", "31/02/2027 peut-être 45/99", "mars et février", "30 membres", ""])(
    "« %s » is read without failing",
    (text) => {
      expect(() => dayNamed(text, today)).not.toThrow();
    },
  );

  test("nobody's name is a day", () => {
    expect(dayNamed("la trésorière", today)).toBeNull();
    expect(dayNamed("30 membres", today)).toBeNull();
  });

  test.each(["__proto__", "constructor", "dans __proto__ mois", "in toString days"])(
    "%s names no day",
    (text) => expect(dayNamed(text, today)).toBeNull(),
  );

  test("whatever is written, it never fails", () => {
    assert(
      property(string({ unit: "grapheme", maxLength: 300 }), (text) => {
        dayNamed(text, today);
      }),
    );
  });
});
