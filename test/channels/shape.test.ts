import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Capabilities } from "../../src/channels/channel.ts";
import { shape, toText, type Shaped } from "../../src/channels/shape.ts";
import { languages } from "../../src/core/language/languages.ts";
import type { Choice, Message } from "../../src/core/message.ts";

const whatsapp: Capabilities = {
  text: 1_600,
  body: 1_024,
  buttons: { most: 3, title: 20 },
  list: { rows: 10, title: 24, about: 72, open: 20 },
  window: 1_440,
};
const messenger: Capabilities = {
  ...whatsapp,
  text: 2_000,
  body: 2_000,
  buttons: { most: 13, title: 20 },
  list: null,
};
const plain: Capabilities = { ...whatsapp, buttons: null, list: null };

function choice(digit: string, label: string, rest: Partial<Choice> = {}): Choice {
  return { id: `t1.${digit}`, label, short: null, about: null, digit, ...rest };
}

function message(text: string, choices: readonly Choice[], rest: Partial<Message> = {}): Message {
  return { language: "fr", text, choices, open: "Choisir", keys: ["test"], ...rest };
}

const yesNo = [choice("1", "Oui"), choice("2", "Non"), choice("0", "Je ne sais pas")];
const six = ["Aucun", "Un", "Deux", "Trois", "Quatre", "Cinq"].map((label, at) =>
  choice(String(at + 1), label),
);

