import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadTemplates, templateFiles } from "../../src/channels/templates.ts";
import { languages } from "../../src/core/language/languages.ts";
import { checkTemplates } from "../../src/core/template-rules.ts";
import {
  cleanValue,
  exampleOf,
  fillTemplate,
  readTemplates,
  resolveTap,
  templateTap,
  variablesOf,
} from "../../src/core/templates.ts";

describe("the templates of this project", () => {
  test("break none of the providers' rules", async () => {
    const files = await templateFiles();
    expect(files.length).toBeGreaterThanOrEqual(17);
    expect(checkTemplates(files)).toEqual([]);
  });

  test("say every variable in every language, and fit a phone", async () => {
    for (const template of await loadTemplates()) {
      for (const language of languages) {
        const body = template.body[language];
        const values = Object.fromEntries(
          variablesOf(template.body.fr).map((name) => [name, exampleOf(template, name, language)]),
        );
        const text = fillTemplate(body, values);
        for (const value of Object.values(values)) expect(text).toContain(value);
        expect(text).not.toMatch(/[{}]/u);
        expect(text?.length).toBeLessThanOrEqual(480);
      }
    }
  });
});

describe("the rules", () => {
  const head = "moment: A test.\ncategory: UTILITY\nexpires: null\n";
  const five = (text: string): string =>
    languages.map((language) => `  ${language}: ${text}\n`).join("");
  const examples = "examples:\n  title: Un titre\n  day: lundi\n";
  const good = "Votre inscription à « {title} », le {day} à midi.";
  const check = (text: string, name = "a-test") =>
    checkTemplates([{ path: `infra/templates/${name}.yaml`, text }]);
  const codes = (text: string, name?: string) => [
    ...new Set(check(text, name).map(({ code }) => code)),
  ];
  const withBody = (body: string): string => `${head}body:\n${five(body)}${examples}`;

  test("find nothing in a good one", () => {
    expect(codes(withBody(good))).toEqual([]);
  });

  test.each([
    ["a variable first", "'{title} commence le {day} pour vous tous.'", "template-edge"],
    ["a mark before the first", "'« {title} » commence le {day} pour vous.'", "template-edge"],
    ["a variable last", "'Votre inscription à {title} est le jour {day}.'", "template-edge"],
    [
      "two variables side by side",
      "'Votre inscription : {title}, {day} est notée.'",
      "template-edge",
    ],
    ["too few words", "'Pour {title} le {day} oui'", "template-words"],
    ["a tab", '"Votre inscription à {title}\\t, le {day} à midi."', "template-space"],
    ["four spaces", "'Votre inscription à {title},    le {day} à midi.'", "template-space"],
    [
      "two empty lines",
      '"Votre inscription à {title}\\n\\n\\nest le {day} à midi."',
      "template-space",
    ],
    ["a stray brace", "'Votre inscription à {title}, le {day} à {Midi}.'", "template-braces"],
    [
      "an unknown variable",
      "'Le {hour}, votre inscription à {title}, le {day} à midi.'",
      "template-variable",
    ],
    [
      "a variable twice",
      "'Votre inscription à {title} ou {title}, le {day} à midi.'",
      "template-variable",
    ],
    ["advertising", "'Votre webinaire gratuit {title}, le {day} à midi.'", "template-advertising"],
    [
      "Arabic advertising",
      "'تسجيلكم مجاني في {title} يوم {day} مع الفريق.'",
      "template-advertising",
    ],
    ["an invocation", "'نراكم في {title} يوم {day} إن شاء الله.'", "template-religious"],
    [
      "a very long text",
      `'Votre ${"mot ".repeat(200)} {title}, le {day} à midi.'`,
      "template-long",
    ],
  ])("find %s", (_, body, code) => {
    expect(codes(withBody(body))).toContain(code);
  });

  test("name the line and column", () => {
    const [found] = check(withBody("'Votre inscription : {title}, {day} est notée.'"));
    expect(found).toMatchObject({ file: "infra/templates/a-test.yaml", line: 5, column: 37 });
  });

  test.each([
    ["a missing language", `${head}body:\n  fr: Bonjour\n`, "template-language"],
    ["an unknown field", `${withBody(good)}color: red\n`, "template-field"],
    ["another category", withBody(good).replace("UTILITY", "MARKETING"), "template-field"],
    ["broken YAML", "body: [", "template-yaml"],
    ["an empty file", "", "template-field"],
    ["an example nobody uses", `${withBody(good)}  link: x\n`, "template-example"],
    [
      "an example with a mark",
      withBody(good).replace("lundi", '"lun\\u200Fdi"'),
      "template-example",
    ],
    [
      "a variable missing in one language",
      withBody(good).replace(`ar: ${good}`, "ar: هذا تسجيلكم في {title} معنا."),
      "template-variable",
    ],
    [
      "a long label",
      `${withBody(good)}buttons:\n  - id: yes-please\n    label:\n${five("    Vingt et un caractères")}`
        .replaceAll("\n  fr:     V", "\n      fr: V")
        .replaceAll(/\n {2}(ar|ary|ary-Latn|en): {5}V/gu, "\n      $1: V"),
      "template-button",
    ],
  ])("find %s", (_, text, code) => {
    expect(codes(text)).toContain(code);
  });

  test("find a bad name", () => {
    expect(codes(withBody(good), "Un_Nom")).toContain("template-name");
  });

  test("what they let pass can be read", () => {
    const [template] = readTemplates([{ path: "x/a-test.yaml", text: withBody(good) }]);
    expect(template).toMatchObject({ name: "a-test", expires: null, buttons: [] });
    expect(() => readTemplates([{ path: "x/b.yaml", text: "body: [" }])).toThrow("book/invalid");
  });
});

