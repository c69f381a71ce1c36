import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Flowbook } from "../core/engine/book.ts";
import { isBookFile, readBook, type BookFile } from "../core/engine/book-files.ts";
import { projectRoot } from "../project-root.ts";
import { openBookCache } from "./book-cache.ts";

/** Every file of the book below a folder, or those wanted, by its path with slashes. */
export async function bookFiles(
  root = projectRoot,
  wanted: (file: Pick<BookFile, "path">) => boolean = () => true,
): Promise<readonly BookFile[]> {
  const folders = await Promise.all(
    ["flows", "locales"].map(async (folder) => {
      const names = await readdir(join(root, folder), { recursive: true });
      return names
        .filter((name) => name.endsWith(".yaml"))
        .sort()
        .map((name) => `${folder}/${name.replaceAll("\\", "/")}`);
    }),
  );
  return Promise.all(
    folders
      .flat()
      .filter((path) => wanted({ path }))
      .map(async (path) => ({ path, text: await readFile(join(root, path), "utf8") })),
  );
}

/**
 * The book as it stands on disk. Throws `book/invalid` when it cannot be read. What it says is kept
 * in `cache` for the next start; null keeps nothing.
 */
export async function loadBook(root = projectRoot, cache: string | null = null): Promise<Flowbook> {
  const kept = openBookCache(cache);
  const book = readBook(await bookFiles(root, isBookFile), (file) => kept.parse(file));
  kept.keep();
  return book;
}
