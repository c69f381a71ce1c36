import { hash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { parseFile, type BookFile } from "../core/engine/book-files.ts";

/** What the files of the book say, kept from one start to the next. */
export interface BookCache {
  /** Reads the file's YAML unless the very same text was read before. */
  parse(file: BookFile): unknown;
  /** Writes down what had to be read. A folder that cannot be written is no reason not to start. */
  keep(): void;
}

const kept = z.record(z.string(), z.strictObject({ digest: z.string(), said: z.unknown() }));

/**
 * Most of a start goes into reading sentences from YAML; what they say is kept as JSON in `folder`,
 * by the digest of each text. Null keeps nothing.
 */
export function openBookCache(folder: string | null): BookCache {
  const path = folder === null ? null : join(folder, "book.json");
  const before = path === null ? {} : readKept(path);
  const now: z.infer<typeof kept> = {};
  let isNew = false;
  return {
    parse(file) {
      const digest = hash("sha256", file.text);
      const known = before[file.path];
      const fresh = known?.digest !== digest;
      const said = fresh ? parseFile(file) : known.said;
      isNew ||= fresh;
      now[file.path] = { digest, said };
      return said;
    },
    keep() {
      if (folder === null || path === null || !isNew) return;
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        // Two processes may start at once: each replaces the file as a whole.
        const draft = `${path}.${process.pid}`;
        writeFileSync(draft, JSON.stringify(now), { mode: 0o600 });
        renameSync(draft, path);
      } catch {
        // The next start reads the YAML again.
      }
    },
  };
}

function readKept(path: string): z.infer<typeof kept> {
  try {
    return kept.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    // Not there yet, or half of it.
    return {};
  }
}
