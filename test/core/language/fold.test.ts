import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fold, piecesOf, squeeze, wordsOf } from "../../../src/core/language/fold.ts";
import { arabiziSound, consonantSkeleton, frenchSound } from "../../../src/core/language/sounds.ts";

describe("fold", () => {
  test.each([
    ["ÉTÉ à l’heure", "ete a l'heure"],
    ["نَعَمْ", "نعم"],
    ["نـــعـــم", "نعم"],
    ["أإآٱا", "ا"],
    ["جمعيّة", "جمعيه"],
    ["مؤسسة", "موسسه"],
    ["مبتدئ", "مبتدي"],
    ["على", "علي"],
    ["شيء", "شي"],
    ["٣ ۳ 3", "3 3 3"],
    ["3️⃣", "3"],
    ["③ ❸ ➌ 🔟", "3 3 3 10"],
    ["n° 3", "n° 3"],
    ["ouiiiii", "oui"],
    ["نعمممم", "نعم"],
    ["111", "111"],
    ["\u2067٣\u2069\u200f", "3"],
    ["ou\u200bi", "oui"],
    ["👍🏽", "👍"],
    ["  a \n b  ", "a b"],
    ["Œuvre", "oeuvre"],
    ["ｏｋ", "ok"],
    ["ﻧﻌﻢ", "نعم"],
    ["", ""],
  ])("makes %j of it: %j", (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  test("changes nothing the second time", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme-ascii", maxLength: 80 }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
    );
  });

  test("never throws and grows at most as normalization does", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        expect(fold(text).length).toBeLessThanOrEqual(text.length * 18 + 4);
      }),
    );
  });
});

test("elisions, decimals and pictures are pieces of their own", () => {
  expect(wordsOf(fold("L’argent qu'on a"))).toEqual(["l", "argent", "qu", "on", "a"]);
  expect(piecesOf(fold("2,5 ou 3/5 👍👍 à 12:30?"), 20)).toEqual([
    "2,5",
    "ou",
    "3/5",
    "👍",
    "a",
    "12:30",
    "?",
  ]);
});

test("doubled letters are said once, short words stay", () => {
  expect(["ouii", "association", "nn", "لالا"].map(squeeze)).toEqual([
    "oui",
    "asociation",
    "nn",
    "لالا",
  ]);
});

describe("sounds", () => {
  test.each([
    ["جمعية", "jam3iya"],
    ["تعاونية", "ta3awniya"],
    ["خمسة", "khamsa"],
    ["معرفتش", "ma3reftch"],
    ["ما عندناش".replace(" ", ""), "ma3ndnach"],
    ["قديم", "9dim"],
    ["التمويل", "tamwil"],
    ["فلوس", "flouss"],
    ["شحال", "ch7al"],
    ["مقاول", "mo9awil"],
  ])("%s and %s have the same consonants", (script, latin) => {
    expect(consonantSkeleton(latin)).toBe(consonantSkeleton(fold(script)));
  });

  test.each([
    ["wakha", "wa5a", "ouakha", "waxxa"],
    ["jouj", "jooj", "juj", "jowj"],
    ["ma3loum", "ma3lom", "ma3lum"],
  ])("%s sounds like its other spellings", (...spellings) => {
    expect(new Set(spellings.map(arabiziSound)).size).toBe(1);
  });

  test.each([
    ["parfois", "parfoi"],
    ["vraiment", "vrement"],
    ["chaque", "chak"],
    ["jamais", "jamé".normalize("NFD").replace(/\p{M}/gu, "")],
  ])("%s sounds like %s in French", (one, other) => {
    expect(frenchSound(other)).toBe(frenchSound(one));
  });
});
