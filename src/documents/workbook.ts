import type { Workbook, Worksheet, Cell } from "exceljs";
import type { Document } from "../core/documents/document.ts";
import { isRightToLeft, type Language } from "../core/language/languages.ts";

type Of<Form extends Document["form"]> = Extract<Document, { readonly form: Form }>;

const ink = "FF14303D";
const blue = "FF0B4F6C";
const paper = "FFF3F7F9";
const edge = "FFD6E1E7";
/** Groups and decimals as the program's own language writes them; nothing stands as a dash. */
const amounts = '#,##0.00;[Red]-#,##0.00;"–"';
const face = "Arial";
/** A file of the same words is the same file. */
const fixed = new Date(Date.UTC(2026, 0, 1));

/** Rows to write in on each month's page. */
const monthRows = 40;

/** The budget as a workbook: planned, real and the difference, with their totals. */
export async function writeBudget(document: Of<"budget-workbook">): Promise<Uint8Array> {
  const book = await openBook();
  const sheet = addSheet(book, document.sheet, document.language);
  sheet.columns = [{ width: 36 }, { width: 16 }, { width: 16 }, { width: 16 }];
  putTop(sheet, document);
  const { columns, income, expense } = document;
  const incomeTotal = putSide(sheet, income, columns, 5);
  const expenseTotal = putSide(sheet, expense, columns, incomeTotal.row + 2);
  const row = expenseTotal.row + 2;
  text(sheet.getCell(row, 1), document.balance).font = {
    name: face,
    bold: true,
    color: { argb: blue },
  };
  for (const [at, column] of ["B", "C"].entries()) {
    const difference = (incomeTotal.sums[at] ?? 0) - (expenseTotal.sums[at] ?? 0);
    const cell = formula(
      sheet,
      row,
      at + 2,
      `${column}${incomeTotal.row}-${column}${expenseTotal.row}`,
      difference,
    );
    cell.font = { name: face, bold: true };
  }
  freeze(sheet, document.language, { ySplit: 3, xSplit: 1 });
  text(sheet.getCell(row + 2, 1), document.footer).font = {
    name: face,
    size: 8,
    color: { argb: "FF566B76" },
  };
  return bytesOf(book);
}

interface Total {
  readonly row: number;
  /** Planned and real, in dirhams. */
  readonly sums: readonly number[];
}

function putSide(
  sheet: Worksheet,
  side: Of<"budget-workbook">["income"],
  columns: Of<"budget-workbook">["columns"],
  from: number,
): Total {
  putHeads(sheet, from, [side.heading, columns.planned, columns.real, columns.gap]);
  const first = from + 1;
  // One empty line at least, so that there is a place to write.
  const count = side.lines.length + 1;
  for (let at = 0; at < count; at += 1) {
    const line = side.lines[at];
    const row = first + at;
    text(sheet.getCell(row, 1), line?.label ?? "");
    const planned = money(sheet.getCell(row, 2));
    if (line?.centimes != null) planned.value = line.centimes / 100;
    money(sheet.getCell(row, 3));
    formula(sheet, row, 4, `IF(C${row}="","",C${row}-B${row})`, "");
    border(sheet, row, 4);
  }
  const last = first + count - 1;
  const row = last + 1;
  const centimes = side.lines.reduce((sum, line) => sum + (line.centimes ?? 0), 0);
  text(sheet.getCell(row, 1), side.total);
  formula(sheet, row, 2, `SUM(B${first}:B${last})`, centimes / 100);
  formula(sheet, row, 3, `SUM(C${first}:C${last})`, 0);
  // Before anything was spent there is nothing to compare.
  formula(sheet, row, 4, `IF(COUNT(C${first}:C${last})=0,"",C${row}-B${row})`, "");
  emphasize(sheet, row, 4);
  return { row, sums: [centimes / 100, 0] };
}

/** A page for each month to write in, and one for the year that counts them together by line. */
export async function writeMonths(document: Of<"monthly-workbook">): Promise<Uint8Array> {
  const book = await openBook();
  const { language, income, expense, sheets, words } = document;
  const year = addSheet(book, sheets.year, language, "landscape");
  const lines = [...income.lines, ...expense.lines].map(({ label }) => label);
  for (const [at, name] of sheets.months.entries()) putMonth(book, document, name, at, lines);
  putYear(year, document, words.total);
  return bytesOf(book);
}

const head = 5;
const firstRow = head + 1;
const lastRow = firstRow + monthRows - 1;
const totalRow = lastRow + 1;

