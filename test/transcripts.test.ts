import { describe, expect, test } from "vitest";
import type { Transcript, Way } from "../src/core/engine/transcript.ts";
import type { Language } from "../src/core/language/languages.ts";
import { loadBook } from "../src/runtime/book-on-disk.ts";
import { openSqliteStore } from "../src/store/sqlite/sqlite-store.ts";
import { benches } from "./transcripts/benches.ts";
import { transcriptFiles, waysOf } from "./transcripts/files.ts";
import { perform, type Performance } from "./transcripts/perform.ts";
import { replay } from "./transcripts/replay.ts";
import { expectThen } from "./transcripts/then.ts";

const book = await loadBook();
const files = transcriptFiles();

describe.each([...files])("%s", (_flow, transcripts) => {
  test.each(transcripts.map((one) => [one.conversation, one] as const))(
    "%s: the same in every language, in every way of answering",
    (_name, transcript) => {
      for (const language of transcript.given.languages) {
        const played = waysOf(transcript, language).map((way) => [way, play(transcript, language, way)] as const);
        const [first] = played;
        for (const [way, performance] of played) {
          within(`${language}, by ${way}`, () => {
            expectThen(performance);
            expect(performance.conclusion).toEqual(first?.[1].conclusion);
          });
        }
      }
    },
  );
});

describe.each(Object.entries(benches))("on %s", (_name, makeBench) => {
  test.each([...files])("the transcripts of %s end as on the engine alone", async (_flow, transcripts) => {
    for (const transcript of transcripts) {
      for (const language of transcript.given.languages) {
        const performance = play(transcript, language, "tap");
        const store = await openSqliteStore({ file: ":memory:" });
        const replayed = await replay(book, performance, makeBench(), store).catch((error: unknown) => {
          throw told(`${transcript.conversation}, ${language}`, error);
        });
        await store.close();
        if (replayed === null) continue;
        within(`${transcript.conversation}, ${language}`, () => {
          expect(replayed.conclusion).toEqual(performance.conclusion);
          const most = transcript.then?.messages;
          if (most !== undefined) expect(replayed.messages).toBeLessThanOrEqual(most);
        });
      }
    }
  });
});

function play(transcript: Transcript, language: Language, way: Way): Performance {
  const latin = way === "arabizi" ? perform(book, transcript, "ary-Latn", "tap", null) : null;
  return within(`${transcript.conversation}, ${language}, by ${way}`, () =>
    perform(book, transcript, language, way, latin),
  );
}

function within<T>(where: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw told(where, error);
  }
}

function told(where: string, error: unknown): Error {
  return new Error(`${where}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
}
