import type { Flowbook } from "../../src/core/engine/book.ts";
import {
  isBookFile,
  parseFile,
  readBook,
  type BookFile,
} from "../../src/core/engine/book-files.ts";

/** Reads the files of a book once, for many processes: what each of them says, as JSON. */
export function printBook(files: readonly BookFile[]): string {
  return JSON.stringify(files.filter(isBookFile).map((file) => [file.path, parseFile(file)]));
}

/** The book that was printed: a process that starts with it has no YAML to read. */
export function openBook(printed: string): Flowbook {
  // Printed by `printBook`.
  const pages = new Map(JSON.parse(printed) as readonly (readonly [path: string, said: unknown])[]);
  const files = [...pages.keys()].map((path) => ({ path, text: "" }));
  return readBook(files, ({ path }) => pages.get(path));
}
