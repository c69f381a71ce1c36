import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { isKnowledgeFile } from "../core/engine/book-files.ts";
import { readKnowledge } from "../core/engine/knowledge-files.ts";
import type { Knowledge } from "../core/knowledge/knowledge.ts";
import type { Topic } from "../core/knowledge/topic.ts";
import { packKnowledge, unpackKnowledge } from "../core/knowledge/pack.ts";
import { bookFiles } from "./book-on-disk.ts";
import { projectRoot } from "../project-root.ts";

const noQuestions: Topic["questions"] = { fr: [], ar: [], ary: [], "ary-Latn": [], en: [] };

/** Where the code stands that learns: what it learned is worth nothing to another version of it. */
const learning = ["src/core/knowledge", "src/core/language"];

/**
 * What questions are answered from, as it stands on disk. Throws `book/invalid`.
 *
 * Learning takes seconds, so what was learned is kept in the folder `cache` for the next start, by
 * the digest of all it was learned from (null keeps nothing), and is learned beside the main thread.
 */
export async function loadKnowledge(
  root = projectRoot,
  cache: string | null = null,
): Promise<Knowledge> {
  if (cache === null) return learnAside(root);
  const name = `knowledge-${await digestOf(root)}`;
  const kept = readKept(join(cache, name));
  if (kept !== null) return kept;
  const knowledge = await learnAside(root);
  keep(cache, name, knowledge);
  return knowledge;
}

/** Reads the files and learns from them, here and now: some seconds. Throws `book/invalid`. */
export async function learnFromDisk(root: string): Promise<Knowledge> {
  return readKnowledge(await bookFiles(root, isKnowledgeFile));
}

/** What the thread sends; written by it alone. */
interface Lesson {
  readonly topics: readonly (readonly [number, Topic])[];
  readonly thresholds: Knowledge["thresholds"];
  readonly pack: Uint8Array;
  readonly webinars: Uint8Array;
}

function learnAside(root: string): Promise<Knowledge> {
  const thread = new Worker(join(projectRoot, "src/runtime/learning-thread.ts"), {
    workerData: root,
  });
  return new Promise((resolve, reject) => {
    thread.once("message", ({ topics, thresholds, pack, webinars }: Lesson) => {
      resolve({
        topics: new Map(topics),
        thresholds,
        learned: unpackKnowledge(pack),
        webinars: unpackKnowledge(webinars),
      });
    });
    thread.once("error", reject);
  });
}

/** Of names, sizes and times: to read what was learned from would take as long as the rest of a start. */
async function digestOf(root: string): Promise<string> {
  const digest = createHash("sha256");
  const folders = [join(root, "flows"), ...learning.map((one) => join(projectRoot, one))];
  for (const folder of folders) {
    for (const name of (await readdir(folder, { recursive: true })).sort()) {
      const { size, mtimeMs } = await stat(join(folder, name));
      digest.update(`${name} ${size} ${mtimeMs}\n`);
    }
  }
  return digest.digest("hex").slice(0, 16);
}

function readKept(path: string): Knowledge | null {
  try {
    // Written by `keep` alone, under a name that nothing else has.
    const { topics, thresholds } = JSON.parse(readFileSync(`${path}.json`, "utf8")) as {
      readonly topics: Lesson["topics"];
      readonly thresholds: Lesson["thresholds"];
    };
    const unpack = (name: string): Knowledge["learned"] => {
      const { buffer, byteOffset, length } = readFileSync(name);
      return unpackKnowledge(new Uint8Array(buffer, byteOffset, length));
    };
    return {
      topics: new Map(topics),
      thresholds,
      learned: unpack(`${path}.bin`),
      webinars: unpack(`${path}-webinars.bin`),
    };
  } catch {
    // Not there yet, or half of it.
    return null;
  }
}

function keep(
  folder: string,
  name: string,
  { topics, thresholds, learned, webinars }: Knowledge,
): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // Its questions are in what was learned of them: to keep them would cost some megabytes.
    const told = [...topics].map(([id, topic]) => [id, { ...topic, questions: noQuestions }]);
    write(join(folder, `${name}.json`), JSON.stringify({ topics: told, thresholds }));
    write(join(folder, `${name}.bin`), packKnowledge(learned));
    write(join(folder, `${name}-webinars.bin`), packKnowledge(webinars));
  } catch {
    // The next start learns again.
  }
}

/** Two processes may start at once: each replaces the file as a whole. */
function write(path: string, content: string | Uint8Array): void {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, content, { mode: 0o600 });
  renameSync(draft, path);
}
