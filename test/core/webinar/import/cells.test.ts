import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  cleanCell,
  languageIn,
  saidIn,
  seatsIn,
} from "../../../../src/core/webinar/import/cells.ts";

describe("cells", () => {
  it.each([
    "Oui",
    "oui",
    "OUI !",
    "Oui, j'accepte",
    "J'accepte",
    "J’accepte de recevoir les rappels de ce webinaire par WhatsApp",
    "Je suis d'accord pour recevoir des messages",
    "J'autorise ECC à m'écrire",
    "Yes",
    "I agree",
    "I agree to receive reminders on WhatsApp",
    "نعم",
    "موافق",
    "موافقة",
    "أوافق على تلقي رسائل التذكير",
    "واخا",
    "wakha",
    "kanwafe9".replace("fe", "f"),
    "TRUE",
    "VRAI",
    "true",
    "x",
    "X",
    "✓",
    "☑",
    "✅",
    "\u200Fنعم\u200F",
  ])("%j is a yes", (cell) => {
    expect(saidIn(cell)).toBe("yes");
  });

  it.each([
    "Non",
    "non merci",
    "Je n'accepte pas",
    "Je ne souhaite pas recevoir de messages",
    "Je refuse",
    "No",
    "I do not agree",
    "I don't want any message from you",
    "لا",
    "لا أوافق",
    "لا أريد أن أتلقى رسائل",
    "ما بغيتش",
    "ma bghitch",
    "FALSE",
    "FAUX",
    "☐",
  ])("%j is a no", (cell) => {
    expect(saidIn(cell)).toBe("no");
  });

  it.each(["", "  ", "-", "\u200E", "?"])("%j says nothing", (cell) => {
    expect(saidIn(cell)).toBe("blank");
  });

  it.each([
    "peut-être",
    "oui mais pas de messages",
    "J'accepte l'inscription mais pas les messages",
    "J'accepte tout sauf les messages",
    "oui ou non",
    "1",
    "0612345678",
    "Marrakech",
    "à voir",
    "نعم ولكن بدون رسائل",
  ])("%j is no clear yes", (cell) => {
    expect(["unclear", "no"]).toContain(saidIn(cell));
  });

  it.each([
    ["Français", "fr"],
    ["FR", "fr"],
    ["العربية", "ar"],
    ["Arabe", "ar"],
    ["الدارجة", "ary"],
    ["Darija", "ary"],
    ["darija (lettres latines)", "ary-Latn"],
    ["ary-Latn", "ary-Latn"],
    ["English", "en"],
    ["Anglais", "en"],
    ["Français, Arabe", "fr"],
    ["العربية الدارجة", "ar"],
    ["espagnol", null],
    ["", null],
  ])("%j names the language %s", (cell, language) => {
    expect(languageIn(cell)).toBe(language);
  });

  it.each([
    ["", { seats: 1, more: null }],
    ["1", { seats: 1, more: null }],
    ["2", { seats: 2, more: null }],
    ["2.0", { seats: 2, more: null }],
    ["٢", { seats: 2, more: null }],
    ["2 personnes", { seats: 2, more: null }],
    ["deux", { seats: 2, more: null }],
    ["جوج", { seats: 2, more: null }],
    ["5", { seats: 2, more: 5 }],
    ["0", null],
    ["1,5", null],
    ["beaucoup", null],
  ])("%j asks for seats", (cell, seats) => {
    expect(seatsIn(cell)).toEqual(seats);
  });

  it("never throw", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (cell) => {
        expect(cleanCell(cell).isWellFormed()).toBe(true);
        saidIn(cell);
        languageIn(cell);
        seatsIn(cell);
      }),
      { numRuns: 500 },
    );
  });
});