function putMonth(
  book: Workbook,
  document: Of<"monthly-workbook">,
  name: string,
  at: number,
  lines: readonly string[],
): void {
  const { columns, words, language, sheets } = document;
  const sheet = addSheet(book, name, language, "landscape");
  sheet.columns = [12, 34, 28, 14, 14, 14, 12].map((width) => ({ width }));
  putTop(sheet, { ...document, heading: `${name} ${document.year}` });
  text(sheet.getCell(3, 3), words.carried);
  const before = sheets.months[at - 1];
  if (before === undefined) money(sheet.getCell(3, 4)).value = 0;
  else formula(sheet, 3, 4, `${quoted(before)}!D${totalRow + 1}`, 0);
  putHeads(sheet, head, [
    columns.date,
    columns.what,
    columns.line,
    columns.in,
    columns.out,
    columns.how,
    columns.receipt,
  ]);
  for (let row = firstRow; row <= lastRow; row += 1) {
    sheet.getCell(row, 1).numFmt = "dd/mm/yyyy";
    money(sheet.getCell(row, 4));
    money(sheet.getCell(row, 5));
    border(sheet, row, 7);
    const offered = listOf(document, lines);
    if (offered !== null) sheet.getCell(row, 3).dataValidation = offered;
  }
  text(sheet.getCell(totalRow, 1), words.total);
  formula(sheet, totalRow, 4, `SUM(D${firstRow}:D${lastRow})`, 0);
  formula(sheet, totalRow, 5, `SUM(E${firstRow}:E${lastRow})`, 0);
  emphasize(sheet, totalRow, 7);
  text(sheet.getCell(totalRow + 1, 1), words.left);
  formula(sheet, totalRow + 1, 4, `D3+D${totalRow}-E${totalRow}`, 0);
  emphasize(sheet, totalRow + 1, 7);
  freeze(sheet, language, { ySplit: head });
  sheet.pageSetup.printTitlesRow = `${head}:${head}`;
}

/** Where the names of the lines to choose from stand on the page of the year: nobody sees them. */
const choices = 16;

function listOf(document: Of<"monthly-workbook">, lines: readonly string[]) {
  if (lines.length === 0) return null;
  return {
    type: "list" as const,
    allowBlank: true,
    // Whoever has another line writes it.
    showErrorMessage: false,
    formulae: [`${quoted(document.sheets.year)}!$P$1:$P$${lines.length}`],
  };
}

function yearRows({ income }: Of<"monthly-workbook">) {
  const incomeFirst = head + 1;
  // The total, an empty row and the heads stand between.
  return { incomeFirst, expenseFirst: incomeFirst + income.lines.length + 3 };
}

function putYear(sheet: Worksheet, document: Of<"monthly-workbook">, total: string): void {
  const { sheets, income, expense, words } = document;
  sheet.columns = [{ width: 30 }, ...Array.from({ length: 13 }, () => ({ width: 12.5 }))];
  putTop(sheet, document);
  const { incomeFirst, expenseFirst } = yearRows(document);
  const incomeTotal = putYearSide(sheet, document, income, "D", incomeFirst, total);
  const expenseTotal = putYearSide(sheet, document, expense, "E", expenseFirst, total);
  const row = expenseTotal + 2;
  text(sheet.getCell(row, 1), words.balance);
  for (let column = 2; column <= 14; column += 1) {
    const letter = sheet.getColumn(column).letter;
    formula(sheet, row, column, `${letter}${incomeTotal}-${letter}${expenseTotal}`, 0);
  }
  emphasize(sheet, row, 14);
  text(sheet.getCell(row + 1, 1), words.left);
  for (const [at, name] of sheets.months.entries())
    formula(sheet, row + 1, at + 2, `${quoted(name)}!D${totalRow + 1}`, 0);
  emphasize(sheet, row + 1, 14);
  text(sheet.getCell(row + 3, 1), document.footer).font = {
    name: face,
    size: 8,
    color: { argb: "FF566B76" },
  };
  freeze(sheet, document.language, { xSplit: 1, ySplit: 3 });
  for (const [at, { label }] of [...income.lines, ...expense.lines].entries())
    text(sheet.getCell(at + 1, choices), label);
  sheet.getColumn(choices).hidden = true;
}

/** One side of the year: a row for each line; what was written under no line of ours is in the total. */
function putYearSide(
  sheet: Worksheet,
  document: Of<"monthly-workbook">,
  side: Of<"monthly-workbook">["income"],
  column: "D" | "E",
  first: number,
  total: string,
): number {
  const { months } = document.sheets;
  putHeads(sheet, first - 1, [side.heading, ...months, total]);
  for (const [at, { label }] of side.lines.entries()) {
    const row = first + at;
    text(sheet.getCell(row, 1), label);
    for (const [month, name] of months.entries()) {
      const page = quoted(name);
      const range = (letter: string): string =>
        `${page}!$${letter}$${firstRow}:$${letter}$${lastRow}`;
      // Not SUMIF, which takes a label like « >5 » for a condition.
      formula(sheet, row, month + 2, `SUMPRODUCT(--(${range("C")}=$A${row}),${range(column)})`, 0);
    }
    formula(sheet, row, 14, `SUM(B${row}:M${row})`, 0);
    border(sheet, row, 14);
  }
  const row = first + side.lines.length;
  text(sheet.getCell(row, 1), side.total);
  for (const [month, name] of months.entries())
    formula(sheet, row, month + 2, `${quoted(name)}!${column}${totalRow}`, 0);
  formula(sheet, row, 14, `SUM(B${row}:M${row})`, 0);
  emphasize(sheet, row, 14);
  return row;
}

