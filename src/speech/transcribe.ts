import { z } from "zod";
import { second } from "../core/instant.ts";
import type { Language } from "../core/language/languages.ts";
import type { SpeechSettings } from "./config.ts";

/** Why there are no words. Codes never change once published. */
export type TranscriptionFailure =
  | "speech/busy"
  | "speech/late"
  | "speech/unreachable"
  | "speech/refused"
  | "speech/garbled"
  | "speech/silent";

export type Transcription =
  | { readonly kind: "words"; readonly text: string }
  | { readonly kind: "failed"; readonly code: TranscriptionFailure };

/** A voice note, as its provider gave it. */
export interface Recording {
  readonly bytes: Uint8Array;
  readonly type: string;
}

export interface Transcriber {
  /** Never throws. Nothing of the recording is kept. */
  transcribe(recording: Recording, language: Language): Promise<Transcription>;
}

/** How long a person waits for it at most: the turn's own timer is a little longer. */
const deadline = 40 * second;

/** Voice notes that are listened to at one moment. */
const most = 4;

/** Of an answer only so much is read, in bytes: a note of two minutes has some 2,000. */
const answerMost = 64 * 1_024;

/** As many letters as are taken for one answer, the same as for a written message. */
const lettersMost = 4_096;

/** The codes that listening models know: Darija is heard as Arabic. */
const spoken: Readonly<Record<Language, string>> = {
  fr: "fr",
  ar: "ar",
  ary: "ar",
  "ary-Latn": "ar",
  en: "en",
};

/** What follows `audio/` in a type, and the ending by which servers know it. */
const endings: readonly (readonly [type: RegExp, ending: string])[] = [
  [/ogg|opus/u, "ogg"],
  [/mpeg|mp3/u, "mp3"],
  [/mp4|m4a|aac/u, "m4a"],
  [/wav/u, "wav"],
  [/webm/u, "webm"],
  [/amr/u, "amr"],
];

const answered = z.object({ text: z.string() });

/** Listens through any server that speaks OpenAI's `POST /audio/transcriptions`, over `fetch`. */
export function openTranscriber(
  {
    baseUrl,
    model,
    apiKey,
  }: Pick<SpeechSettings, "baseUrl" | "apiKey"> & {
    readonly model: string;
  },
  call: typeof fetch = fetch,
): Transcriber {
  let underWay = 0;
  async function ask({ bytes, type }: Recording, language: Language): Promise<Transcription> {
    const form = new FormData();
    const ending = endings.find(([known]) => known.test(type))?.[1] ?? "ogg";
    // The bytes come from a download of ours, never from shared memory.
    const file = new Blob([bytes as Uint8Array<ArrayBuffer>], { type: type.split(";")[0] ?? "" });
    form.set("file", file, `note.${ending}`);
    form.set("model", model);
    form.set("language", spoken[language]);
    form.set("response_format", "json");
    const response = await call(`${baseUrl}/audio/transcriptions`, {
      method: "POST",
      body: form,
      headers: apiKey === null ? {} : { Authorization: `Bearer ${apiKey}` },
      redirect: "error",
      signal: AbortSignal.timeout(deadline),
    });
    if (!response.ok) {
      await response.body?.cancel();
      return { kind: "failed", code: "speech/refused" };
    }
    const read = answered.safeParse(parse(await readSome(response)));
    if (!read.success) return { kind: "failed", code: "speech/garbled" };
    const text = read.data.text.replaceAll(/\s+/gu, " ").trim().slice(0, lettersMost);
    return text === ""
      ? { kind: "failed", code: "speech/silent" }
      : { kind: "words", text: text.toWellFormed() };
  }
  return {
    async transcribe(recording, language) {
      if (underWay >= most) return { kind: "failed", code: "speech/busy" };
      underWay += 1;
      try {
        return await ask(recording, language);
      } catch (error) {
        const isLate = error instanceof Error && error.name === "TimeoutError";
        return { kind: "failed", code: isLate ? "speech/late" : "speech/unreachable" };
      } finally {
        underWay -= 1;
      }
    },
  };
}

/** The beginning of what was answered; whoever sends more than an answer is not read to the end. */
async function readSome({ body }: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body ?? []) {
    size += part.byteLength;
    if (size > answerMost) return "";
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
