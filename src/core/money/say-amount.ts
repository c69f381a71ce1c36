import type { Language } from "../language/languages.ts";

/**
 * An amount in figures with its currency: « 2 500 DH », « 2 500,50 درهم », "2,500.50 MAD".
 *
 * Takes whole centimes, also below zero (a balance): the minus is U+2212 and stands before. Figures are
 * 0-9, their groups held by U+202F (by commas in English), the currency by U+00A0: nothing breaks over
 * two lines. Isolating it in right-to-left text is the affair of whoever shows it.
 */
export function sayAmount(centimes: number, language: Language): string {
  return `${sayFigures(centimes, language)}\u00A0${currencies[language]}`;
}

/** The figures alone, for a column that names its currency once. */
export function sayFigures(centimes: number, language: Language): string {
  const { group, point } = language === "en" ? english : ours;
  const whole = String(Math.floor(Math.abs(centimes) / 100)).replace(/\B(?=(?:\d{3})+$)/gu, group);
  const part = Math.abs(centimes) % 100;
  const figures = part === 0 ? whole : `${whole}${point}${String(part).padStart(2, "0")}`;
  return centimes < 0 ? `\u2212${figures}` : figures;
}

/** What follows the figures in each language. */
export const currencies: Readonly<Record<Language, string>> = {
  fr: "DH",
  ar: "درهم",
  ary: "درهم",
  "ary-Latn": "dh",
  en: "MAD",
};

const ours = { group: "\u202F", point: "," };
const english = { group: ",", point: "." };
