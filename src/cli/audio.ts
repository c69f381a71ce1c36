import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { argv, loadEnvFile, stdout } from "node:process";
import { readSettings, type Settings } from "../config.ts";
import { questionsAloud, spokenLanguages } from "../core/engine/aloud.ts";
import type { Flowbook } from "../core/engine/book.ts";
import { loadBook } from "../runtime/book-on-disk.ts";
import { flawOf, recordingMost, recordingName, type Flaw } from "../speech/recordings.ts";
import { speak } from "../speech/speak.ts";
import { endWith } from "./on-store.ts";

const help = `npm run -s audio -- check   which questions are recorded, and what is wrong with a recording
npm run -s audio -- make    takes recordings named after their question, has the others spoken

Recordings stand in the data folder: audio/fr, audio/ar, audio/ary, audio/en. Drop a file named
after its question (diagnostic.GOV1.ogg: Ogg with Opus, one channel, 512 kB at most) and run make.
Without recordings: SPEECH_BASE_URL and SPEECH_VOICE_MODEL name a server that speaks.
`;

const flaws: Readonly<Record<Flaw, string>> = {
  format: "is no Ogg file with Opus inside: ffmpeg -i it -c:a libopus -ac 1 out.ogg",
  stereo: "has two channels, one is needed: ffmpeg -i it -c:a libopus -ac 1 out.ogg",
  size: `is larger than ${recordingMost / 1_024} kB: record it shorter, or with fewer bits a second`,
};

type Write = (text: string) => void;

/** Looks at the recordings, or makes what lacks. True when every question can be heard. */
export async function reviewAudio(
  what: "check" | "make",
  {
    speech,
    store,
  }: Pick<Settings, "speech"> & { readonly store: Pick<Settings["store"], "dataDir"> },
  book: Flowbook,
  write: Write,
): Promise<boolean> {
  let whole = true;
  for (const language of spokenLanguages) {
    const folder = join(store.dataDir, "audio", language);
    if (what === "make") await mkdir(folder, { recursive: true });
    const names = new Set(await readdir(folder).catch(() => []));
    const questions = questionsAloud(book, language);
    let there = 0;
    for (const question of questions) {
      const name = recordingName(question);
      const dropped = `${question.key}.ogg`;
      const at = names.has(dropped) ? dropped : names.has(name) ? name : null;
      const bytes =
        at !== null
          ? await readFile(join(folder, at))
          : what === "make" && speech !== null
            ? await speak(speech, question.text)
            : null;
      if (bytes === null) continue;
      const flaw = flawOf(bytes);
      if (flaw !== null) {
        write(`${join(folder, at ?? name)} ${flaws[flaw]}\n`);
        continue;
      }
      if (what === "make" && at === null) await writeFile(join(folder, name), bytes);
      // What people recorded takes the place of what was spoken by a machine.
      if (what === "make" && at === dropped) await rename(join(folder, at), join(folder, name));
      there += what === "make" || at === name ? 1 : 0;
    }
    write(`${language}: ${there} of ${questions.length} questions can be heard\n`);
    whole &&= there === questions.length;
  }
  return whole;
}

async function main([what]: readonly string[]): Promise<number> {
  if (what !== "check" && what !== "make") {
    stdout.write(help);
    return what === undefined || what === "--help" ? 0 : 2;
  }
  if (existsSync(".env")) loadEnvFile(".env");
  const write = (text: string): void => void stdout.write(text);
  const whole = await reviewAudio(what, readSettings(process.env), await loadBook(), write);
  return whole ? 0 : 1;
}

if (import.meta.main) await endWith(() => main(argv.slice(2)), "");
