import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { minute } from "../../src/core/instant.ts";
import { questionsAloud } from "../../src/core/engine/aloud.ts";
import { recordingName } from "../../src/speech/recordings.ts";
import { silentNote, startSpeechFake } from "../fakes/speech.ts";
import { openHouse } from "./house.ts";
import { Person } from "./person.ts";
import { theWholeBook } from "../world.ts";
import { until } from "../until.ts";

const phone = "+212600000071";

async function openHearing() {
  const speech = await startSpeechFake();
  onTestFinished(() => speech.close());
  const house = await openHouse({ SPEECH_BASE_URL: speech.url, SPEECH_MODEL: "small" });
  const person = new Person(house, phone);
  await person.plays(["fr", "yes", "court"], ["association"], "tap");
  return { speech, house, person };
}

test("a voice note answers the pending question, once they have agreed to what was understood", async () => {
  const { speech, house, person } = await openHearing();
  speech.hears({ kind: "words", text: "une association" });
  const before = person.got.length;
  await person.sends({ fields: house.twilio.keepMedia(silentNote, "audio/ogg") });
  await until("they are asked", () => person.got.length > before);
  expect(person.got.at(-1)?.body).toContain("« une association »");
  expect(house.twilio.keptMedia).toBe(0);
  const [next] = await person.taps("yes");
  expect(next?.body).not.toContain("Quelle est votre structure");
  expect((await house.stateOf(phone))?.organization?.values["P1"]?.[0]).toBe("association");
  expect(house.lines.join("\n")).not.toContain("une association");
});

test("« non » keeps the question, and what they write instead of agreeing is what counts", async () => {
  const { speech, house, person } = await openHearing();
  speech.hears({ kind: "words", text: "une fondation" });
  const speak = async () => {
    const before = person.got.length;
    await person.sends({ fields: house.twilio.keepMedia(silentNote, "audio/ogg") });
    await until("they are asked", () => person.got.length > before);
  };
  await speak();
  await person.taps("again");
  expect(person.got.at(-1)?.body).toContain("Redites-le");
  await speak();
  await person.says("coopérative");
  expect((await house.stateOf(phone))?.organization?.values["P1"]?.[0]).toBe("coop");
});

test("what could not be understood is said kindly, and the question stays", async () => {
  const { speech, house, person } = await openHearing();
  speech.hears({ kind: "status", status: 503 });
  const before = person.got.length;
  await person.sends({ fields: house.twilio.keepMedia(silentNote, "audio/ogg") });
  await until("they are told", () => person.got.length > before);
  expect(person.got.at(-1)?.body).toContain("Je n'ai pas bien entendu");
  await person.says("association");
  expect((await house.stateOf(phone))?.organization?.values["P1"]?.[0]).toBe("association");
});

test("a server that never answers keeps nobody waiting for more than a minute", async () => {
  const { house, person } = await openHearing();
  const before = person.got.length;
  const lost = {
    ...house.twilio.keepMedia(silentNote, "audio/ogg"),
    MediaUrl0: "https://x.example/a",
  };
  await person.sends({ fields: lost });
  house.time.now += 2 * minute;
  await until("they are told", () => person.got.length > before);
});

test("where nothing listens, that is told once, and the question is asked again each time", async () => {
  const house = await openHouse();
  const person = new Person(house, phone);
  await person.plays(["fr", "yes", "court"], ["association"], "tap");
  const first = await person.sends({ fields: house.twilio.keepMedia(silentNote, "audio/ogg") });
  const second = await person.sends({ fields: house.twilio.keepMedia(silentNote, "audio/ogg") });
  expect(first.map(({ body }) => body).join("\n")).toContain("notes vocales");
  expect(second.map(({ body }) => body).join("\n")).not.toContain("notes vocales");
  expect(second.length).toBeGreaterThan(0);
});

test("whoever speaks hears the questions from then on, and « mode texte » ends it", async () => {
  const data = mkdtempSync(join(tmpdir(), "rafiq-voice-"));
  onTestFinished(() => rmSync(data, { recursive: true, force: true }));
  const folder = join(data, "audio", "fr");
  mkdirSync(folder, { recursive: true });
  const book = await theWholeBook();
  for (const question of questionsAloud(book, "fr")) {
    writeFileSync(join(folder, recordingName(question)), silentNote);
  }
  const house = await openHouse({ DATA_DIR: data });
  const person = new Person(house, phone);
  await person.plays(["fr", "yes", "court"], ["association"], "tap");
  const before = person.got.length;
  await person.sends({ fields: house.twilio.keepMedia(silentNote, "audio/ogg") });
  const heard = person.got.slice(before).flatMap(({ shown }) => shown?.media ?? []);
  expect(heard).toHaveLength(1);
  const path = new URL(heard[0] ?? "").pathname;
  const file = await fetch(`${house.service.url}${path}`);
  expect([file.status, file.headers.get("content-type")]).toEqual([200, "audio/ogg"]);
  expect(Buffer.from(await file.arrayBuffer())).toEqual(silentNote);
  expect((await fetch(`${house.service.url}/a/fr/..%2f..%2frafiq.db`)).status).toBe(404);
  const quiet = await person.says("mode texte");
  expect(quiet.flatMap(({ shown }) => shown?.media ?? [])).toEqual([]);
  expect((await person.says("écouter")).flatMap(({ shown }) => shown?.media ?? [])).toHaveLength(1);
});
