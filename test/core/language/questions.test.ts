import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asksSomething } from "../../../src/core/language/questions.ts";

describe("what asks something", () => {
  test.each([
    "comment créer une page facebook",
    "Bonjour, c'est quoi le référencement",
    "salam kifach ndir page facebook",
    "كيفاش نديرو صفحة فالفيسبوك",
    "السلام عليكم كيف نحمي حساباتنا",
    "ما هو الموقع",
    "what is a domain name",
    "on a besoin d'un site ?",
    "slm ch7al kayswa site web",
    "واش خاصنا رخصة",
  ])("« %s » does", (text) => {
    expect(asksSomething(text)).toBe(true);
  });

  test.each([
    "oui",
    "?",
    "nous avons une page facebook",
    "ما عندناش الموقع",
    "ma3ndnach site",
    "ou 3andna page",
    "3 à 5 personnes",
    "لا ما عرفتش",
    "we have a website",
    "إيه عندنا صفحة",
  ])("« %s » does not", (text) => {
    expect(asksSomething(text)).toBe(false);
  });

  test("never throws, and a question mark after a few words is enough", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        asksSomething(text);
        expect(asksSomething(`du texte ${text.replaceAll("\0", "")} ?`.slice(0, 600))).toBe(true);
      }),
    );
  });
});
