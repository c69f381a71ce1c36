import { expect, test } from "vitest";
import { preview, shownOn } from "../../src/cli/preview.ts";
import { stepsOf } from "../../src/core/engine/preview.ts";
import { languages } from "../../src/core/language/languages.ts";
import { morning, theBook } from "../world.ts";

const book = await theBook();
const gov1 = { flow: "diagnostic", step: "GOV1" };

function can(name: string) {
  const known = shownOn[name];
  if (known === undefined) throw new Error(name);
  return known;
}

test("a question is a list on WhatsApp, quick replies on Messenger", () => {
  const seen = (name: string) => preview(book, gov1, "fr", can(name), morning);
  expect(seen("twilio-whatsapp")).toContain("┌ list");
  expect(seen("twilio-whatsapp")).toBe(seen("meta-whatsapp"));
  expect(seen("meta-messenger")).toContain("┌ buttons");
  expect(seen("terminal")).toContain("Pas encore réfléchi");
});

test("every step of every flow can be looked at, on every channel and in every language", () => {
  for (const flow of book.current.keys()) {
    for (const step of stepsOf(book, flow)) {
      for (const language of languages) {
        for (const on of Object.keys(shownOn)) {
          expect(() => preview(book, { flow, step }, language, can(on), morning)).not.toThrow();
        }
      }
    }
  }
});

test("a step that is not there is said so", () => {
  expect(() =>
    preview(book, { flow: "diagnostic", step: "nowhere" }, "fr", can("terminal"), 0),
  ).toThrow(/flow\/unknown/u);
});
