import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { readSettings } from "../../src/config.ts";
import { openTranscriber, type Transcriber } from "../../src/speech/transcribe.ts";
import { silentNote, startSpeechFake, type Hears } from "../fakes/speech.ts";

const fake = await startSpeechFake();
afterAll(() => fake.close());
const note = { bytes: silentNote, type: "audio/ogg; codecs=opus" };
let transcriber: Transcriber;

beforeEach(() => {
  transcriber = openTranscriber({ baseUrl: fake.url, model: "small", apiKey: "k" });
});

test("a voice note goes as a file with the language they speak, and comes back as words", async () => {
  fake.hears({ kind: "words", text: "  bghit   n3awd\n lsoual " });
  const heard = await transcriber.transcribe(note, "ary-Latn");
  expect(heard).toEqual({ kind: "words", text: "bghit n3awd lsoual" });
  expect(fake.ledger.at(-1)).toEqual({
    route: "POST /v1/audio/transcriptions",
    authorization: "Bearer k",
    fields: {
      file: "note.ogg audio/ogg 64",
      model: "small",
      language: "ar",
      response_format: "json",
    },
  });
});

describe("a server with a bad day gives a code, never an error", () => {
  test.each<readonly [Hears, string]>([
    [{ kind: "words", text: " \n " }, "speech/silent"],
    [{ kind: "status", status: 401 }, "speech/refused"],
    [{ kind: "status", status: 503 }, "speech/refused"],
    [{ kind: "garbage" }, "speech/garbled"],
    [{ kind: "huge" }, "speech/garbled"],
    [{ kind: "down" }, "speech/unreachable"],
  ])("%o", async (answer, code) => {
    fake.hears(answer);
    expect(await transcriber.transcribe(note, "fr")).toEqual({ kind: "failed", code });
  });
});

test("four notes at once are listened to, a fifth is turned away", async () => {
  fake.hears({ kind: "words", text: "oui" });
  const all = Array.from({ length: 5 }, () => transcriber.transcribe(note, "fr"));
  const heard = await Promise.all(all);
  expect(heard.filter(({ kind }) => kind === "words")).toHaveLength(4);
  expect(heard.at(-1)).toEqual({ kind: "failed", code: "speech/busy" });
  expect(await transcriber.transcribe(note, "fr")).toMatchObject({ kind: "words" });
});

describe("settings", () => {
  test("are off by default", () => {
    expect(readSettings({}).speech).toBeNull();
  });
  test.each([
    { SPEECH_BASE_URL: "http://speech.example/v1", SPEECH_MODEL: "m" },
    { SPEECH_BASE_URL: "https://user:pass@speech.example", SPEECH_MODEL: "m" },
    { SPEECH_BASE_URL: "https://speech.example/v1" },
  ])("are refused when voices would travel in the open, or nobody listens: %o", (environment) => {
    expect(() => readSettings(environment)).toThrow(/SPEECH_/u);
    expect(() => readSettings(environment)).not.toThrow(/pass@/u);
  });
});
