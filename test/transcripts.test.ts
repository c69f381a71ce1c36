import { describe, expect, test } from "vitest";
import { loadBook } from "../src/runtime/book-on-disk.ts";
import { transcriptFiles, waysOf } from "./transcripts/files.ts";
import { expectThen } from "./transcripts/then.ts";
import { perform } from "./transcripts/perform.ts";

const book = await loadBook();

for (const [flow, transcripts] of transcriptFiles()) {
  describe(flow, () => {
    for (const transcript of transcripts) {
      const { languages } = transcript.given;
      test(transcript.conversation, () => {
        const latin = languages.includes("ary-Latn")
          ? perform(book, transcript, "ary-Latn", "tap", null)
          : null;
        for (const language of languages) {
          const first = waysOf(transcript, language)[0];
          for (const way of waysOf(transcript, language)) {
            const where = `${language}, by ${way}`;
            const performance = tell(where, () => perform(book, transcript, language, way, latin));
            tell(where, () => expectThen(performance));
            if (way === first) continue;
          }
        }
      });
    }
  });
}

function tell<T>(where: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new Error(`in ${where}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
void expect;
