import { describe, expect, test } from "vitest";
import { transcriptFiles, waysOf, within } from "./transcripts/files.ts";
import { performIn } from "./transcripts/perform.ts";
import { theWholeBook } from "./world.ts";
import { expectThen } from "./transcripts/then.ts";

const book = await theWholeBook();

describe.each([...transcriptFiles()])("%s", (_flow, transcripts) => {
  test.each(transcripts.map((one) => [one.conversation, one] as const))(
    "%s",
    (_name, transcript) => {
      for (const language of transcript.given.languages) {
        const played = waysOf(transcript, language).map((way) => {
          const where = `${language}, by ${way}`;
          return [where, within(where, () => performIn(book, transcript, language, way))] as const;
        });
        const [first] = played;
        for (const [where, performance] of played) {
          within(where, () => {
            expectThen(performance);
            expect(performance.conclusion).toEqual(first?.[1].conclusion);
          });
        }
      }
    },
  );
});
