import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { isKnowledgeFile, type BookFile } from "../core/engine/book-files.ts";
import { readKnowledge } from "../core/engine/knowledge-files.ts";
import type { Knowledge } from "../core/knowledge/knowledge.ts";
import { packKnowledge, unpackKnowledge } from "../core/knowledge/pack.ts";
import { bookFiles, projectRoot } from "./book-on-disk.ts";

/** Where the code stands that learns: what it learned is worth nothing to another version of it. */
const learning = ["../core/knowledge", "../core/language"];

/**
 * What questions are answered from, as it stands on disk. Throws `book/invalid`.
 *
 * Learning takes seconds, so what was learned is kept in the folder `cache` for the next start, by
 * the digest of all it was learned from; null keeps nothing.
 */
export async function loadKnowledge(
  root = projectRoot,
  cache: string | null = null,
): Promise<Knowledge> {
  const files = await bookFiles(root, isKnowledgeFile);
  if (cache === null) return readKnowledge(files);
  const name = `knowledge-${await digestOf(files)}`;
  const kept = readKept(join(cache, name));
  if (kept !== null) return kept;
  const knowledge = readKnowledge(files);
  keep(cache, name, knowledge);
  return knowledge;
}

async function digestOf(files: readonly BookFile[]): Promise<string> {
  const digest = createHash("sha256");
  for (const { path, text } of files) digest.update(`${path}\0${text}\0`);
  for (const folder of learning) {
    const room = join(import.meta.dirname, folder);
    const names = await readdir(room, { recursive: true });
    for (const name of names.filter((one) => /\.(?:ts|js|json)$/u.test(one)).sort()) {
      digest.update(await readFile(join(room, name)));
    }
  }
  return digest.digest("hex").slice(0, 16);
}

function readKept(path: string): Knowledge | null {
  try {
    // Written by `keep` alone, under a name that nothing else has.
    const { topics, thresholds } = JSON.parse(readFileSync(`${path}.json`, "utf8")) as {
      readonly topics: readonly (readonly [number, never])[];
      readonly thresholds: Knowledge["thresholds"];
    };
    const learned = unpackKnowledge(new Uint8Array(readFileSync(`${path}.bin`)));
    return { topics: new Map(topics), thresholds, learned };
  } catch {
    // Not there yet, or half of it.
    return null;
  }
}

function keep(folder: string, name: string, { topics, thresholds, learned }: Knowledge): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    write(join(folder, `${name}.json`), JSON.stringify({ topics: [...topics], thresholds }));
    write(join(folder, `${name}.bin`), packKnowledge(learned));
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