describe("shape", () => {
  test("sends words alone as text", () => {
    expect(shape(message("Bonjour.", []), whatsapp)).toEqual([
      { kind: "text", text: "Bonjour.", rtl: false },
    ]);
  });

  test("shows up to three short choices as buttons", () => {
    expect(shape(message("Un site ?", yesNo), whatsapp)).toEqual([
      {
        kind: "buttons",
        text: "Un site ?",
        buttons: [
          { id: "t1.1", label: "Oui", digit: "1" },
          { id: "t1.2", label: "Non", digit: "2" },
          { id: "t1.0", label: "Je ne sais pas", digit: "0" },
        ],
        rtl: false,
      },
    ]);
  });

  test("shows more than three as a list, with its opening label", () => {
    const [shaped] = shape(message("Combien ?", six), whatsapp);
    expect(shaped).toMatchObject({ kind: "list", open: "Choisir" });
    expect(shaped).toHaveProperty("rows.length", 6);
  });

  test.each([
    ["a label of 21 to 24 characters", [choice("1", "Un label de 22 lettres")]],
    ["something to say under a label", [choice("1", "Oui", { about: "Un vrai site" })]],
  ])("shows %s in a list, even for one choice", (_, choices) => {
    expect(shape(message("?", choices), whatsapp)[0]?.kind).toBe("list");
  });

  test("puts a label too long for a row under its short form", () => {
    const long = "Une page sur un réseau social, sans site";
    const [shaped] = shape(message("?", [choice("1", long, { short: "Une page" })]), whatsapp);
    expect(shaped).toMatchObject({ rows: [{ label: "Une page", about: long }] });
  });

  test.each([
    ["no buttons", plain, yesNo],
    ["more than ten choices", whatsapp, [...six, ...six]],
    ["a label too long for anything", whatsapp, [choice("1", "x".repeat(25))]],
  ])("falls back to numbered lines: %s", (_, can, choices) => {
    const [shaped] = shape(message("Un site ?", choices), can);
    expect(shaped?.kind).toBe("text");
    expect(shaped?.text).toContain(`Un site ?\n\n1. ${choices[0]?.label}`);
  });

  test("numbers by what a person types, so that 0 stays « Je ne sais pas »", () => {
    expect(shape(message("Un site ?", yesNo), plain)[0]?.text).toBe(
      "Un site ?\n\n1. Oui\n2. Non\n0. Je ne sais pas",
    );
  });

  test("names in the text what quick replies cannot hold, and replies by digit", () => {
    const choices = [
      choice("1", "Oui", { about: "Un vrai site" }),
      choice("2", "Non"),
      choice("0", "Je ne sais pas"),
    ];
    const [shaped] = shape(message("Un site ?", choices), messenger);
    expect(shaped).toMatchObject({
      kind: "buttons",
      text: "Un site ?\n\n1. Oui — Un vrai site\n2. Non\n0. Je ne sais pas",
      buttons: [{ label: "1" }, { label: "2" }, { label: "Je ne sais pas" }],
    });
  });

  test("names labels in full in the text when quick replies hold only their short forms", () => {
    const choices = [
      choice("1", "Une page sur un réseau", { short: "Une page" }),
      choice("2", "Aucun"),
    ];
    expect(shape(message("?", choices), messenger)[0]).toMatchObject({
      text: "?\n\n1. Une page sur un réseau\n2. Aucun",
      buttons: [{ label: "Une page" }, { label: "Aucun" }],
    });
  });

  test("keeps the numbers of Arabic lines in their place", () => {
    const arabic = message("واش عندكم موقع؟", [choice("1", "Facebook"), choice("0", "ما عرفتش")], {
      language: "ary",
    });
    expect(shape(arabic, plain)).toEqual([
      {
        kind: "text",
        text: "واش عندكم موقع؟\n\n\u200F1. \u2068Facebook\u2069\n\u200F0. \u2068ما عرفتش\u2069",
        rtl: true,
      },
    ]);
  });

  test("puts the choices under the last paragraph when the text is too long to stand above them", () => {
    const long = `${"Une phrase. ".repeat(100).trim()}\n\nUn site ?`;
    const shaped = shape(message(long, yesNo), whatsapp);
    expect(shaped.map(({ kind }) => kind)).toEqual(["text", "buttons"]);
    expect(shaped.at(-1)?.text).toBe("Un site ?");
  });

  test("keeps every message within the limits and loses no word", () => {
    const labels = fc.constantFrom(
      "Oui",
      "لا",
      "Un label de 22 lettres",
      "x".repeat(30),
      "\u20663-4\u2069",
    );
    const choices = fc.array(
      fc.record({
        label: labels,
        short: fc.option(fc.constantFrom("Court", "قصير")),
        about: fc.option(fc.constantFrom("Plus de mots", "y".repeat(80))),
      }),
      { maxLength: 15 },
    );
    const texts = fc
      .array(fc.constantFrom("Une phrase. ", "جملة؟ ", "\n\n", "mot ", "z".repeat(300)), {
        minLength: 1,
        maxLength: 40,
      })
      .map((parts) => `?${parts.join("")}`);
    fc.assert(
      fc.property(
        texts,
        choices,
        fc.constantFrom(...languages),
        fc.constantFrom(whatsapp, messenger, plain),
        (text, offered, language, can) => {
          const all = offered.map((each, at) => choice(String(at + 1), each.label, each));
          const shaped = shape(message(text, all, { language }), can);
          for (const part of shaped) expectWithin(part, can);
          const said = shaped.map((part) => JSON.stringify(part)).join("");
          for (const { label, short } of all) expect(said.includes(label) || short).toBeTruthy();
          const spoken = bare(shaped.map((part) => part.text).join(""));
          expect(spoken.startsWith(bare(text))).toBe(true);
          expect(shaped.slice(0, -1).every(({ kind }) => kind === "text")).toBe(true);
        },
      ),
    );
  });
});

describe("toText", () => {
  test("says the same in numbered lines", () => {
    const [buttons] = shape(message("Un site ?", yesNo), whatsapp);
    expect(buttons && toText(buttons, 1_600)).toEqual({
      kind: "text",
      text: "Un site ?\n\n1. Oui\n2. Non\n0. Je ne sais pas",
      rtl: false,
    });
  });

  test("leaves out what stands under the labels when it would be too long", () => {
    const choices = six.map((each) => ({ ...each, about: "y".repeat(70) }));
    const [list] = shape(message("?", choices), whatsapp);
    expect(list && toText(list, 1_600).text).toContain(" — y");
    expect(list && toText(list, 300).text).not.toContain(" — y");
  });
});

