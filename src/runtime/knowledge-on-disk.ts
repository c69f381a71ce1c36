import { isKnowledgeFile } from "../core/engine/book-files.ts";
import { readKnowledge } from "../core/engine/knowledge-files.ts";
import type { Knowledge } from "../core/knowledge/knowledge.ts";
import { bookFiles, projectRoot } from "./book-on-disk.ts";

/** What questions are answered from, as it stands on disk. Throws `book/invalid`. */
export async function loadKnowledge(root = projectRoot): Promise<Knowledge> {
  return readKnowledge(await bookFiles(root, isKnowledgeFile));
}
