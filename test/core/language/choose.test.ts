import { describe, expect, test } from "vitest";
import { choose, type Chosen } from "../../../src/core/language/choose.ts";
import type { Language } from "../../../src/core/language/languages.ts";
import { ar } from "./answers/ar.ts";
import { aryLatn } from "./answers/ary-latn.ts";
import { ary } from "./answers/ary.ts";
import { en } from "./answers/en.ts";
import { fr } from "./answers/fr.ts";
import { question, type Expected, type Row } from "./answers/questions.ts";

const tables: Readonly<Record<Language, readonly Row[]>> = { fr, ar, ary, "ary-Latn": aryLatn, en };

function short(chosen: Chosen): Expected {
  if (chosen.kind === "option") return chosen.index;
  if (chosen.kind === "ambiguous") return `${chosen.candidates[0]}~${chosen.candidates[1]}`;
  return chosen.kind === "dont-know" ? "dk" : chosen.kind;
}

function holds(found: Expected, expected: Expected): boolean {
  if (expected !== "unsure") return found === expected;
  return found === "none" || (typeof found === "string" && found.includes("~"));
}

describe.each(Object.entries(tables))("a typed answer in %s", (language, rows) => {
  test("is understood as its table says", () => {
    const wrong = rows.flatMap(([asked, text, expected]) => {
      // The keys of `tables` are languages: Object.entries forgets it.
      const found = short(choose(question(language as Language, asked), text));
      return holds(found, expected) ? [] : [`${asked} «${text}»: ${found}, not ${expected}`];
    });
    expect(wrong).toEqual([]);
  });
});
