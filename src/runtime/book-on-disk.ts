import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Flowbook } from "../core/engine/book.ts";
import { readBook, type BookFile } from "../core/engine/book-files.ts";

/** The project's folder: where `flows/` and `locales/` stand. */
export const projectRoot = join(import.meta.dirname, "..", "..");

/** Every file of the book below a folder, by its path with slashes. */
export async function bookFiles(root = projectRoot): Promise<readonly BookFile[]> {
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
    folders.flat().map(async (path) => ({ path, text: await readFile(join(root, path), "utf8") })),
  );
}

/** The book as it stands on disk. Throws `book/invalid` when it cannot be read. */
export async function loadBook(root = projectRoot): Promise<Flowbook> {
  return readBook(await bookFiles(root));
}
