import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { reviewAudio } from "../../src/cli/audio.ts";
import { questionsAloud, recordingOf } from "../../src/core/engine/aloud.ts";
import { findRecordings, flawOf, recordingName } from "../../src/speech/recordings.ts";
import { silentNote, startSpeechFake } from "../fakes/speech.ts";
import { theBook } from "../world.ts";

const book = await theBook();
let dataDir: string;
const written: string[] = [];
const write = (text: string): void => void written.push(text);

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "rafiq-audio-"));
  written.length = 0;
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

function review(
  what: "check" | "make",
  speech: Parameters<typeof reviewAudio>[1]["speech"] = null,
) {
  return reviewAudio(what, { speech, store: { dataDir } }, book, write);
}

describe("a question read aloud", () => {
  const [first] = questionsAloud(book, "fr").filter(({ key }) => key === "diagnostic.GOV1");

  test("says its answers after their numbers", () => {
    expect(first?.text.split("\n").slice(0, 2)).toEqual([
      expect.stringMatching(/\?$/u),
      expect.stringMatching(/^1\. /u),
    ]);
  });

  test("holds nothing but words in each language", () => {
    for (const language of ["fr", "ar", "ary", "en"] as const) {
      const questions = questionsAloud(book, language);
      expect(questions.length).toBeGreaterThan(20);
      for (const { text } of questions) expect(text).not.toMatch(/[{}\u2066-\u2069\u200F]/u);
    }
  });

  test("has another recording once its words change", () => {
    const aloud = { key: "diagnostic.GOV1", text: "one" };
    expect(recordingName(aloud)).not.toBe(recordingName({ ...aloud, text: "two" }));
  });
});

test("a voice note is Ogg with Opus, one channel, half a megabyte at most", () => {
  expect(flawOf(silentNote)).toBeNull();
  expect(flawOf(Buffer.from("ID3 something else"))).toBe("format");
  expect(flawOf(Buffer.concat([silentNote, Buffer.alloc(600_000)]))).toBe("size");
  const stereo = Buffer.from(silentNote);
  stereo[stereo.indexOf("OpusHead") + 9] = 2;
  expect(flawOf(stereo)).toBe("stereo");
});

test("without a recording or a server nothing is made, and the check says how much is missing", async () => {
  expect(await review("make")).toBe(false);
  expect(written.join("")).toMatch(/^fr: 0 of \d+ questions can be heard$/mu);
});

test("a server that speaks makes what is missing; what people recorded comes before it", async () => {
  const fake = await startSpeechFake();
  try {
    const own = Buffer.concat([silentNote, Buffer.from("own")]);
    mkdirSync(join(dataDir, "audio", "fr"), { recursive: true });
    writeFileSync(join(dataDir, "audio", "fr", "diagnostic.GOV1.ogg"), own);
    const speaker = { model: "tts", voice: "v" };
    const speech = { baseUrl: fake.url, model: null, apiKey: "k", speaker };
    expect(await review("make", speech)).toBe(true);
    expect(await review("check")).toBe(true);
    const names = readdirSync(join(dataDir, "audio", "fr"));
    expect(names).not.toContain("diagnostic.GOV1.ogg");
    const heard = fake.ledger.map(({ fields }) => fields["input"]);
    expect(heard).not.toContain(
      questionsAloud(book, "fr").find(({ key }) => key === "diagnostic.GOV1")?.text,
    );
    const asked = (language: Parameters<typeof questionsAloud>[1]) =>
      questionsAloud(book, language);
    const found = await findRecordings(join(dataDir, "audio"), asked, "https://rafiq.example");
    const file = found.get(recordingOf("ary-Latn", "diagnostic.GOV1"));
    expect(file?.url).toMatch(
      /^https:\/\/rafiq\.example\/a\/ary\/diagnostic\.GOV1\.[0-9a-f]{8}\.ogg$/u,
    );
  } finally {
    await fake.close();
  }
});

test("a recording that is none is told with what to do, and never played", async () => {
  mkdirSync(join(dataDir, "audio", "fr"), { recursive: true });
  writeFileSync(join(dataDir, "audio", "fr", "diagnostic.GOV1.ogg"), "no sound");
  expect(await review("make")).toBe(false);
  expect(written.join("")).toContain("libopus");
});
