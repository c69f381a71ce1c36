import { describe, expect, it } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { bookSchemas } from "../../src/cli/schema.ts";
import { isFlowFile, isSentenceFile, type BookFile } from "../../src/core/engine/book-files.ts";
import { bookFiles } from "../../src/runtime/book-on-disk.ts";
import { unfit, type Schema } from "./json-schema.ts";

/** The schemas as an editor reads them. */
const schemas = JSON.parse(JSON.stringify(bookSchemas())) as Readonly<Record<string, Schema>>;
const flow = schemas["flow.schema.json"] ?? false;

describe("the schemas for editors", async () => {
  const files = await bookFiles();
  const kinds: readonly (readonly [string, (file: BookFile) => boolean])[] = [
    ["flow.schema.json", isFlowFile],
    ["sentences.schema.json", isSentenceFile],
    ["facts.schema.json", ({ path }) => path === "flows/facts.yaml"],
    ["rubric.schema.json", ({ path }) => path === "flows/rubric.yaml"],
    ["calendar.schema.json", ({ path }) => path === "flows/calendar.yaml"],
    ["transcript.schema.json", ({ path }) => path.endsWith(".test.yaml")],
  ];

  it("are one for each kind of file", () => {
    expect(Object.keys(schemas).toSorted()).toEqual(kinds.map(([name]) => name).toSorted());
  });

  it.each(kinds)("%s fits every such file of the book", (name, isOfKind) => {
    const ofKind = files.filter(isOfKind);
    expect(ofKind.length).toBeGreaterThan(0);
    for (const { path, text } of ofKind) {
      for (const document of parseAllDocuments(text)) {
        const value: unknown = "toJS" in document ? document.toJS() : null;
        expect(unfit(value, schemas[name] ?? false), path).toEqual([]);
      }
    }
  });

  it.each([
    ["a step of no type", "{ id: a }"],
    ["a misspelled field", "{ id: a, say: x.y, wiht: {} }"],
    ["an unknown action", "{ id: a, do: dance }"],
    ["an action without what it takes", "{ id: a, do: find-answer }"],
    ["an action with too much", "{ id: a, do: pause, with: { loud: x } }"],
    ["an id with an accent", "{ id: été, end: flow }"],
    ["eleven choices", "{ id: a, ask: x.y, choices: [a, b, c, d, e, f, g, h, i, j, k] }"],
  ])("do not fit %s", (_, step) => {
    const written: unknown = parse(`{ flow: x, version: 1.0.0, steps: [${step}] }`);
    expect(unfit(written, flow)).not.toEqual([]);
  });

  it("do not fit a sentence in a list", () => {
    expect(
      unfit({ hello: { fr: ["Bonjour"] } }, schemas["sentences.schema.json"] ?? false),
    ).not.toEqual([]);
  });

  it("say what each action is for", () => {
    const text = JSON.stringify(flow);
    expect(text).toContain('{"const":"pause","description":"Puts the conversation aside');
    expect(text).toContain('"choicesFrom":{"description"');
  });
});
