import type { Json } from "../../json.ts";
import type { PageOperation } from "../../pages/operations.ts";
import type { PageKind } from "../../pages/pages.ts";
import type { Play } from "../play.ts";

/** Writes a cell of a version; null takes it back. */
export function setCell(play: Play, version: string, cell: string, value: Json): PageOperation {
  return { kind: "set", at: play.now, version, cell, value };
}

/** Writes what all pages say of the organization; null takes it back. */
export function setAbout(play: Play, cell: string, value: Json): PageOperation {
  return { kind: "about", at: play.now, cell, value };
}

/** Begins a version of a page with cells. */
export function openPage(
  play: Play,
  version: string,
  page: PageKind,
  cells: Readonly<Record<string, Json>>,
): PageOperation {
  return { kind: "open", at: play.now, version, page, cells };
}
