import { fold } from "../../language/fold.ts";

/** A day that somebody named, and the other words. */
export interface DayNamed {
  /** « 2027-03-31 » */
  readonly day: string;
  readonly rest: string;
}

/**
 * The day until which something is to be done: « la trésorière, fin mars », « 15/04 », "in 3 months",
 * « آخر العام ». The next such day from `today` on; null when none is named.
 */
export function dayNamed(text: string, today: Temporal.PlainDate): DayNamed | null {
  // Numbers and Arabic letters take one form; nothing else changes its length for what follows.
  const words = text
    .slice(0, 300)
    .split(/\s+/u)
    .filter((word) => word !== "");
  const folded = words.map((word) => fold(word).replaceAll(/^[,;:.،]+|[,;:.،!?]+$/gu, ""));
  for (let from = 0; from < folded.length; from += 1) {
    for (let length = Math.min(5, folded.length - from); length > 0; length -= 1) {
      const day = dayIn(folded.slice(from, from + length).join(" "), today);
      if (day === null) continue;
      const rest = [...words.slice(0, before(folded, from)), ...words.slice(from + length)];
      return { day: day.toString(), rest: rest.join(" ").replace(/^[\s,;:،]+|[\s,;:،]+$/gu, "") };
    }
  }
  return null;
}

/** « pour », « avant » and the like before a day belong to it. */
function before(folded: readonly string[], from: number): number {
  let at = from;
  while (at > 0 && joining.has(folded[at - 1] ?? "")) at -= 1;
  return at;
}

const joining: ReadonlySet<string> = new Set(
  "بعد dans دابا pour avant d'ici le la en au a a' jusqu'a jusqu'au by until till before on the in for w f 9bel 7ta l حتي الي قبل في ف يوم نهار من و -".split(
    " ",
  ),
);

const months = [
  "janvier|janv|يناير|yanayir|january|jan",
  "fevrier|fevr|فبراير|fibrayir|february|feb",
  "mars|مارس|march|mar",
  "avril|avr|ابريل|أبريل|abril|april|apr",
  "mai|ماي|مايو|may",
  "juin|يونيو|younyou|june|jun",
  "juillet|juil|يوليوز|يوليو|youlyouz|july|jul",
  "aout|غشت|اغسطس|ghoucht|august|aug",
  "septembre|sept|شتنبر|choutanbir|september|sep",
  "octobre|oct|اكتوبر|oktobr|october",
  "novembre|nov|نونبر|نوفمبر|nouanbir|november",
  "decembre|dec|دجنبر|ديسمبر|doujanbir|december",
].map((names) => new Set(names.split("|").map(fold)));

const endWords = "fin|fin de|la fin de|end of|the end of|end|akhir|lakhir d|اخر|نهايه|متم";
const end = new RegExp(`^(?:${endWords}) (.+)$`, "u");
const yearEnd =
  /^(?:(?:la )?fin (?:d'annee|de l'annee|d annee|de cette annee)|(?:the )?end of (?:the|this) year|(?:akhir|lakhir d) (?:l3am|had l3am)|(?:اخر|نهايه) (?:العام|السنه|هاد العام|هذه السنه))$/u;

