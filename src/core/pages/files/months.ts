import type { Language } from "../../language/languages.ts";

const arabic = [
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
] as const;

const french = [
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
] as const;

/** The months as the sheets of a workbook are called, as they are said in Morocco. */
export const monthNames: Readonly<Record<Language, readonly string[]>> = {
  fr: french,
  ar: arabic,
  ary: arabic,
  "ary-Latn": french,
  en: [
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
};
