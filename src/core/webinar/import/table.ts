/** What cells may be separated by, in the exports of forms and spreadsheets. */
export const separators = [",", ";", "\t", "|"] as const;
export type Separator = (typeof separators)[number];

/** One record. `line` is the line of the file it begins on, counted from 1. */
export interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

export interface Table {
  readonly separator: Separator;
  readonly rows: readonly Row[];
  /** The line of a quotation mark that is never closed: what follows it is one cell. Null if none. */
  readonly unclosed: number | null;
}

/**
 * Reads a table as forms and spreadsheets write it (RFC 4180, and what they make of it): any of four
 * separators, three kinds of line ends, quoted cells with line breaks in them. Empty lines are left
 * out. Never throws: what is no table becomes rows of one cell.
 */
export function parseTable(text: string, separator?: Separator): Table {
  const { body, first, said } = withoutDirective(text.replace(/^\uFEFF/u, ""));
  const used = separator ?? said ?? detectSeparator(body);
  return { separator: used, ...parse(body, used, first) };
}

/** Writes a table so that `parseTable` reads the same cells again. Lines end as RFC 4180 wants. */
export function writeTable(rows: readonly (readonly string[])[], separator: Separator): string {
  return rows.map((row) => `${writeRow(row, separator)}\r\n`).join("");
}

/**
 * A cell that no spreadsheet takes for a formula: an apostrophe before = + - @, tab and line break,
 * also where blanks stand before them. `readPhone` takes the apostrophe off again.
 */
export function defuse(cell: string): string {
  return /^[\s\uFEFF]*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(cell) ? `'${cell}` : cell;
}

function writeRow(cells: readonly string[], separator: Separator): string {
  const [only] = cells;
  // An empty line is left out by whoever reads it: an empty cell alone is written as one.
  if (cells.length === 1 && only === "") return '""';
  return cells.map((cell) => (needsQuotes(cell, separator) ? quote(cell) : cell)).join(separator);
}

function needsQuotes(cell: string, separator: Separator): boolean {
  // A first cell may look like Excel's directive, or begin with a byte order mark.
  return cell.includes(separator) || /["\r\n\uFEFF]|^\s|\s$|^sep=/iu.test(cell);
}

function quote(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}

/** Excel writes « sep=; » into a first line of its own. */
function withoutDirective(text: string): {
  readonly body: string;
  readonly first: number;
  readonly said: Separator | null;
} {
  const found = /^sep=([,;\t|])(?:\r\n|\r|\n|$)/iu.exec(text);
  if (found === null) return { body: text, first: 1, said: null };
  const said = separators.find((one) => one === found[1]) ?? null;
  return { body: text.slice(found[0].length), first: 2, said };
}

/** How much of a file is looked at to find its separator. */
const sample = { letters: 20_000, rows: 20 };

/** The separator that cuts the first rows most evenly; of equals, the one that makes more columns. */
function detectSeparator(text: string): Separator {
  const start = text.slice(0, sample.letters);
  let best: { separator: Separator; even: number; columns: number } | null = null;
  for (const separator of separators) {
    const rows = parse(start, separator, 1).rows.slice(0, sample.rows);
    const columns = rows[0]?.cells.length ?? 0;
    if (columns < 2) continue;
    const even = rows.filter(({ cells }) => cells.length === columns).length;
    if (best === null || even > best.even || (even === best.even && columns > best.columns)) {
      best = { separator, even, columns };
    }
  }
  return best?.separator ?? ",";
}

function parse(text: string, separator: Separator, first: number): Omit<Table, "separator"> {
  const rows: Row[] = [];
  let cells: string[] = [];
  let [at, line, begins] = [0, first, first];
  let unclosed: number | null = null;
  // Whether anything stands on this line, be it an empty cell in quotation marks.
  let written = false;
  const endRow = () => {
    if (written || cells.length > 1) rows.push({ line: begins, cells });
    cells = [];
    written = false;
    begins = line;
  };
  for (;;) {
    let cell = "";
    if (text[at] === '"') {
      const end = closing(text, at + 1);
      if (end === null) unclosed = line;
      const inside = text.slice(at + 1, end ?? text.length);
      cell = inside.replaceAll('""', '"');
      line += lineBreaks(inside);
      at = end === null ? text.length : end + 1;
      written = true;
    }
    // Whatever stands between a closing mark and the separator belongs to the cell too.
    const from = at;
    while (at < text.length && text[at] !== separator && !isLineEnd(text[at])) at += 1;
    cell += text.slice(from, at);
    cells.push(cell);
    if (cell !== "") written = true;
    if (at >= text.length) break;
    if (text[at] === separator) {
      at += 1;
      continue;
    }
    at += text.startsWith("\r\n", at) ? 2 : 1;
    line += 1;
    endRow();
    if (at >= text.length) return { rows, unclosed };
  }
  endRow();
  return { rows, unclosed };
}

/** Where the quotation mark stands that closes a cell; a doubled one is a letter of it. */
function closing(text: string, from: number): number | null {
  for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"') return at;
  }
  return null;
}

function isLineEnd(letter: string | undefined): boolean {
  return letter === "\r" || letter === "\n";
}

function lineBreaks(text: string): number {
  return text.match(/\r\n|\r|\n/gu)?.length ?? 0;
}

/**
 * A table for spreadsheets: no cell is taken for a formula, the mark at the beginning tells Excel that
 * it is UTF-8, and its French edition cuts at semicolons.
 */
export function writeSpreadsheet(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${writeTable(
    rows.map((row) => row.map(defuse)),
    ";",
  )}`;
}
