/**
 * The five languages the bot speaks.
 *
 * `ary` is Darija in Arabic script, `ary-Latn` Darija in Latin letters and digits ("Arabizi").
 */
export const languages = ["fr", "ar", "ary", "ary-Latn", "en"] as const;
export type Language = (typeof languages)[number];

/** Where a sentence is looked for when its language lacks it, in this order. */
export const fallbacks: Readonly<Record<Language, readonly Language[]>> = {
  fr: ["ar", "en"],
  ar: ["ary", "fr"],
  ary: ["ar", "fr"],
  "ary-Latn": ["fr", "ary"],
  en: ["fr"],
};

/**
 * The locale for plurals, digits and dates.
 *
 * `Intl` has no Darija: `ary` would silently become `en-US`.
 */
export const intlLocales: Readonly<Record<Language, string>> = {
  fr: "fr-MA",
  ar: "ar-MA",
  ary: "ar-MA",
  "ary-Latn": "fr-MA",
  en: "en-GB",
};

export function isRightToLeft(language: Language): boolean {
  return language === "ar" || language === "ary";
}
