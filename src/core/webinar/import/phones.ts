import { parsePhoneNumberFromString } from "libphonenumber-js/mobile";
import { cleanCell } from "./cells.ts";

/** Why a cell gives no number that can be written to, as it is told to the coordinator. */
export const phoneRefusals = {
  empty: "no phone number",
  "digits-lost":
    "the spreadsheet wrote the number as 2.1E+11 and lost digits: format the column as text, export again",
  landline: "a landline: WhatsApp needs a mobile number",
  "not-mobile": "no mobile number of its country",
  "wrong-length": "too many or too few digits",
  "no-country": "a foreign number is written with + and the country's code",
  "no-number": "no number in it",
} as const;
export type PhoneRefusal = keyof typeof phoneRefusals;

export type Phone =
  /** `number` as E.164 writes it: `+212612345678`. `notes` tell what was done to it. */
  | { readonly kind: "phone"; readonly number: string; readonly notes: readonly string[] }
  | { readonly kind: "refused"; readonly why: PhoneRefusal };

/**
 * The mobile number in a cell, however it was typed or exported. Without + or 00 it is Moroccan, or
 * refused: a foreign number is never guessed. Of several numbers the first mobile one, with a note.
 */
export function readPhone(cell: string): Phone {
  const text = normalize(cell);
  if (text === "" || /^[-–—_./?]+$/u.test(text)) return refuse("empty");
  const restored = restoreDigits(text);
  if (restored === null) return refuse("digits-lost");
  if (!/\d/u.test(restored)) return refuse("no-number");
  const whole = /^[\d\s+().-]+$/u.test(restored) ? readOne(restored) : null;
  if (whole?.kind === "phone") return whole;
  const pieces = piecesOf(restored);
  // One number and nothing else: what is wrong with it is known.
  if (whole !== null && pieces.length < 2) return whole;
  const read = pieces.map(readOne);
  const mobile = read.find(({ kind }) => kind === "phone");
  if (mobile?.kind === "phone") {
    const notes = pieces.length > 1 ? ["several numbers: the first mobile one"] : [];
    return { ...mobile, notes: [...mobile.notes, ...notes] };
  }
  const first = read[0] ?? whole ?? refuse("no-number");
  const isLandline = read.some((one) => one.kind === "refused" && one.why === "landline");
  return isLandline ? refuse("landline") : first;
}

/** A number of which only the country, the first and the last two digits can be read. */
export function maskPhone(number: string): string {
  const known = parsePhoneNumberFromString(number);
  const code = known === undefined ? "" : `+${known.countryCallingCode} `;
  const national = known?.nationalNumber ?? number.replaceAll(/\D/gu, "");
  return `${code}${groupsOf(hide(national, 1))}`;
}

/** A cell that gave no number, shown so that its line is found and nobody is recognized. */
export function maskCell(cell: string): string {
  const digits = normalize(cell).replaceAll(/\D/gu, "").slice(0, 20);
  return digits === "" ? "-" : groupsOf(hide(digits, 0));
}