const units: readonly (readonly [RegExp, "days" | "weeks" | "months" | "years"])[] = [
  [/^(?:jours?|days?|ayam|youm|nhar|ايام|يوم|نهار)$/u, "days"],
  [/^(?:semaines?|weeks?|simana|semana|simanat|اسبوع|اسابيع|سيمانه)$/u, "weeks"],
  [/^(?:mois|months?|chhour|chher|شهر|اشهر|شهور)$/u, "months"],
  [/^(?:ans?|annees?|years?|3am|عام|سنه)$/u, "years"],
];
const counts: ReadonlyMap<string, number> = new Map(
  Object.entries({
    un: 1,
    une: 1,
    deux: 2,
    trois: 3,
    quatre: 4,
    six: 6,
    one: 1,
    a: 1,
    two: 2,
    three: 3,
    four: 4,
    jouj: 2,
    tlata: 3,
    "3": 3,
    rb3a: 4,
    setta: 6,
    جوج: 2,
    تلاته: 3,
    ثلاثه: 3,
    سته: 6,
    اربعه: 4,
  }),
);
const within = /^(?:dans|d'ici|in|within|f|mn daba|من دابا|في|ف|بعد|خلال) (\S+) (\S+)$/u;
const dual: ReadonlyMap<string, readonly [number, "weeks" | "months"]> = new Map([
  ["شهرين", [2, "months"]],
  ["chehrin", [2, "months"]],
  ["اسبوعين", [2, "weeks"]],
]);

function dayIn(words: string, today: Temporal.PlainDate): Temporal.PlainDate | null {
  if (yearEnd.test(words)) return ending(today.year, 12);
  const [, written] = end.exec(words) ?? [];
  if (written !== undefined) {
    const month = monthIn(written, today);
    return month === null ? null : ending(month.year, month.month);
  }
  return figures(words, today) ?? inSome(words, today) ?? onDay(words, today);
}

/** « 15/04 », « 31-12-2027 », « 2027-03-31 ». */
function figures(words: string, today: Temporal.PlainDate): Temporal.PlainDate | null {
  const [, year, month, day] = /^(20\d\d)[-/](\d{1,2})[-/](\d{1,2})$/u.exec(words) ?? [];
  if (year !== undefined) return made(Number(year), Number(month), Number(day));
  const [, d, m, y] = /^(\d{1,2})[-/.](\d{1,2})(?:[-/.](20\d\d|\d\d))?$/u.exec(words) ?? [];
  if (d === undefined) return null;
  if (y !== undefined) return made((Number(y) % 2_000) + 2_000, Number(m), Number(d));
  return coming(today, Number(m), Number(d));
}

/** « dans 3 mois », "f jouj chhour", « شهرين ». */
function inSome(words: string, today: Temporal.PlainDate): Temporal.PlainDate | null {
  const two = dual.get(words);
  if (two !== undefined) return today.add({ [two[1]]: two[0] });
  const [, count = "", unit = ""] = within.exec(words) ?? [];
  const many = /^\d{1,2}$/u.test(count) ? Number(count) : counts.get(count);
  const of = units.find(([name]) => name.test(unit))?.[1];
  return many === undefined || of === undefined ? null : today.add({ [of]: many });
}

/** « 15 mars », « 1er juin 2027 », « mars »: of a month alone its last day. */
function onDay(words: string, today: Temporal.PlainDate): Temporal.PlainDate | null {
  const [, day, rest = words] = /^(\d{1,2})(?:er|st|nd|rd|th)?(?: de| d)? (.+)$/u.exec(words) ?? [];
  const month = monthIn(rest, today);
  if (month === null) return null;
  if (day === undefined) return ending(month.year, month.month);
  return month.named
    ? made(month.year, month.month, Number(day))
    : coming(today, month.month, Number(day));
}

interface Month {
  readonly year: number;
  readonly month: number;
  /** The year was said. */
  readonly named: boolean;
}

function monthIn(words: string, today: Temporal.PlainDate): Month | null {
  const [name = "", year, ...more] = words.split(" ");
  const month = months.findIndex((names) => names.has(name)) + 1;
  if (month === 0 || more.length > 0) return null;
  if (year === undefined) {
    return { year: month < today.month ? today.year + 1 : today.year, month, named: false };
  }
  return /^20\d\d$/u.test(year) ? { year: Number(year), month, named: true } : null;
}

/** The next such day, today included. */
function coming(today: Temporal.PlainDate, month: number, day: number): Temporal.PlainDate | null {
  const here = made(today.year, month, day);
  if (here === null) return null;
  return Temporal.PlainDate.compare(here, today) < 0 ? made(today.year + 1, month, day) : here;
}

function ending(year: number, month: number): Temporal.PlainDate | null {
  return Temporal.PlainYearMonth.from({ year, month }).toPlainDate({ day: 31 });
}

function made(year: number, month: number, day: number): Temporal.PlainDate | null {
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  return Temporal.PlainDate.from({ year, month, day });
}
