import { beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readTopic } from "../../../src/core/engine/knowledge-files.ts";
import { isTopicFile } from "../../../src/core/engine/book-files.ts";
import { checkTopics } from "../../../src/core/knowledge/check-topics.ts";
import { draftTopic, type GoodAnswer } from "../../../src/core/knowledge/draft-topic.ts";
import { topicSchema, type Topic } from "../../../src/core/knowledge/topic.ts";
import { bookFiles } from "../../../src/runtime/book-on-disk.ts";
import { projectRoot } from "../../../src/project-root.ts";

const today = "2026-11-25";
const good: GoodAnswer = {
  language: "fr",
  question: "Comment vendre nos poteries sur Pinterest ?",
  answer: "Ouvrez un compte professionnel.\n• Une photo par produit : c'est gratuit.",
  topic: null,
};
let topics: readonly Topic[] = [];

beforeAll(async () => {
  topics = (await bookFiles(projectRoot, isTopicFile)).map((file) => readTopic(file));
});

function drafted(change: Partial<GoodAnswer> = {}, names: readonly string[] = []) {
  const { slug, text } = draftTopic({ ...good, ...change }, topics, today, names);
  // Parsed from the file that was just written; the tests look at its parts.
  return { slug, text, value: parse(text) as Record<string, never> };
}

describe("a draft", () => {
  test("has the next free id and what the given language says, the rest empty", () => {
    const { slug, value } = drafted();
    expect(slug).toBe("vendre-poteries-pinterest");
    expect(value).toMatchObject({
      id: topics.length + 1,
      reviewed: today,
      expires: "2028-05-25",
      title: { fr: good.question, ar: "", en: "" },
      answer: { fr: good.answer, "ary-Latn": "" },
      questions: { fr: [good.question], ary: [] },
    });
  });

  test("takes over from the topic it is near to, the months of a law included", () => {
    const near = topics.find(({ law }) => law);
    const { value } = drafted({ topic: near?.id ?? 0 });
    expect(value).toMatchObject({
      service: near?.service,
      owner: near?.owner,
      law: true,
      expires: "2027-05-25",
      related: [near?.id],
    });
  });

  test("is refused by check and program until a person completed it", () => {
    const { slug, text, value } = drafted();
    const refused = checkTopics([{ slug, value }], today);
    expect(refused.length).toBeGreaterThanOrEqual(6);
    expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(["draft"]));
    expect(() => readTopic({ path: `flows/knowledge/${slug}.yaml`, text })).toThrow("book/invalid");
    // Without `todo` alone it is not complete either.
    const { todo: _, ...rest } = value;
    expect(checkTopics([{ slug, value: rest }], today).length).toBeGreaterThan(10);
    const [model] = topics;
    const { label, title, answer, today: first, questions } = model ?? {};
    const complete = { ...rest, label, title, answer, today: first, questions, related: [1] };
    expect(topicSchema.safeParse(complete).error).toBeUndefined();
  });

  test("names nobody, neither in question nor in answer", () => {
    const { text, value } = drafted(
      {
        question: "Je m'appelle Salma Benali, 0612345678, comment vendre ?",
        answer: "Bonjour Salma,\nappelez le 06 12 34 56 78.",
      },
      ["Salma"],
    );
    expect(text).not.toMatch(/salma|benali|06/iu);
    expect(value["todo"]).toContain("Récrire ce qui a été retiré ([…]) sans nommer personne.");
  });

  test("in Arabic letters is named by its number, and a long title is left to the person", () => {
    const { slug, value } = drafted({ language: "ary", question: `كيفاش ${"نديرو ".repeat(20)}` });
    expect(slug).toBe(`topic-${topics.length + 1}`);
    expect(value["title"]).toMatchObject({ ary: "" });
  });
});