/** Digits of three scripts, dashes of many lengths, marks nobody sees, what links put before. */
function normalize(cell: string): string {
  return cleanCell(cell.replaceAll(/[\r\n\t]+/gu, ";"))
    .normalize("NFKC")
    .replaceAll(/[٠-٩]/gu, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replaceAll(/[۰-۹]/gu, (digit) => String(digit.charCodeAt(0) - 0x06f0))
    .replaceAll(/[\u2010-\u2015\u2212\u2043]/gu, "-")
    .replaceAll(/\s+/gu, " ")
    .trim()
    .replace(/^=\s*"?|^['’‘`´"]+/u, "")
    .replace(
      /^(?:https?:\/\/)?(?:wa\.me\/|api\.whatsapp\.com\/send\/?\?phone=)\+?(\d+).*$/iu,
      "+$1",
    )
    .replace(/^(?:tel|whatsapp|sms):/iu, "")
    .replace(/["'’]+$/u, "")
    .trim();
}

/** What a spreadsheet made of a number undone; null when digits are lost for good. */
function restoreDigits(text: string): string | null {
  const power = /^\+?(\d)(?:[.,](\d+))?\s*e\s*\+?(\d{1,2})$/iu.exec(text);
  if (power !== null) {
    const digits = `${power[1]}${power[2] ?? ""}`;
    return digits.length === Number(power[3]) + 1 ? digits : null;
  }
  return text.replace(/^(\+?\d{9,15})[.,]0{1,2}$/u, "$1");
}

/** Moroccan mobile numbers that stand one after the other without anything between. */
const inARow = /(?<!\d)(?:(?:\+|00)?212[\s.-]*(?:\(0\)|0)?|0)[\s.-]*[67](?:[\s.-]*\d){8}(?!\d)/gu;

/** The parts of a cell that have the digits of a number. */
function piecesOf(text: string): readonly string[] {
  const parts = text
    .split(/[;,|/\\&]|\s-\s|(?<!\p{L})(?:ou|or|et|and|wla|أو|او|و)(?!\p{L})|\s(?=\+\d)/iu)
    .flatMap((part) => part.match(/[+(]*\d[\d\s().+-]*/gu) ?? []);
  const pieces = parts.flatMap((part) => {
    const several = part.match(inARow) ?? [];
    return several.length > 1 ? several : [part];
  });
  const long = pieces.map((part) => part.trim()).filter((part) => digitsOf(part).length >= 8);
  return [...new Set(long)];
}

function readOne(text: string): Phone {
  // Right to left, the plus is typed at the end.
  const digits = digitsOf(text.replace(/^([^+]*\d[^+]*)\+$/u, "+$1"));
  const notes: string[] = [];
  const written = inFull(digits, notes);
  if (written === null) return refuse(digits.length < 10 ? "wrong-length" : "no-country");
  const number = parsePhoneNumberFromString(written, "MA");
  if (number === undefined) return refuse("wrong-length");
  const isMoroccan = number.countryCallingCode === "212";
  if (isMoroccan ? moroccanMobile.test(number.number) : number.isValid()) {
    return { kind: "phone", number: number.number, notes };
  }
  if (/^\+2125\d{8}$/u.test(number.number)) return refuse("landline");
  const isLong = isMoroccan ? /^\+212[1-9]\d{8}$/u.test(number.number) : number.isPossible();
  return refuse(isLong ? "not-mobile" : "wrong-length");
}

/** By the plan, not by what is in use: new ranges are opened before anybody's tables know. */
const moroccanMobile = /^\+212[67]\d{8}$/u;

/** The digits with + and the country, or with the Moroccan 0; null when it may be any country's. */
function inFull(digits: string, notes: string[]): string | null {
  if (/^\+0[5-8]\d{8}$/u.test(digits)) return digits.slice(1);
  if (digits.startsWith("+")) return /^\+\d+$/u.test(digits) ? digits : null;
  if (digits.includes("+")) return null;
  if (digits.startsWith("00")) return `+${digits.slice(2)}`;
  if (/^212\d{9,10}$/u.test(digits)) return `+${digits}`;
  if (digits.startsWith("0")) return digits;
  if (!/^[5-8]\d{8}$/u.test(digits)) return null;
  notes.push("its leading 0 was lost");
  return `0${digits}`;
}

function digitsOf(text: string): string {
  return text.replaceAll(/[^\d+]/gu, "");
}

function hide(digits: string, shown: number): string {
  const hidden = Math.max(0, digits.length - shown - 2);
  return `${digits.slice(0, shown)}${"•".repeat(hidden)}${digits.slice(shown + hidden)}`;
}

function groupsOf(digits: string): string {
  return digits.match(/.{1,3}/gu)?.join(" ") ?? "";
}

function refuse(why: PhoneRefusal): Extract<Phone, { kind: "refused" }> {
  return { kind: "refused", why };
}
