import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { choose, type Choosable, type Chosen } from "../../../src/core/language/choose.ts";
import { languages, type Language } from "../../../src/core/language/languages.ts";
import { ar } from "./answers/ar.ts";
import { aryLatn } from "./answers/ary-latn.ts";
import { ary } from "./answers/ary.ts";
import { en } from "./answers/en.ts";
import { fr } from "./answers/fr.ts";
import { harder } from "./answers/harder.ts";
import { spoken } from "./answers/spoken.ts";
import { question, type Asked, type Expected, type Row } from "./answers/questions.ts";

const tables: Readonly<Record<Language, readonly Row[]>> = { fr, ar, ary, "ary-Latn": aryLatn, en };
const lists: readonly Asked[] = [
  "goals",
  "site",
  "page",
  "money",
  "type",
  "size",
  "place",
  "priority",
  "web",
];
const kinds: readonly Asked[] = ["yn", "n15", "n05", ...lists];

function short(chosen: Chosen): Expected {
  if (chosen.kind === "option") return chosen.index;
  if (chosen.kind === "ambiguous") return `${chosen.candidates[0]}~${chosen.candidates[1]}`;
  return chosen.kind === "dont-know" ? "dk" : chosen.kind;
}

function holds(found: Expected, expected: Expected): boolean {
  if (expected !== "unsure") return found === expected;
  return found === "none" || (typeof found === "string" && found.includes("~"));
}

describe.each(languages)("a typed answer in %s", (language) => {
  test.each([
    ["as people usually write it", tables[language]],
    ["with traps and odd spellings", harder[language]],
  ])("is understood %s", (_, rows) => {
    const wrong = rows.flatMap(([asked, text, expected]) => {
      const found = short(choose(question(language, asked), text));
      return holds(found, expected) ? [] : [`${asked} «${text}»: ${found}, not ${expected}`];
    });
    expect(wrong).toEqual([]);
  });

  test("has a table of at least 60 answers", () => {
    expect(tables[language].length).toBeGreaterThanOrEqual(60);
  });
});

describe.each(spoken)("$kind in $language ($titles)", ({ language, kind, titles, rows }) => {
  test("takes what people mean, and nothing else", () => {
    const options = titles.split(" / ").map((title) => ({ labels: [title] }));
    const wrong = rows.flatMap(([text, meant]) => {
      const chosen = choose({ language, kind, options }, text);
      const said = chosen.kind === "option" ? chosen.index : chosen.kind;
      return (said === "ambiguous" ? "none" : said) === meant ? [] : [`«${text}»: ${said}`];
    });
    expect(wrong).toEqual([]);
  });
});

