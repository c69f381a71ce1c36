import { isMap, isScalar, isSeq, LineCounter, parseDocument, visit } from "yaml";
import type { Document, Node, Scalar, YAMLError, YAMLMap } from "yaml";
import type { BookFile } from "../book-files.ts";
import type { Place } from "./finding.ts";

/** The way to a node: keys of maps and indexes of lists. */
export type Path = readonly (string | number)[];

/** A YAML file that remembers where everything stands. */
export interface Source {
  readonly path: string;
  readonly text: string;
  readonly errors: readonly YAMLError[];
  /** Where another part is referred to (`*name`), which no reader of the book follows; null when nowhere. */
  readonly alias: number | null;
  /** The root; null when the file is empty, or too broken to be read. */
  readonly root: Node | null;
  /** The plain value; undefined when the file is empty, or too broken to be read. */
  readonly value: unknown;
  readonly at: (offset: number) => Place;
}

export function readSource({ path, text }: BookFile): Source {
  const lines = new LineCounter();
  const document: Document.Parsed = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
  });
  // With a key twice the rest can still be read, and its other mistakes be told at once.
  const alias = aliasIn(document);
  const readable = alias === null && document.errors.every(({ code }) => code === "DUPLICATE_KEY");
  return {
    path,
    text,
    errors: document.errors,
    alias,
    root: readable ? document.contents : null,
    value: readable ? (document.toJS() as unknown) : undefined,
    at(offset) {
      const { line, col } = lines.linePos(offset);
      return { file: path, line: Math.max(1, line), column: Math.max(1, col) };
    },
  };
}

function aliasIn(document: Document.Parsed): number | null {
  let at: number | null = null;
  visit(document, {
    Alias(_, { range }) {
      at = range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return at;
}

/** The place of a value, or of the nearest thing around it that is there. */
export function placeOf(source: Source, path: Path): Place {
  for (let length = path.length; length > 0; length -= 1) {
    const node = nodeAt(source, path.slice(0, length));
    if (node?.range) return source.at(node.range[0]);
    const key = keyAt(source, path.slice(0, length));
    if (key?.range) return source.at(key.range[0]);
  }
  return source.at(source.root?.range?.[0] ?? 0);
}

/** The place of the key that leads to a value. */
export function keyPlaceOf(source: Source, path: Path): Place {
  const key = keyAt(source, path);
  return key?.range ? source.at(key.range[0]) : placeOf(source, path);
}

/** The place of a character of a value, whatever its quotes and line breaks. */
export function placeIn(source: Source, path: Path, index: number): Place {
  const node = nodeAt(source, path);
  return isScalar(node) ? placeInside(source, node, index) : placeOf(source, path);
}

export function placeInside(source: Source, scalar: Scalar, index: number): Place {
  const [from, until] = scalar.range ?? [0, 0];
  const type = scalar.type ?? "PLAIN";
  const text = source.text.slice(from, until);
  const isBlock = type === "BLOCK_LITERAL" || type === "BLOCK_FOLDED";
  return source.at(from + (isBlock ? walkBlock(text, index) : walkFlow(text, index, type)));
}

/** The offset of the `index`th character of a block scalar, whose indentation is no part of it. */
function walkBlock(text: string, index: number): number {
  const header = text.indexOf("\n") + 1;
  const indent =
    /^(?:[ ]*\n)*(?<indent>[ ]*)/u.exec(text.slice(header))?.groups?.["indent"]?.length ?? 0;
  let offset = header + indent;
  for (let passed = 0; passed < index && offset < text.length; passed += 1) {
    const broken = text[offset] === "\n";
    offset += 1;
    if (broken && text[offset] !== "\n") offset += indent;
  }
  return offset;
}

const longEscapes: Readonly<Record<string, number>> = { x: 4, u: 6, U: 10 };

/** The same for words on one line or several, which are joined by a space. */
function walkFlow(text: string, index: number, type: Scalar.Type): number {
  let offset = type === "PLAIN" ? 0 : 1;
  for (let passed = 0; passed < index && offset < text.length; passed += 1) {
    const [one, two = ""] = text.slice(offset, offset + 2);
    if (type === "QUOTE_DOUBLE" && one === "\\") offset += longEscapes[two] ?? 2;
    else if (type === "QUOTE_SINGLE" && one === "'" && two === "'") offset += 2;
    else if (one === "\n") offset += /^\n\s*/u.exec(text.slice(offset))?.[0].length ?? 1;
    else offset += 1;
  }
  return offset;
}

function nodeAt({ root }: Source, path: Path): Node | null {
  let node: unknown = root;
  for (const part of path) {
    if (isSeq(node)) node = node.items[Number(part)];
    else if (isMap(node)) node = pairOf(node, part)?.value;
    else return null;
  }
  // Everything inside a parsed document is a node.
  return (node ?? null) as Node | null;
}

function keyAt(source: Source, path: Path): Node | null {
  const last = path.at(-1);
  const parent = nodeAt(source, path.slice(0, -1));
  return isMap(parent) && last !== undefined
    ? ((pairOf(parent, last)?.key ?? null) as Node | null)
    : null;
}

function pairOf(map: YAMLMap, name: string | number): YAMLMap["items"][number] | undefined {
  return map.items.find(({ key }) => isScalar(key) && String(key.value) === String(name));
}

/** The plain value at a path; undefined when there is none. */
export function valueAt(source: Source, path: Path): unknown {
  let value = source.value;
  for (const part of path) {
    if (typeof value !== "object" || value === null) return undefined;
    // Lists and maps are both read by their keys.
    value = (value as Readonly<Record<string | number, unknown>>)[part];
  }
  return value;
}
