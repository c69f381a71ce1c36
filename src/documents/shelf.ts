import { createCipheriv, createDecipheriv, createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Document } from "../core/documents/document.ts";
import { day } from "../core/instant.ts";
import { projectRoot } from "../project-root.ts";

/** What was drawn, on disk. Nothing here throws: what cannot be kept is drawn again. */
export interface Shelf {
  take(document: Document): Promise<Uint8Array | null>;
  keep(document: Document, bytes: Uint8Array): Promise<void>;
}

/** All of them together, in bytes; the oldest give way. */
const most = 64 * 1_024 * 1_024;
/** As long as links last. */
const keptFor = day;

/**
 * The files below a folder, each enciphered with what it shows: only who has the document can read its
 * file. Once a contact is erased, so is the last copy of the key, and the file is noise until it goes.
 */
export function openShelf(folder: string): Shelf {
  let edition: string | null = null;
  let size: number | null = null;
  const marked = (document: Document) => {
    edition ??= editionOf();
    const key = digest(`${edition} ${JSON.stringify(document)}`);
    return { key, path: join(folder, digest(key).toString("hex")) };
  };
  return {
    async take(document) {
      const { key, path } = marked(document);
      try {
        const { mtimeMs } = await stat(path);
        if (Date.now() - mtimeMs > keptFor) return null;
        return decipher(key, await readFile(path));
      } catch {
        return null;
      }
    },
    async keep(document, bytes) {
      const { key, path } = marked(document);
      try {
        await mkdir(folder, { recursive: true });
        // Whoever reads it meanwhile finds the whole file or none.
        const draft = `${path}.${process.pid}`;
        const written = encipher(key, bytes);
        await writeFile(draft, written, { mode: 0o600 });
        await rename(draft, path);
        size = size === null ? null : size + written.length;
        if (size === null || size > most) size = await tidy(folder);
      } catch {
        // A full or read-only disk: it is drawn again next time.
      }
    },
  };
}

/** Throws away what is too old or too much; how many bytes stay. */
async function tidy(folder: string): Promise<number> {
  const names = await readdir(folder);
  const files = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const { size, mtimeMs } = await stat(path);
      return { path, size, mtimeMs };
    }),
  );
  let total = 0;
  for (const { path, size, mtimeMs } of files.toSorted((a, b) => b.mtimeMs - a.mtimeMs)) {
    // Room for what comes next, so that this is not done for every file.
    const stays = Date.now() - mtimeMs < keptFor && total + size < most * 0.75;
    if (stays) total += size;
    else await rm(path, { force: true });
  }
  return total;
}

const digest = (text: string | Buffer): Buffer => createHash("sha256").update(text).digest();

/** A key serves one file alone, so that its counter may begin at nought. */
const nought = Buffer.alloc(12);
const tagLength = 16;

function encipher(key: Buffer, bytes: Uint8Array): Buffer {
  const cipher = createCipheriv("aes-256-gcm", key, nought);
  return Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

/** Throws when the file was changed. */
function decipher(key: Buffer, written: Buffer): Uint8Array {
  const decipher = createDecipheriv("aes-256-gcm", key, nought);
  decipher.setAuthTag(written.subarray(-tagLength));
  return Buffer.concat([decipher.update(written.subarray(0, -tagLength)), decipher.final()]);
}

/** Of the templates and what draws them: another version of them draws anew. */
function editionOf(): string {
  const folder = join(projectRoot, "src/documents");
  const parts = readdirSync(folder)
    .sort()
    .map((name) => {
      const { size, mtimeMs } = statSync(join(folder, name));
      return `${name} ${size} ${mtimeMs}`;
    });
  return digest(parts.join("\n")).toString("hex");
}