describe("choose", () => {
  test("never throws, whatever is typed", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 300 }),
      fc.string({ unit: "grapheme", maxLength: 60 }),
      fc.string({
        unit: fc.constantFrom(...Array.from("ouinon123٣۳لانعم ?،,.-/👍❌")),
        maxLength: 40,
      }),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...languages),
        fc.constantFrom(...kinds),
        text,
        (of, asked, typed) => {
          const asks = question(of, asked);
          const chosen = choose(asks, typed);
          const indexes =
            chosen.kind === "option"
              ? [chosen.index]
              : chosen.kind === "ambiguous"
                ? chosen.candidates
                : [];
          const most =
            asks.kind === "list" ? asks.options.length : asks.kind === "number0to5" ? 6 : 5;
          for (const index of indexes) expect(index >= 0 && index < most).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test("takes a label typed exactly for its own option", () => {
    for (const language of languages)
      for (const asked of lists)
        for (const [index, option] of question(language, asked).options.entries())
          expect([
            option.labels[0],
            choose(question(language, asked), option.labels[0] ?? ""),
          ]).toEqual([option.labels[0], { kind: "option", index }]);
  });

  test("takes any distinct label typed exactly for its own option", () => {
    const word = fc.string({
      unit: fc.constantFrom(...Array.from("abdefgilmnoprstuvعبجدرسمنكل")),
      minLength: 3,
      maxLength: 9,
    });
    const label = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(" "));
    fc.assert(
      fc.property(
        fc.uniqueArray(label, { minLength: 2, maxLength: 6 }),
        fc.nat(5),
        fc.constantFrom(...languages),
        (labels, at, language) => {
          const index = at % labels.length;
          const asks: Choosable = {
            language,
            kind: "list",
            options: labels.map((one) => ({ labels: [one] })),
          };
          const chosen = choose(asks, labels[index] ?? "");
          // Labels that differ only in held-down letters are the same label.
          if (chosen.kind === "ambiguous") expect(chosen.candidates).toContain(index);
          else expect(chosen).toEqual({ kind: "option", index });
        },
      ),
    );
  });

  test("never takes a label with one typo for another option", () => {
    const labelled = languages.flatMap((language) =>
      lists.flatMap((asked) =>
        question(language, asked).options.map((option, index) => ({
          language,
          asked,
          index,
          label: option.labels[0] ?? "",
        })),
      ),
    );
    const long = labelled.filter(({ label }) => (label.match(/\p{L}/gu)?.length ?? 0) >= 5);
    fc.assert(
      fc.property(
        fc.constantFrom(...long),
        fc.nat(40),
        fc.constantFrom("drop", "double", "swap", "change"),
        fc.constantFrom(...Array.from("aeioust")),
        ({ language, asked, index, label }, place, how, letter) => {
          const letters = Array.from(label);
          const at = place % letters.length;
          const [here = "", next = ""] = [letters[at], letters[at + 1]];
          // A changed digit or a dropped "not" is another answer, not a typo.
          fc.pre(/\p{L}/u.test(here) && (how !== "swap" || /\p{L}/u.test(next)));
          if (how === "drop") letters.splice(at, 1);
          if (how === "double") letters.splice(at, 0, here);
          if (how === "swap") letters.splice(at, 2, next, here);
          if (how === "change") letters.splice(at, 1, /[a-z]/i.test(here) ? letter : "ق");
          const chosen = choose(question(language, asked), letters.join(""));
          if (chosen.kind === "option")
            expect([label, letters.join(""), chosen.index]).toEqual([
              label,
              letters.join(""),
              index,
            ]);
        },
      ),
      { numRuns: 3000 },
    );
  });

  test("reads digits of three scripts and keycaps alike", () => {
    const scripts = [
      (digit: number) => String(digit),
      (digit: number) => String.fromCodePoint(0x0660 + digit),
      (digit: number) => String.fromCodePoint(0x06f0 + digit),
      (digit: number) => `${digit}\uFE0F\u20E3`,
      (digit: number) => String.fromCodePoint(0xff10 + digit),
    ];
    for (const language of languages)
      for (const asked of kinds)
        for (let digit = 0; digit <= 9; digit += 1) {
          const found = scripts.map((write) =>
            short(choose(question(language, asked), write(digit))),
          );
          expect(new Set(found).size).toBe(1);
        }
  });

  test("answers yes and no by position when both buttons are shown", () => {
    const asks: Choosable = {
      language: "fr",
      kind: "yesno",
      options: [{ labels: ["D'accord"] }, { labels: ["Plus tard"] }],
    };
    expect(
      ["1", "٢", "0", "plus tard", "daccord", "3", "oui", "nn"].map(
        (text) => choose(asks, text).kind,
      ),
    ).toEqual(["yes", "no", "dont-know", "no", "yes", "none", "yes", "no"]);
  });

  test("gives the row « Je ne sais pas » to whoever does not know, when there is one", () => {
    const asks: Choosable = {
      language: "fr",
      kind: "list",
      options: [{ labels: ["Oui"] }, { labels: ["Non"] }, { labels: ["Je ne sais pas"] }],
    };
    for (const text of ["jsp", "ma3rftch", "لا أعرف", "idk", "?"])
      expect(choose(asks, text)).toEqual({ kind: "option", index: 2 });
  });

  test("takes further words and descriptions for their option", () => {
    const asks: Choosable = {
      language: "fr",
      kind: "list",
      options: [
        { labels: ["Être visible", "Site, Google, réseaux sociaux"], words: ["com"] },
        { labels: ["Gérer l'argent", "Budget, comptes, reçus"] },
      ],
    };
    expect(choose(asks, "google")).toEqual({ kind: "option", index: 0 });
    expect(choose(asks, "com")).toEqual({ kind: "option", index: 0 });
    expect(choose(asks, "le budget svp")).toEqual({ kind: "option", index: 1 });
  });
});
