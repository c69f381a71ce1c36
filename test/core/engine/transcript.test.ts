import { describe, expect, test } from "vitest";
import { commandWords, durationOf, readTranscripts } from "../../../src/core/engine/transcript.ts";
import { commandOf } from "../../../src/core/language/commands.ts";

const one = `conversation: a greeting
given: { languages: [fr], at: 2026-12-01T09:00:00Z }
when:
  - contact: salam
  - bot: welcome.language
`;

describe("a file of transcripts", () => {
  test("holds one conversation a document, replayed in every way unless it says otherwise", () => {
    const [first, second] = readTranscripts("flows/x.test.yaml", `${one}---\n${one}`);
    expect(first).toEqual(second);
    expect(first?.given.ways).toEqual(["tap", "number", "label", "arabizi"]);
  });

  test.each([
    ["an unknown verb", one.replace("- contact: salam", "- shout: salam")],
    ["a language that is not spoken", one.replace("[fr]", "[de]")],
    ["a moment without its zone", one.replace("00:00Z", "00:00")],
    ["a duration in words", `${one}  - after: two days\n`],
    ["broken YAML", "conversation: [\n"],
  ])("is refused with its path for %s", (_what, text) => {
    expect(() => readTranscripts("flows/x.test.yaml", text)).toThrow("flows/x.test.yaml");
  });
});

test.each(Object.entries(commandWords))("the words for %s are understood", (kind, words) => {
  for (const word of Object.values(words)) expect(commandOf(word)?.kind, word).toBe(kind);
});

test.each([
  ["10s", 10_000],
  ["1.5h", 5_400_000],
  ["3d", 259_200_000],
  ["3 weeks", null],
  ["", null],
])("« %s » lasts %s milliseconds", (text, milliseconds) => {
  expect(durationOf(text)).toBe(milliseconds);
});
