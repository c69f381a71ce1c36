import { beforeAll, describe, expect, test } from "vitest";
import { RunnableLambda } from "@langchain/core/runnables";
import { isKnowledgeFile } from "../../src/core/engine/book-files.ts";
import { readKnowledge } from "../../src/core/engine/knowledge-files.ts";
import type { Knowledge } from "../../src/core/knowledge/knowledge.ts";
import { KnowledgeRetriever } from "../../src/llm/retriever.ts";
import { bookFiles } from "../../src/runtime/book-on-disk.ts";
import { projectRoot } from "../../src/project-root.ts";

describe("the knowledge base as a retriever", () => {
  let knowledge: Knowledge;
  beforeAll(async () => {
    knowledge = readKnowledge(await bookFiles(projectRoot, isKnowledgeFile));
  });

  test("gives the topics that answer, with what stands beside their text", async () => {
    const [first, ...others] = await new KnowledgeRetriever(knowledge, "fr").invoke(
      "quel nom de domaine choisir",
    );
    const topic = knowledge.topics.get(11);
    expect(others.length).toBeLessThanOrEqual(2);
    expect(first?.id).toBe("11");
    expect(first?.pageContent).toBe(`${topic?.answer.fr}\n${topic?.today.fr}`);
    expect(first?.metadata).toEqual({
      id: 11,
      title: topic?.title.fr,
      language: "fr",
      answer: topic?.answer.fr,
      sources: topic?.sources,
    });
  });

  test("answers each question in its own language", async () => {
    const retriever = new KnowledgeRetriever(knowledge);
    const languages = await Promise.all(
      ["what is a domain name", "شنو كيعني الدومين ديال السيت"].map(
        async (question) => (await retriever.invoke(question))[0]?.metadata.language,
      ),
    );
    expect(languages).toEqual(["en", "ary"]);
  });

  test("gives nothing for small talk and for what we know nothing about", async () => {
    const retriever = new KnowledgeRetriever(knowledge, "fr");
    expect(await retriever.invoke("merci beaucoup")).toEqual([]);
    expect(await retriever.invoke("xkcd qwerty zzz")).toEqual([]);
  });

  test("goes into a chain like any other", async () => {
    const chain = new KnowledgeRetriever(knowledge, "fr").pipe(
      RunnableLambda.from((found: { readonly id?: string | undefined }[]) =>
        found.map(({ id }) => id).join(),
      ),
    );
    expect(await chain.invoke("quel nom de domaine choisir")).toMatch(/^11\b/u);
  });
});
