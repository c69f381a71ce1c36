import { beforeAll, describe, expect, test } from "vitest";
import { isTopicFile, parseFile } from "../../../src/core/engine/book-files.ts";
import { checkTopics } from "../../../src/core/knowledge/check-topics.ts";
import type { TopicFile } from "../../../src/core/knowledge/topic-finding.ts";
import { bookFiles } from "../../../src/runtime/book-on-disk.ts";
import { projectRoot } from "../../../src/project-root.ts";

let topics: readonly TopicFile[] = [];

beforeAll(async () => {
  const files = await bookFiles(projectRoot, isTopicFile);
  topics = files.map((file) => ({
    slug: file.path.slice("flows/knowledge/".length, -".yaml".length),
    value: parseFile(file),
  }));
});

describe("the topics", () => {
  test("are those of the brief and six more, each once", () => {
    // Read by the schema below.
    const ids = topics.map(({ value }) => (value as { readonly id: number }).id);
    expect(ids.sort((one, other) => one - other)).toEqual(
      Array.from({ length: 130 }, (_, at) => at + 1),
    );
  });

  test("have no mistake", () => {
    // A day after every review, so that the real one does not matter.
    const findings = checkTopics(topics, "9999-01-01");
    const errors = findings.filter(({ severity }) => severity === "error");
    expect(errors).toEqual([]);
  });
});
