import { isTopicFile } from "../../src/core/engine/book-files.ts";
import { readTopic } from "../../src/core/engine/knowledge-files.ts";
import type { Topic } from "../../src/core/knowledge/topic.ts";
import { bookFiles } from "../../src/runtime/book-on-disk.ts";
import { projectRoot } from "../../src/project-root.ts";

let read: Promise<readonly Topic[]> | undefined;

/** The topics as they stand on disk, read once. */
export function theTopics(): Promise<readonly Topic[]> {
  return (read ??= bookFiles(projectRoot, isTopicFile).then((files) =>
    files.map((file) => readTopic(file)),
  ));
}

export async function topicOf(id: number): Promise<Topic> {
  const topic = (await theTopics()).find((one) => one.id === id);
  if (topic === undefined) throw new Error(`no topic ${id}`);
  return topic;
}
