import { parseTable, type Table } from "../../core/webinar/import/table.ts";
import { Mistake } from "./mistake.ts";

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252" | "windows-1256";

/** More is no list of people. */
const largest = 10_000_000;

/** The table in a file, with how its letters were written. Throws `Mistake` for what is no table. */
export function readTable(bytes: Uint8Array): {
  readonly table: Table;
  readonly encoding: Encoding;
} {
  if (bytes.length === 0) throw new Mistake("the file is empty");
  if (bytes.length > largest) throw new Mistake("the file is larger than 10 MB");
  const kind = workbooks.find(({ begins }) => begins.every((byte, at) => bytes[at] === byte));
  if (kind !== undefined) {
    throw new Mistake(`the file is ${kind.name}: save it as CSV (UTF-8), then import that`);
  }
  const { text, encoding } = decodeText(bytes);
  const table = parseTable(text);
  if (table.unclosed !== null) {
    throw new Mistake(`line ${table.unclosed}: a quotation mark is opened and never closed`);
  }
  return { table, encoding };
}

const workbooks = [
  { name: "an Excel or OpenDocument workbook", begins: [0x50, 0x4b, 0x03, 0x04] },
  { name: "an old Excel workbook", begins: [0xd0, 0xcf, 0x11, 0xe0] },
  { name: "a PDF", begins: [0x25, 0x50, 0x44, 0x46] },
];

/**
 * The text of a file, in whichever of five encodings it is: by its byte order mark, by the zeros of
 * UTF-16, by being sound UTF-8; else the one of Windows in which Arabic words stand, if any do.
 */
export function decodeText(bytes: Uint8Array): {
  readonly text: string;
  readonly encoding: Encoding;
} {
  const encoding = encodingOf(bytes);
  return { text: decode(bytes, encoding).replaceAll("\0", ""), encoding };
}

function encodingOf(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const unmarked = utf16(bytes.subarray(0, 2_000));
  if (unmarked !== null) return unmarked;
  if (isUtf8(bytes)) return "utf-8";
  // French letters are the same in both; Arabic ones stand side by side as French ones never do.
  return /[\u0621-\u064A]{3}/u.test(decode(bytes, "windows-1256"))
    ? "windows-1256"
    : "windows-1252";
}

/** Separators and digits have a zero beside them, before or behind. */
function utf16(bytes: Uint8Array): Encoding | null {
  const zeros = [0, 0];
  for (const [at, byte] of bytes.entries()) if (byte === 0) zeros[at % 2]! += 1;
  const [even = 0, odd = 0] = zeros;
  if (even + odd < bytes.length / 20) return null;
  return even > odd ? "utf-16be" : "utf-16le";
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function decode(bytes: Uint8Array, encoding: Encoding): string {
  return new TextDecoder(encoding).decode(bytes);
}
