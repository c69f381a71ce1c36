import { beforeAll, describe, expect, test } from "vitest";
import { isTopicFile } from "../../../src/core/engine/book-files.ts";
import { readTopic } from "../../../src/core/engine/knowledge-files.ts";
import { answerMost, labelMost, titleMost, type Topic } from "../../../src/core/knowledge/topic.ts";
import { isolate } from "../../../src/core/language/isolate.ts";
import { isRightToLeft, languages, type Language } from "../../../src/core/language/languages.ts";
import { bookFiles, projectRoot } from "../../../src/runtime/book-on-disk.ts";

/** What most people ask: they get twice as many sample questions. */
const mostAsked = new Set([
  1, 2, 6, 7, 9, 11, 12, 14, 18, 19, 26, 27, 29, 33, 35, 40, 41, 46, 47, 49, 51, 53, 54, 57, 61, 62,
  64, 65, 67, 72, 75, 76, 80, 81, 82, 83, 84, 89, 93, 98, 102, 103, 104, 105, 108, 116, 117, 118,
  120, 124,
]);

let topics: readonly Topic[] = [];

beforeAll(async () => {
  const files = await bookFiles(projectRoot, isTopicFile);
  topics = files.map((file) => readTopic(file));
});

describe("the topics", () => {
  test("are those of the brief and six more, each once", () => {
    const ids = topics.map(({ id }) => id).sort((one, other) => one - other);
    expect(ids).toEqual(Array.from({ length: 130 }, (_, at) => at + 1));
  });

  test("fit a small screen in every language, right-to-left marks included", () => {
    const long = (what: string, most: number, of: (topic: Topic, language: Language) => string) =>
      topics.flatMap((topic) =>
        languages
          .map((language) => isolate(of(topic, language), isRightToLeft(language)).length)
          .flatMap((length, at) =>
            length > most ? [`${topic.slug} ${what} ${languages[at]}`] : [],
          ),
      );
    expect(long("label", labelMost, ({ label }, language) => label[language])).toEqual([]);
    expect(long("title", titleMost, ({ title }, language) => title[language])).toEqual([]);
    expect(
      long(
        "answer",
        answerMost,
        ({ answer, today }, language) => answer[language] + today[language],
      ),
    ).toEqual([]);
  });

  test("have sample questions enough in every language, none of them twice", () => {
    const seen = new Map<string, number>();
    const wrong: string[] = [];
    for (const { id, slug, questions } of topics) {
      for (const language of languages) {
        const least = mostAsked.has(id) ? (language === "ary-Latn" ? 8 : 10) : 5;
        if (questions[language].length < least) wrong.push(`${slug} ${language}: too few`);
        for (const question of questions[language]) {
          const other = seen.get(question.toLowerCase());
          if (other !== undefined && other !== id) wrong.push(`${slug}: also asked of ${other}`);
          seen.set(question.toLowerCase(), id);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  test("lead on to topics that exist, and not to themselves", () => {
    const ids = new Set(topics.map(({ id }) => id));
    const wrong = topics.filter(({ id, related }) =>
      related.some((other) => other === id || !ids.has(other)),
    );
    expect(wrong.map(({ slug }) => slug)).toEqual([]);
  });

  test("about law expire after six months, the others after eighteen", () => {
    const wrong = topics.filter(({ law, reviewed, expires }) => {
      const end = Temporal.PlainDate.from(reviewed).add({ months: law ? 6 : 18 });
      return end.toString() !== expires;
    });
    expect(wrong.map(({ slug }) => slug)).toEqual([]);
  });
});