function bare(text: string): string {
  return text.replaceAll(/\s/gu, "");
}

function expectWithin(part: Shaped, can: Capabilities): void {
  expect(part.text.length).toBeLessThanOrEqual(part.kind === "text" ? can.text : can.body);
  if (part.kind === "buttons") {
    expect(part.buttons.length).toBeLessThanOrEqual(can.buttons?.most ?? 0);
    for (const { label } of part.buttons) {
      expect(label.length).toBeLessThanOrEqual(can.buttons?.title ?? 0);
    }
  }
  if (part.kind === "list") {
    expect(part.rows.length).toBeLessThanOrEqual(can.list?.rows ?? 0);
    for (const { label, about } of part.rows) {
      expect(label.length).toBeLessThanOrEqual(can.list?.title ?? 0);
      expect(about?.length ?? 0).toBeLessThanOrEqual(can.list?.about ?? 0);
    }
  }
}

describe("a message with a file", () => {
  const file = { url: "https://rafiq.example/d/x/r.pdf", name: "r.pdf", type: "application/pdf" };
  const picture = { ...file, name: "r.png", type: "image/png" };

  test("goes under it whole when it is short and asks nothing", () => {
    expect(shape(message("Voici.", [], { file }), whatsapp)).toEqual([
      { kind: "document", text: "Voici.", file, rtl: false },
    ]);
  });

  test("leaves the question to a message of its own, after the file", () => {
    const shaped = shape(message("Voici.\n\nUn site ?", yesNo, { file }), whatsapp);
    expect(shaped.map(({ kind, text }) => [kind, text])).toEqual([
      ["document", "Voici."],
      ["buttons", "Un site ?"],
    ]);
  });

  test("puts nothing under it where nothing would be shown, or too much", () => {
    const none: Capabilities = { ...whatsapp, captions: "none" };
    const pictures: Capabilities = { ...whatsapp, captions: "pictures" };
    const long = `${"mot ".repeat(300)}.`;
    const kinds = (text: string, can: Capabilities, sent = file) =>
      shape(message(text, [], { file: sent }), can).map((one) => [one.kind, one.text !== ""]);
    expect(kinds("Voici.", none)).toEqual([
      ["document", false],
      ["text", true],
    ]);
    expect(kinds("Voici.", pictures)).toEqual(kinds("Voici.", none));
    expect(kinds("Voici.", pictures, picture)).toEqual([["document", true]]);
    expect(kinds(long, whatsapp)).toEqual([
      ["document", false],
      ["text", true],
    ]);
    expect(kinds("", none)).toEqual([["document", false]]);
  });

  test("never exceeds what may stand under a file, and loses no word", () => {
    fc.assert(
      fc.property(
        fc.array(fc.lorem({ maxCount: 60 }), { maxLength: 8 }),
        fc.boolean(),
        fc.constantFrom("all" as const, "pictures" as const, "none" as const),
        (paragraphs, asks, captions) => {
          const text = paragraphs.join("\n\n");
          const whole = message(text === "" && asks ? "?" : text, asks ? yesNo : [], { file });
          const [first, ...rest] = shape(whole, { ...whatsapp, captions });
          expect(first?.kind).toBe("document");
          expect(first?.text.length).toBeLessThanOrEqual(1_024);
          expect(rest.every(({ kind }) => kind !== "document")).toBe(true);
          const said = [first, ...rest].map((one) => one?.text).join(" ");
          const bare = (words: string): string => words.replaceAll(/\s/gu, "");
          expect(bare(said)).toContain(bare(text));
        },
      ),
    );
  });

  test("is words and a link where nothing else goes", () => {
    const [shaped] = shape(message("Voici.", [], { file }), whatsapp);
    expect(shaped && toText(shaped, 1_600).text).toBe(`Voici.\n\n${file.url}`);
  });
});