/** Loaded when the first workbook is asked for: an idle bot does not carry it. */
async function openBook(): Promise<Workbook> {
  const { default: exceljs } = await import("exceljs");
  const book = new exceljs.Workbook();
  book.creator = "Rafiq";
  book.created = fixed;
  book.modified = fixed;
  book.calcProperties.fullCalcOnLoad = true;
  book.views = [
    {
      x: 0,
      y: 0,
      width: 12_000,
      height: 18_000,
      firstSheet: 0,
      activeTab: 0,
      visibility: "visible",
    },
  ];
  return book;
}

function addSheet(
  book: Workbook,
  name: string,
  language: Language,
  orientation: "portrait" | "landscape" = "portrait",
): Worksheet {
  const sheet = book.addWorksheet(sheetName(name), {
    views: [{ rightToLeft: isRightToLeft(language), showGridLines: false }],
    pageSetup: {
      paperSize: 9,
      orientation,
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.5, header: 0.2, footer: 0.2 },
    },
    properties: { defaultRowHeight: 18 },
  });
  return sheet;
}

function freeze(
  sheet: Worksheet,
  language: Language,
  split: { readonly xSplit?: number; readonly ySplit: number },
): void {
  const rightToLeft = isRightToLeft(language);
  sheet.views = [{ rightToLeft, showGridLines: false, state: "frozen", ...split }];
}

/** What no name of a sheet may hold becomes a space. */
function sheetName(name: string): string {
  const clean = name
    .replaceAll(/[\\/*?:[\]']/gu, " ")
    .trim()
    .slice(0, 31);
  return clean === "" ? "1" : clean;
}

function quoted(name: string): string {
  return `'${sheetName(name)}'`;
}

function putTop(
  sheet: Worksheet,
  { heading, organization }: { readonly heading: string; readonly organization: string },
): void {
  // Not merged: what is frozen cuts a merged cell in two.
  for (const [at, words] of [heading, organization].entries())
    text(sheet.getCell(at + 1, 1), words).alignment = { vertical: "middle" };
  sheet.getCell(1, 1).font = { name: face, bold: true, size: 16, color: { argb: blue } };
  sheet.getCell(2, 1).font = { name: face, size: 11, color: { argb: "FF566B76" } };
  sheet.getRow(1).height = 26;
}

function putHeads(sheet: Worksheet, row: number, heads: readonly string[]): void {
  for (const [at, words] of heads.entries()) {
    const cell = text(sheet.getCell(row, at + 1), words);
    cell.font = { name: face, bold: true, color: { argb: "FFFFFFFF" } };
    cell.fill = { type: "pattern", pattern: "solid", fgColor: { argb: blue } };
    cell.alignment = { vertical: "middle", wrapText: true };
  }
  sheet.getRow(row).height = 22;
}

/**
 * Words stay words, also when they look like a formula: they are kept as text, in a cell that a
 * program does not compute even when it is edited.
 */
function text(cell: Cell, words: string): Cell {
  cell.value = words;
  cell.numFmt = "@";
  cell.alignment = { vertical: "middle", wrapText: words.length > 30 };
  cell.font = { name: face, color: { argb: ink } };
  return cell;
}

function money(cell: Cell): Cell {
  cell.numFmt = amounts;
  cell.font = { name: face, color: { argb: ink } };
  return cell;
}

/** A formula with what it comes to now: phones show a workbook without computing it. */
function formula(
  sheet: Worksheet,
  row: number,
  column: number,
  formula: string,
  result: number | string,
): Cell {
  const cell = sheet.getCell(row, column);
  cell.value = { formula, result };
  return money(cell);
}

function border(sheet: Worksheet, row: number, columns: number): void {
  for (let column = 1; column <= columns; column += 1)
    sheet.getCell(row, column).border = { bottom: { style: "thin", color: { argb: edge } } };
}

function emphasize(sheet: Worksheet, row: number, columns: number): void {
  for (let column = 1; column <= columns; column += 1) {
    const cell = sheet.getCell(row, column);
    cell.font = { name: face, bold: true, color: { argb: ink } };
    cell.fill = { type: "pattern", pattern: "solid", fgColor: { argb: paper } };
    cell.border = { top: { style: "thin", color: { argb: blue } } };
  }
}

async function bytesOf(book: Workbook): Promise<Uint8Array> {
  return withoutMoments(new Uint8Array(await book.xlsx.writeBuffer()));
}

/**
 * The archive says of each of its files when it was written: always the same moment here, so that the
 * same words are the same bytes. Names and sizes are followed from the directory at its end.
 */
function withoutMoments(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end -= 1;
  if (end < 0) return bytes;
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    const local = view.getUint32(at + 42, true);
    view.setUint32(at + 12, firstOfJanuary, true);
    view.setUint32(local + 10, firstOfJanuary, true);
    at += 46 + [28, 30, 32].reduce((sum, length) => sum + view.getUint16(at + length, true), 0);
  }
  return bytes;
}

/** 2026-01-01 as archives write it: the day above, the hour below. */
const firstOfJanuary = (((2026 - 1980) << 25) | (1 << 21) | (1 << 16)) >>> 0;
