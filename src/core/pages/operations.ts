import { z } from "zod";
import type { Json } from "../json.ts";
import { aboutSchema, cellSchema, commentSchema, most } from "./cells.ts";
import {
  cellOf,
  isDropped,
  laterCell,
  pageKinds,
  tidied,
  type Cell,
  type Cells,
  type Pages,
  type Version,
} from "./pages.ts";

const id = z.string().regex(/^[a-z0-9-]{1,60}$/u);
const at = z.number();
const json: z.ZodType<Json> = z.json();

/**
 * What may be done to pages. Each says the moment it was done; doing one twice changes nothing.
 * `open` carries what it begins with, so that everybody begins with the same.
 */
export const operationSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("open"),
    at,
    version: id,
    page: z.enum(pageKinds),
    cells: z.record(z.string(), json),
  }),
  /** `value: null` takes it back: a line removed, an objective given up. */
  z.strictObject({ kind: z.literal("set"), at, version: id, cell: z.string(), value: json }),
  z.strictObject({ kind: z.literal("about"), at, cell: z.string(), value: json }),
  /** Its file was made for somebody. */
  z.strictObject({ kind: z.literal("shown"), at, version: id }),
  /** The version is thrown away, for good. */
  z.strictObject({ kind: z.literal("drop"), at, version: id }),
  z.strictObject({
    kind: z.literal("comment"),
    at,
    version: id,
    comment: id,
    who: z.string(),
    text: z.string(),
    cell: z.string().nullable(),
    proposal: json.optional(),
  }),
  /** Accepting writes the proposal, if there is one, where the comment belongs. */
  z.strictObject({
    kind: z.literal("answer"),
    at,
    version: id,
    comment: id,
    accepted: z.boolean(),
  }),
]);
export type PageOperation = z.infer<typeof operationSchema>;

/**
 * Why nothing was changed: no such version (or thrown away), no such cell, a value it cannot hold, a
 * page that is full, or a comment that is not there or answered already.
 */
export type PageRefusal =
  | "unknown-version"
  | "unknown-cell"
  | "invalid"
  | "full"
  | "unknown-comment";

export type PagesChanged =
  | { readonly kind: "changed"; readonly pages: Pages }
  | { readonly kind: "refused"; readonly why: PageRefusal };

/**
 * Does one operation. `by`: who does it, "" for this very contact.
 *
 * Whoever joins what several did at once gives some `slack`: a line that one of them could still write
 * is not lost because another one came first.
 */
export function applyToPages(
  pages: Pages,
  operation: PageOperation,
  by: string,
  slack = 0,
): PagesChanged {
  const { kind, at } = operation;
  if (kind === "open") return open(pages, operation, by, slack);
  if (kind === "about") {
    const schema = aboutSchema(operation.cell);
    if (schema === null) return refuse("unknown-cell");
    const value = readCell(schema, operation.value);
    if (value === undefined) return refuse("invalid");
    const about = write(pages.about, operation.cell, [value, at, by]);
    return { kind: "changed", pages: { ...pages, about } };
  }
  const version = pages.versions[operation.version];
  if (version === undefined || isDropped(version)) return refuse("unknown-version");
  const written = cellsWritten(version, operation);
  if (typeof written === "string") return refuse(written);
  let cells = version.cells;
  for (const [name, value] of written) {
    const schema = cellSchema(version.page, name);
    if (schema === null) return refuse("unknown-cell");
    const read = readCell(schema, value);
    if (read === undefined) return refuse("invalid");
    if (isFull(cells, name, read, slack)) return refuse("full");
    cells = write(cells, name, [read, at, by]);
  }
  const versions = { ...pages.versions, [version.id]: { ...version, cells } };
  return { kind: "changed", pages: tidied({ ...pages, versions }) };
}

type Named = readonly (readonly [cell: string, value: Json])[];

/** What an operation on a version writes there. */
function cellsWritten(
  version: Version,
  operation: Exclude<PageOperation, { kind: "open" | "about" }>,
): Named | PageRefusal {
  switch (operation.kind) {
    case "set":
      // What we keep about a page is not written by hand.
      return reserved.test(operation.cell) ? "unknown-cell" : [[operation.cell, operation.value]];
    case "shown":
      return [["shown", operation.at]];
    case "drop":
      return [["dropped", true]];
    case "comment": {
      const { comment, who, text, cell, proposal } = operation;
      const value = { who, text, cell, proposal, state: "open" };
      if (cell !== null && cellSchema(version.page, cell) === null) return "unknown-cell";
      const known = cellOf(version.cells, `comment.${comment}`);
      return known === undefined ? [[`comment.${comment}`, value]] : [];
    }
    case "answer": {
      const read = commentSchema.safeParse(cellOf(version.cells, `comment.${operation.comment}`));
      if (!read.success || read.data.state !== "open") return "unknown-comment";
      const { cell, proposal } = read.data;
      const state = operation.accepted ? "accepted" : "declined";
      const answered: Named = [[`comment.${operation.comment}`, { ...read.data, state }]];
      const writes = operation.accepted && cell !== null && proposal !== undefined;
      return writes ? [...answered, [cell, proposal]] : answered;
    }
  }
}

const reserved = /^(?:shown|dropped|comment\.)/u;

function open(
  pages: Pages,
  { version, page, at, cells }: Extract<PageOperation, { kind: "open" }>,
  by: string,
  slack: number,
): PagesChanged {
  // Told twice.
  if (pages.versions[version] !== undefined) return { kind: "changed", pages };
  let begun: Cells = {};
  for (const [name, value] of Object.entries(cells)) {
    const schema = cellSchema(page, name);
    if (schema === null || reserved.test(name)) return refuse("unknown-cell");
    const read = readCell(schema, value);
    if (read === undefined) return refuse("invalid");
    if (isFull(begun, name, read, slack)) return refuse("full");
    begun = write(begun, name, [read, at, by]);
  }
  const versions = { ...pages.versions, [version]: { id: version, page, at, cells: begun } };
  return { kind: "changed", pages: tidied({ ...pages, versions }) };
}

/** The value as the cell keeps it; undefined when it cannot. */
function readCell(schema: z.ZodType, value: Json): Json | undefined {
  if (value === null) return null;
  const read = schema.safeParse(value);
  // What a schema of cells gives is plain data.
  return read.success ? (read.data as Json) : undefined;
}

function write(cells: Cells, name: string, cell: Cell): Cells {
  return { ...cells, [name]: laterCell(cells[name], cell) };
}

/** Whether one more of its kind would be too many. */
function isFull(cells: Cells, name: string, value: Json, slack: number): boolean {
  const [kind] = name.split(".");
  if (value === null || cellOf(cells, name) !== undefined) return false;
  if (kind !== "line" && kind !== "comment") return false;
  const same = Object.keys(cells).filter(
    (one) => one.startsWith(`${kind}.`) && cellOf(cells, one) !== undefined,
  );
  return same.length >= (kind === "line" ? most.lines : most.comments) + slack;
}

function refuse(why: PageRefusal): PagesChanged {
  return { kind: "refused", why };
}
