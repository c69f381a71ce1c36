import type { Language } from "../../language/languages.ts";
import type { Seats } from "../mail.ts";
import { cleanCell, languageIn, saidIn, seatsIn, type Said } from "./cells.ts";
import type { Columns } from "./columns.ts";
import type { Consent, Declared } from "./consent.ts";
import { maskCell, maskPhone, phoneRefusals, readPhone } from "./phones.ts";
import type { Row } from "./table.ts";

/** What a line asks for. */
export interface Person {
  readonly kind: "person";
  readonly line: number;
  /** E.164. */
  readonly number: string;
  readonly seats: Seats;
  readonly language: Language;
  readonly reminders: boolean;
  readonly how: Consent["how"];
  readonly notes: readonly string[];
}

export interface Skipped {
  readonly kind: "skipped";
  readonly line: number;
  /** How to find the line again without showing whose it is. */
  readonly masked: string;
  readonly why: string;
}

export type Line = Person | Skipped;

export interface ImportOptions {
  readonly header: readonly string[];
  readonly columns: Columns;
  /** Consent for the whole file; null when a column tells it. */
  readonly declared: Declared | null;
  /** For whom no language is named. */
  readonly language: Language;
}

/**
 * What each line of a table asks for, or why nothing is done with it.
 *
 * Nobody is taken without a clear yes; who says no on one line is left out even when another line
 * says yes. Of several lines with one number the last is taken: people correct themselves.
 */
export function planImport(rows: readonly Row[], options: ImportOptions): readonly Line[] {
  // Thousands of lines give the same few answers.
  const said = new Map<string, Said>();
  const says = (cell: string): Said => {
    const known = said.get(cell) ?? saidIn(cell);
    said.set(cell, known);
    return known;
  };
  const read = rows
    .filter(({ cells }) => cells.some((cell) => cleanCell(cell) !== ""))
    .map((row) => readLine(row, options, says));
  const refused = new Map(
    read.flatMap(({ number, said, line }) =>
      number !== null && said === "no" ? [[number, line.line] as const] : [],
    ),
  );
  const last = new Map(
    read.flatMap(({ line }) => (line.kind === "person" ? [[line.number, line.line] as const] : [])),
  );
  return read.map(({ line }) => {
    if (line.kind === "skipped") return line;
    const no = refused.get(line.number);
    if (no !== undefined) return skip(line, `the same number said no on line ${no}`);
    const later = last.get(line.number);
    if (later === line.line || later === undefined) return line;
    return skip(line, `the same number stands on line ${later}, which counts`);
  });
}

interface Read {
  readonly line: Line;
  readonly number: string | null;
  readonly said: Said;
}

function readLine(
  { line, cells }: Row,
  { header, columns, declared, language }: ImportOptions,
  says: (cell: string) => Said,
): Read {
  const cell = (at: number | undefined) => (at === undefined ? "" : (cells[at] ?? ""));
  const { consent } = columns;
  const said = declared === null ? says(cell(consent)) : "yes";
  const phone = readPhone(cell(columns.phone));
  if (phone.kind === "refused") {
    const masked = maskCell(cell(columns.phone));
    return {
      number: null,
      said,
      line: { kind: "skipped", line, masked, why: phoneRefusals[phone.why] },
    };
  }
  const { number } = phone;
  const skipped = (why: string): Read => ({ number, said, line: skip({ line, number }, why) });
  if (said !== "yes") return skipped(consentRefusals[said]);
  const seats = seatsIn(cell(columns.seats));
  if (seats === null) return skipped("the number of places is not understood");
  const notes = [...phone.notes];
  if (seats.more !== null) notes.push(`${seats.more} places asked for: 2 at most`);
  const named = languageIn(cell(columns.language));
  if (named === null && cleanCell(cell(columns.language)) !== "") {
    notes.push(`language not understood: ${language}`);
  }
  const reminders = says(cell(columns.reminders));
  if (reminders === "unclear") notes.push("reminders yes or no is not understood: none");
  return {
    number,
    said,
    line: {
      kind: "person",
      line,
      number,
      seats: seats.seats,
      language: named ?? language,
      reminders: reminders === "yes" || reminders === "blank",
      how: declared ?? {
        kind: "column",
        asked: shorten(cleanCell(header[consent ?? -1] ?? ""), 500) || "-",
        said: shorten(cleanCell(cell(consent)), 500),
        given: shorten(cleanCell(cell(columns.given)), 60) || null,
      },
      notes,
    },
  };
}

const consentRefusals = {
  no: "no consent: they said no",
  blank: "no consent: nothing is said",
  unclear: "no consent: what is said is no clear yes",
} as const;

/** What is known of the person behind a number before the import. */
export interface Known {
  /** They asked for silence. */
  readonly stopped: boolean;
  readonly registered: boolean;
  /** They were imported for this webinar before; whoever left meanwhile stays out. */
  readonly imported: boolean;
}

/** The plan once it is known who is who. */
export function settle(lines: readonly Line[], known: (number: string) => Known): readonly Line[] {
  return lines.map((line) => {
    if (line.kind === "skipped") return line;
    const { stopped, registered, imported } = known(line.number);
    if (registered) return skip(line, "registered already");
    if (imported) return skip(line, "imported already");
    return stopped ? skip(line, "they asked us to write no more") : line;
  });
}

function skip({ line, number }: Pick<Person, "line" | "number">, why: string): Skipped {
  return { kind: "skipped", line, masked: maskPhone(number), why };
}

function shorten(text: string, most: number): string {
  return text.slice(0, most).toWellFormed();
}
