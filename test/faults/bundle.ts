import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rolldown } from "rolldown";
import { bookFiles } from "../../src/runtime/book-on-disk.ts";
import { printBook } from "./book.ts";
import { root, startProgram } from "./program.ts";

/** `child.ts` and all that it needs, ready to be started many times. */
export interface Bundle {
  /** The file to start. */
  readonly file: string;
  /** The settings that make it start in a third of the time. */
  readonly environment: Readonly<Record<string, string>>;
}

let made: Promise<Bundle> | null = null;

/**
 * Puts the program into one file, its book beside it; once for all who ask.
 *
 * Whoever kills a process thousands of times starts it as often, and reading sources and YAML is
 * most of a start.
 */
export function bundleChild(): Promise<Bundle> {
  return (made ??= make());
}

async function make(): Promise<Bundle> {
  const folder = mkdtempSync(join(tmpdir(), "rafiq-child-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const bundle = await rolldown({
    input: join(root, "test", "faults", "child.ts"),
    platform: "node",
    logLevel: "silent",
  });
  const dir = join(folder, "program");
  await bundle.write({
    dir,
    format: "esm",
    minify: true,
    entryFileNames: "[name].mjs",
    chunkFileNames: "[name]-[hash].mjs",
  });
  await bundle.close();
  // Which makes the folder a project's, with the scripts where they are looked for.
  cpSync(join(root, "package.json"), join(folder, "package.json"));
  const scripts = join("src", "store", "redis", "lua");
  cpSync(join(root, scripts), join(folder, scripts), { recursive: true });
  const book = join(folder, "book.json");
  writeFileSync(book, printBook(await bookFiles()));
  const cache = join(folder, "cache");
  mkdirSync(cache);
  const file = join(dir, "child.mjs");
  const environment = { CHILD_BOOK: book, NODE_COMPILE_CACHE: cache };
  await warm(file, folder, environment);
  return { file, environment };
}

/** Whoever is killed keeps nothing of what it compiled: one that ends in order does it for all. */
async function warm(
  file: string,
  folder: string,
  environment: Bundle["environment"],
): Promise<void> {
  const cwd = join(folder, "warm");
  mkdirSync(cwd);
  const first = startProgram(file, {
    cwd,
    environment: { ...environment, DATA_DIR: cwd, PORT: "0", WEB_CHAT: "off" },
  });
  first.tell("warm");
  if ((await first.exit) !== 0) throw new Error(first.output.stderr);
}
