import { fold } from "../../language/fold.ts";
import { cleanCell } from "./cells.ts";
import { readPhone } from "./phones.ts";
import type { Row } from "./table.ts";

/** What is read of a row. Names, mail addresses and all the rest are not, and not kept. */
export const fields = ["phone", "consent", "language", "seats", "reminders", "given"] as const;
export type Field = (typeof fields)[number];

/** Which column holds what, counted from 0. */
export type Columns = Readonly<Partial<Record<Field, number>>>;

export type Recognized =
  | {
      readonly kind: "columns";
      readonly columns: Columns;
      /** The headers of the columns that are not read. */
      readonly unread: readonly string[];
    }
  | { readonly kind: "mistake"; readonly says: string };

/** Words of headers, in the spelling of `fold`. The first kind that a header shows is its kind. */
const words: readonly (readonly [Field | "other", RegExp])[] = [
  ["other", /naissance|birth|ميلاد|adhere|membre|member|الاعضاء/u],
  [
    "consent",
    /consent|accept|autoris|authori|d'accord|(?<!\p{L})agree|permission|opt.?in|rgpd|gdpr|cndp|09.08|موافق|اوافق|قبول|الاذن|كنقبل|كنوافق|mwaf|nwaf|kan9bel/u,
  ],
  [
    "given",
    /horodat|timestamp|time ?stamp|submitted|submission|soumis|^date$|date (?:et heure|and time|d'inscription|d'envoi|de (?:la )?reponse)|طابع|^(?:ال)?تاريخ$|تاريخ التسجيل/u,
  ],
  ["reminders", /rappel|reminder|تذكير|tadkir/u],
  ["language", /langue|language|اللغه|لغه|lougha|lo8a|lugha/u],
  [
    "seats",
    /(?<!\p{L})places?(?!\p{L})|(?<!\p{L})seats?(?!\p{L})|nombre de (?:personne|participant)|number of (?:people|persons|participants)|how many|combien|accompagn|مقعد|مقاعد|اماكن|بلايص|عدد الاشخاص|عدد الحاضرين|عدد المشاركين|blays|bla9e?s/u,
  ],
  [
    "phone",
    /whats ?app|wts?app|watsap|واتس|وات ساب|(?<!\p{L})tel(?!\p{L})|tele?phone?|telefon|tilifoun|phone|(?<!\p{L})gsm|mobile|portable|(?<!\p{L})cell(?!\p{L})|(?<!\p{L})num(?:ero)?(?!\p{L})|n°|number|هاتف|الهاتف|تلفون|تيليفون|رقم|نمره|جوال|محمول|nmra|nemra/u,
  ],
];

/**
 * Which column is which, by its header in French, Arabic, Darija or English, whatever their order.
 *
 * `byHand` names columns by field: a header, or `#3` for the third. Of several columns that may hold
 * the phone, the one with the most numbers that can be written to. Two that may hold the consent
 * are not guessed between.
 */
export function recognizeColumns(
  header: readonly string[],
  rows: readonly Row[],
  byHand: Readonly<Partial<Record<Field, string>>>,
): Recognized {
  const names = header.map(cleanCell);
  const columns: Partial<Record<Field, number>> = {};
  for (const field of fields) {
    const wanted = byHand[field];
    if (wanted === undefined) continue;
    const at = columnNamed(names, wanted);
    if (at === null) return mistake(`there is no column “${wanted}”: ${listed(names)}`);
    columns[field] = at;
  }
  const kinds = names.map(kindOf);
  const taken = new Set(Object.values(columns));
  for (const field of fields) {
    if (columns[field] !== undefined) continue;
    const found = kinds.flatMap((kind, at) => (kind === field && !taken.has(at) ? [at] : []));
    if (field === "consent" && found.length > 1) {
      const several = found.map((at) => `“${names[at] ?? ""}”`).join(", ");
      return mistake(`several columns may hold the consent: ${several}; say --column consent="…"`);
    }
    const at = field === "phone" ? bestPhones(found, rows) : found[0];
    if (at === undefined) continue;
    columns[field] = at;
    taken.add(at);
  }
  if (columns.phone === undefined) {
    return mistake(`no column holds phone numbers: ${listed(names)}; say --column phone="…"`);
  }
  return { kind: "columns", columns, unread: names.filter((_, at) => !taken.has(at)) };
}

function kindOf(name: string): Field | "other" {
  const folded = fold(name);
  return words.find(([, pattern]) => pattern.test(folded))?.[0] ?? "other";
}

function columnNamed(names: readonly string[], wanted: string): number | null {
  const number = /^#(\d{1,3})$/u.exec(wanted)?.[1];
  if (number !== undefined)
    return names[Number(number) - 1] === undefined ? null : Number(number) - 1;
  const clean = cleanCell(wanted);
  const exact = names.indexOf(clean);
  const at = exact === -1 ? names.findIndex((name) => fold(name) === fold(clean)) : exact;
  return at === -1 ? null : at;
}

/** Rows looked at to tell which column holds numbers. */
const looked = 200;

function bestPhones(found: readonly number[], rows: readonly Row[]): number | undefined {
  const counted = found.map((at) => ({
    at,
    good: rows.slice(0, looked).filter(({ cells }) => readPhone(cells[at] ?? "").kind === "phone")
      .length,
  }));
  return counted.toSorted((one, other) => other.good - one.good)[0]?.at;
}

function listed(names: readonly string[]): string {
  return `the columns are ${names.map((name) => `“${name}”`).join(", ")}`;
}

function mistake(says: string): Recognized {
  return { kind: "mistake", says };
}
