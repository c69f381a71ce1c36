import { z } from "zod";
import { fold } from "../language/fold.ts";
import { languages, type Language } from "../language/languages.ts";
import type { Topic } from "./topic.ts";
import { error, warning, type TopicFile, type TopicFinding } from "./topic-finding.ts";

/** What is wrong between topics. `topics` are those of the files that could be read. */
export function checkAmongTopics(
  topics: readonly Topic[],
  files: readonly TopicFile[],
): readonly TopicFinding[] {
  return [...twice(topics), ...relations(topics, files)];
}

/** One id for two topics, and the same question for two topics or twice for one. */
function* twice(topics: readonly Topic[]): Iterable<TopicFinding> {
  const ids = new Map<number, string>();
  const asked = new Map<string, { readonly topic: Topic; readonly language: Language }>();
  for (const topic of topics) {
    const { id, slug } = topic;
    const holder = ids.get(id);
    if (holder !== undefined) {
      yield error(
        slug,
        ["id"],
        "same-id",
        `${id} is the id of "${holder}"`,
        "take the next free one",
      );
    }
    ids.set(id, slug);
    for (const language of languages) {
      for (const [at, question] of topic.questions[language].entries()) {
        const key = fold(question).replace(/[?؟!.\s]+$/u, "");
        const before = asked.get(key);
        asked.set(key, before ?? { topic, language });
        const path = ["questions", language, at];
        if (before !== undefined && before.topic.id !== id) {
          const where = `"${before.topic.slug}"`;
          yield error(
            slug,
            path,
            "same-question",
            `${where} has this question too`,
            "keep it in one of the two",
          );
        } else if (before?.language === language) {
          yield warning(
            slug,
            path,
            "question-twice",
            "this question stands here twice",
            "remove one",
          );
        }
      }
    }
  }
}

function* relations(topics: readonly Topic[], files: readonly TopicFile[]): Iterable<TopicFinding> {
  // A file with other mistakes still has its id.
  const written = z.object({ id: z.number(), todo: z.undefined().optional() });
  const ids = new Set(files.flatMap(({ value }) => written.safeParse(value).data?.id ?? []));
  for (const { id, slug, related } of topics) {
    for (const [at, other] of related.entries()) {
      const path = ["related", at];
      if (other === id) {
        yield error(slug, path, "own-relation", "this is the topic itself", "name another");
      } else if (!ids.has(other)) {
        yield error(
          slug,
          path,
          "dead-relation",
          `there is no topic ${other}`,
          "name one that exists",
        );
      } else if (related.indexOf(other) !== at) {
        yield warning(slug, path, "relation-twice", `${other} is named twice`, "remove one");
      }
    }
  }
}
