import type { Outbound } from "../channel.ts";
import { tapsIn, toText, type Tap } from "../shape.ts";

const rightToLeftMark = "\u200F";

/**
 * A message as lines: its choices numbered, for `/tap`, or typed as they stand.
 *
 * Terminals guess the direction of each line by its first letter. A mark in front of every line
 * makes a right-to-left message read as one, also where a line begins with a digit or a Latin name.
 */
export function encode({ body }: Outbound): readonly string[] {
  if (body.kind === "document") {
    const { text, file, rtl } = body;
    const under = text === "" ? [] : text.split("\n").map((line) => (rtl ? mark(line) : line));
    return [...under, `[${file.name}] ${file.url}`];
  }
  const lines = toText(body, Infinity).text.split("\n");
  return body.rtl ? lines.map(mark) : lines;
}

function mark(line: string): string {
  return line === "" || line.startsWith(rightToLeftMark) ? line : rightToLeftMark + line;
}

/** The answers a message offers, as they are numbered. */
export function tapsOf({ body }: Outbound): readonly (Tap & { readonly digit: string })[] {
  return tapsIn(body).map((tap, at) => ({ ...tap, digit: tap.digit ?? String(at + 1) }));
}
