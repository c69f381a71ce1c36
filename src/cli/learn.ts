import { enableCompileCache, getCompileCacheDir } from "node:module";
import { join } from "node:path";
import { stdout } from "node:process";
import { loadBook } from "../runtime/book-on-disk.ts";
import { projectRoot } from "../project-root.ts";
import { loadKnowledge } from "../runtime/knowledge-on-disk.ts";

/*
 * Reads the book and learns from the knowledge base, and keeps both where `start.js` looks: for
 * images whose disk cannot be written afterwards, so that no start has to learn again.
 */
enableCompileCache(join(projectRoot, "node_modules", ".cache", "rafiq"));
const cache = getCompileCacheDir() ?? null;
const book = await loadBook(projectRoot, cache);
const { topics } = await loadKnowledge(projectRoot, cache);
stdout.write(`${book.current.size} flows, ${topics.size} topics\n`);
