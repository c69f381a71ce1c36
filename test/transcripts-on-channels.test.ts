import { theWholeBook } from "./world.ts";
import { describe, expect, test } from "vitest";
import { openSqliteStore } from "../src/store/sqlite/sqlite-store.ts";
import { benches } from "./transcripts/benches/index.ts";
import { told, transcriptFiles, within } from "./transcripts/files.ts";
import { performIn } from "./transcripts/perform.ts";
import { replay } from "./transcripts/replay.ts";

const book = await theWholeBook();

describe.each(Object.entries(benches))("on %s", (_name, makeBench) => {
  test.each([...transcriptFiles()])(
    "the transcripts of %s say and leave what they do on the engine alone",
    async (_flow, transcripts) => {
      for (const transcript of transcripts) {
        for (const language of transcript.given.languages) {
          const where = `${transcript.conversation}, ${language}`;
          const performance = within(where, () => performIn(book, transcript, language, "tap"));
          const store = await openSqliteStore({ file: ":memory:" });
          const replayed = await replay(book, performance, makeBench(), store).catch(
            (error: unknown) => {
              throw told(where, error);
            },
          );
          await store.close();
          if (replayed === null) continue;
          within(where, () => {
            expect(replayed.conclusion).toEqual(performance.conclusion);
            const most = transcript.then?.messages;
            if (most !== undefined) expect(replayed.messages).toBeLessThanOrEqual(most);
          });
        }
      }
    },
  );
});