describe("values", () => {
  test("come out on one line, without marks of direction, and never empty", () => {
    const nasty = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({
        unit: fc.constantFrom(
          "\n",
          "\t",
          " ",
          "\u200F",
          "\u2068",
          "\u2069",
          "{",
          "}",
          "a",
          "ب",
          "\0",
          "\u200D",
          "\uD800",
        ),
      }),
    );
    fc.assert(
      fc.property(nasty, (value) => {
        const clean = cleanValue(value);
        expect(clean).not.toMatch(/[\p{Cc}{}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]| {2}/u);
        expect(clean.trim()).toBe(clean);
        expect(clean.length).toBeGreaterThan(0);
        expect(clean.isWellFormed()).toBe(true);
        expect(cleanValue(clean)).toBe(clean);
      }),
      { numRuns: 500 },
    );
  });

  test("that are plain stay as they are", () => {
    for (const value of [
      "18:30 (heure du Maroc)",
      "الخميس 14 يناير",
      "https://a.example/?x=1&y=2",
      "👩‍🌾 coopérative",
      "می‌خواهم",
    ]) {
      expect(cleanValue(value)).toBe(value);
    }
  });

  test("are all needed: a missing one gives nothing rather than an example", () => {
    expect(fillTemplate("Le {day} avec {title} ici", { day: "lundi" })).toBeNull();
    expect(fillTemplate("Le {day} ici", { day: " \u2068\n" })).toBe("Le — ici");
    expect(fillTemplate("Le {day} ici", Object.create({ day: "x" }))).toBeNull();
    expect(fillTemplate("Le {day} ici", { day: "$& {day}" })).toBe("Le $& (day) ici");
  });
});

describe("a tap on a template", () => {
  const said = [
    ["webinar-day-before", 4],
    ["plan-check", 9],
    ["webinar-day-before", 12],
  ] as const;
  test.each([
    ["the message that was tapped", templateTap("webinar-day-before", "comes"), 4, "4:comes"],
    ["the last one, when nobody says which", "t:webinar-day-before:comes", null, "12:comes"],
    ["the last one, when another message is named", "t:webinar-day-before:comes", 9, "12:comes"],
    ["another template", "t:plan-check:not-yet", null, "9:not-yet"],
    ["a choice with a colon", "t:plan-check:a:b", null, "9:a:b"],
    ["nothing, for a template never said", "t:rediagnosis:yes", 9, null],
    ["itself, for an ordinary choice", "7:t:yes", null, "7:t:yes"],
  ])("stands for a choice of %s", (_, id, quoted, choice) => {
    expect(resolveTap(id, quoted, said)).toBe(choice);
  });
});
