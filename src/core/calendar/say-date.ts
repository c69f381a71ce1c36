import type { Instant } from "../instant.ts";
import type { Language } from "../language/languages.ts";

/** Whose clock is read: Morocco's, or that of people who write from abroad. */
export type Place = "morocco" | "paris";

/**
 * A day in words, and the hour with whose hour it is: « jeudi 26 novembre à 18:30 (heure du
 * Maroc) ». Without the year: we speak of days to come within months.
 *
 * Digits are 0-9 in every language. Nothing in it needs isolating in right-to-left text.
 */
export function sayDate(
  at: Instant,
  language: Language,
  withTime: boolean,
  place: Place = "morocco",
): string {
  const { weekdays, months, first, at: preposition } = names[language];
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zones[place]);
  const number = local.day === 1 ? first : String(local.day);
  const day = `${weekdays[local.dayOfWeek - 1]} ${number} ${months[local.month - 1]}`;
  return withTime ? `${day} ${preposition} ${sayTime(at, language, place)}` : day;
}

/** The hour alone, with whose hour it is: « 18:30 (heure du Maroc) ». */
export function sayTime(at: Instant, language: Language, place: Place = "morocco"): string {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zones[place]);
  const clock = `${pad(local.hour)}:${pad(local.minute)}`;
  return `${clock} (${names[language].clock[place]})`;
}

function pad(number: number): string {
  return String(number).padStart(2, "0");
}

const zones: Readonly<Record<Place, string>> = {
  morocco: "Africa/Casablanca",
  paris: "Europe/Paris",
};

interface Names {
  /** Monday first. */
  readonly weekdays: readonly string[];
  readonly months: readonly string[];
  /** The first day of a month. */
  readonly first: string;
  /** Between the day and the hour. */
  readonly at: string;
  readonly clock: Readonly<Record<Place, string>>;
}

/** The month names of Morocco: not those of Egypt (يناير … نوفمبر) nor of the Levant. */
const arabicMonths = [
  "يناير",
  "فبراير",
  "مارس",
  "أبريل",
  "ماي",
  "يونيو",
  "يوليوز",
  "غشت",
  "شتنبر",
  "أكتوبر",
  "نونبر",
  "دجنبر",
];

// Tables, not `Intl`: it has no Darija, and its names change with the data of the runtime.
// « بتوقيت المغرب » rather than « وقت المغرب », which is also the time of the sunset prayer.
const names: Readonly<Record<Language, Names>> = {
  fr: {
    weekdays: ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    months: [
      "janvier",
      "février",
      "mars",
      "avril",
      "mai",
      "juin",
      "juillet",
      "août",
      "septembre",
      "octobre",
      "novembre",
      "décembre",
    ],
    first: "1er",
    at: "à",
    clock: { morocco: "heure du Maroc", paris: "heure de Paris" },
  },
  ar: {
    weekdays: ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"],
    months: arabicMonths,
    first: "1",
    at: "على الساعة",
    clock: { morocco: "بتوقيت المغرب", paris: "بتوقيت باريس" },
  },
  ary: {
    weekdays: ["الاثنين", "التلات", "الأربع", "الخميس", "الجمعة", "السبت", "الحد"],
    months: arabicMonths,
    first: "1",
    at: "مع",
    clock: { morocco: "بتوقيت المغرب", paris: "بتوقيت باريس" },
  },
  "ary-Latn": {
    weekdays: ["tnin", "tlat", "larb3", "lkhmis", "jjem3a", "ssebt", "l7edd"],
    months: [
      "yanayir",
      "fibrayir",
      "mars",
      "abril",
      "may",
      "younyou",
      "youlyouz",
      "ghoucht",
      "choutanbir",
      "oktobr",
      "nouanbir",
      "doujanbir",
    ],
    first: "1",
    at: "m3a",
    clock: { morocco: "b taw9it lmaghrib", paris: "b taw9it Paris" },
  },
  en: {
    weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    months: [
      "January",
      "February",
      "March",
      "April",
      "May",
      "June",
      "July",
      "August",
      "September",
      "October",
      "November",
      "December",
    ],
    first: "1",
    at: "at",
    clock: { morocco: "Morocco time", paris: "Paris time" },
  },
};
