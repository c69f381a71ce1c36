import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Aloud, Recordings } from "../core/engine/aloud.ts";
import { recordingOf, spokenLanguages } from "../core/engine/aloud.ts";
import type { Language } from "../core/language/languages.ts";

/** WhatsApp shows a voice note with its play button up to this size, in bytes (channel-facts § 2.4). */
export const recordingMost = 512 * 1_024;

/** What is wrong with a file: not Ogg with Opus inside, more than one channel, or too large. */
export type Flaw = "format" | "stereo" | "size";

/** `diagnostic.GOV1.3fa91c02.ogg`: once the words change, the recording is another one. */
export function recordingName({ key, text }: Aloud): string {
  return `${key}.${createHash("sha256").update(text).digest("hex").slice(0, 8)}.ogg`;
}

/** What a voice note must be, from its first bytes; null when it is. */
export function flawOf(bytes: Uint8Array): Flaw | null {
  if (bytes.byteLength > recordingMost) return "size";
  const start = Buffer.from(bytes.subarray(0, 512)).toString("latin1");
  const opus = start.indexOf("OpusHead");
  if (!start.startsWith("OggS") || opus === -1) return "format";
  return bytes[opus + 9] === 1 ? null : "stereo";
}

/**
 * The recordings below a folder (`fr/`, `ar/`, `ary/`, `en/`) that belong to the questions as they
 * stand, with the links by which they are fetched. None when there is no such folder.
 */
export async function findRecordings(
  folder: string,
  questions: (language: Language) => readonly Aloud[],
  publicUrl: string | null,
): Promise<Recordings> {
  const found: [string, { url: string; name: string; type: string }][] = [];
  for (const language of spokenLanguages) {
    const names = new Set(await readdir(join(folder, language)).catch(() => []));
    if (names.size === 0) continue;
    for (const question of questions(language)) {
      const name = recordingName(question);
      if (!names.has(name)) continue;
      if (flawOf(await readFile(join(folder, language, name))) !== null) continue;
      const url = `${publicUrl ?? ""}/a/${language}/${name}`;
      found.push([recordingOf(language, question.key), { url, name, type: "audio/ogg" }]);
    }
  }
  return new Map(found);
}
