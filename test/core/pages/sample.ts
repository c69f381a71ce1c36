import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readSentences } from "../../../src/core/engine/book-files.ts";
import type { Json } from "../../../src/core/json.ts";
import { makeSentences } from "../../../src/core/language/sentences.ts";
import { applyToPages, type PageOperation } from "../../../src/core/pages/operations.ts";
import { noPages, type PageKind, type Pages, type Version } from "../../../src/core/pages/pages.ts";
import { proposals, proposedLine, type Structure } from "../../../src/core/pages/proposals.ts";
import type { Making } from "../../../src/core/pages/files/shown.ts";
import { sides } from "../../../src/core/pages/cells.ts";

export const at = Date.UTC(2026, 11, 1, 9);

const root = join(import.meta.dirname, "../../..");
const files = ["pages-lines", "page-files", "words"].map((name) => {
  const path = `locales/${name}.yaml`;
  return { path, text: readFileSync(join(root, path), "utf8") };
});

/** What files are made of, with our own sentences. */
export const making: Making = {
  sentences: makeSentences(new Map(files.flatMap(readSentences))),
  org: { say: "words.org.association" },
  now: at,
};

/** Does operations one after the other; what is refused is told. */
export function done(operations: readonly PageOperation[], from: Pages = noPages, by = ""): Pages {
  return operations.reduce((pages, operation) => {
    const result = applyToPages(pages, operation, by);
    if (result.kind === "refused") throw new Error(`${operation.kind} was refused: ${result.why}`);
    return result.pages;
  }, from);
}

/** A page that was begun with these cells, in an organization with a name. */
export function pageWith(
  page: PageKind,
  cells: Record<string, Json>,
  about: Record<string, Json> = { name: "Coopérative Tighanimine" },
): { readonly pages: Pages; readonly version: Version } {
  const told = Object.entries(about).map(([cell, value]): PageOperation => ({
    kind: "about",
    at,
    cell,
    value,
  }));
  const pages = done([...told, { kind: "open", at, version: "v", page, cells }]);
  return { pages, version: pages.versions["v"]! };
}

/** Every proposed line of a structure with an amount that follows from its place. */
export function linesFor(structure: Structure): Record<string, Json> {
  let centimes = 0;
  return Object.fromEntries(
    sides.flatMap((side) =>
      proposals[structure][side].map((id) => {
        centimes += 123_450;
        const line = proposedLine(structure, side, id, null);
        return [`line.${id}`, { ...line, centimes }];
      }),
    ),
  );
}
