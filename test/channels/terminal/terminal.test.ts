import { describe, expect, test } from "vitest";
import type { Outbound } from "../../../src/channels/channel.ts";
import { shape } from "../../../src/channels/shape.ts";
import { encode } from "../../../src/channels/terminal/encode.ts";
import { terminal } from "../../../src/channels/terminal/channel.ts";
import type { Content } from "../../../src/core/inbound.ts";
import type { Language } from "../../../src/core/language/languages.ts";
import type { Choice } from "../../../src/core/message.ts";

const address = { channel: "terminal", id: "you" };
const signal = new AbortController().signal;

function choice(id: string, label: string, digit: string, about: string | null = null): Choice {
  return { id, label, short: null, about, digit };
}

const website = [
  choice("4:page", "Une page", "1", "Facebook, Instagram"),
  choice("4:site", "Un site", "2"),
  choice("4:dont-know", "Je ne sais pas", "0"),
];

function open() {
  const printed: string[][] = [];
  const screen = terminal(address, (_number, lines) => printed.push([...lines]));
  let sent = 0;
  const show = async (
    text: string,
    choices: readonly Choice[] = [],
    language: Language = "fr",
  ): Promise<void> => {
    const message = { language, text, choices, open: "Choisir", keys: [] };
    for (const body of shape(message, screen.channel.capabilities)) {
      sent += 1;
      const outbound: Outbound = { id: `m${sent}`, address, body, uncertain: false };
      await screen.channel.send(outbound, signal);
    }
  };
  const read = (line: string) => screen.read(line, "id", 7);
  const content = (line: string): Content | string => {
    const said = read(line);
    return typeof said === "string" ? said : said.content;
  };
  return { printed, show, read, content };
}

describe("a message at the terminal", () => {
  test("shows its choices as numbered lines with what stands under them", async () => {
    const { show, printed } = open();
    await show("Avez-vous un site ?", website);
    expect(printed).toEqual([
      [
        "Avez-vous un site ?",
        "",
        "1. Une page — Facebook, Instagram",
        "2. Un site",
        "0. Je ne sais pas",
      ],
    ]);
  });

  test("reads from right to left in every line, isolates kept", async () => {
    const { show, printed } = open();
    await show(
      "واش عندكم سيت؟\n\n\u2066ECC\u2069 كيعاونكم",
      [choice("4:page", "صفحة", "1")],
      "ary",
    );
    expect(printed).toEqual([
      [
        "\u200Fواش عندكم سيت؟",
        "",
        "\u200F\u2066ECC\u2069 كيعاونكم",
        "",
        "\u200F1. \u2068صفحة\u2069",
      ],
    ]);
  });

  test("is never split: a terminal has room", async () => {
    const { show, printed } = open();
    await show("Une longue phrase. ".repeat(200), website);
    expect(printed).toHaveLength(1);
  });

  test("names a file with its link under the words that come with it", () => {
    const file = { url: "/d/x/resultat-rafiq.png", name: "resultat-rafiq.png", type: "image/png" };
    const body = { kind: "document" as const, text: "Voici.", file, rtl: false };
    const outbound = { id: "m1", address, body, uncertain: false };
    expect(encode(outbound)).toEqual(["Voici.", `[${file.name}] ${file.url}`]);
  });
});

describe("a typed line", () => {
  test("is words, a digit alone too", async () => {
    const { show, content } = open();
    await show("Avez-vous un site ?", website);
    expect(content("2")).toEqual({ kind: "text", text: "2" });
    expect(content("  un site ")).toEqual({ kind: "text", text: "un site" });
  });

  test("taps an answer of the last message, or of an earlier one", async () => {
    const { show, content } = open();
    await show("Avez-vous un site ?", website);
    await show("Depuis quand ?", [choice("5:new", "Moins d'un an", "1")]);
    await show("Merci.");
    expect(content("/tap 1")).toEqual({ kind: "tap", id: "5:new", label: "Moins d'un an" });
    expect(content("/tap 1.2")).toEqual({ kind: "tap", id: "4:site", label: "Un site" });
    expect(content("/tap 1.0")).toEqual({
      kind: "tap",
      id: "4:dont-know",
      label: "Je ne sais pas",
    });
  });

  test("quotes a message by its number", async () => {
    const { show, read } = open();
    await show("Avez-vous un site ?");
    expect(read("/quote 1 oui, un site")).toEqual({
      id: "id",
      address,
      aliases: [],
      at: 7,
      content: { kind: "text", text: "oui, un site" },
      quoted: "m1",
    });
  });

  test.each<[string, Content["kind"]]>([
    ["/voice", "media"],
    ["/photo la page", "media"],
    ["/location", "location"],
    ["/card", "contact-card"],
    ["/react 👍", "reaction"],
    ["/edit 3", "edit"],
    ["/unsend", "revoke"],
  ])("%s sends what has no words", (line, kind) => {
    const content = open().content(line);
    expect(typeof content === "string" ? content : content.kind).toBe(kind);
  });

  test.each(["/tap", "/tap 9", "/quote 4 oui", "/nothing"])("%s is explained, not sent", (line) => {
    expect(open().content(line)).toBeTypeOf("string");
  });
});
