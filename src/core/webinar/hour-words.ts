import type { Language } from "../language/languages.ts";
import type { Place } from "./hours.ts";

interface HourWords {
  /** The hour of a clock, digits 0-9. */
  readonly clock: (hour: number, minute: number) => string;
  /** An hour and whose it is. */
  readonly of: (clock: string, place: string) => string;
  /** Between a day and an hour. */
  readonly at: string;
}

// Tables, not `Intl`: it has no Darija, and its names change with the data of the runtime.
export const sentencesOf: Readonly<Record<Language, HourWords>> = {
  fr: {
    clock: (hour, minute) => (minute === 0 ? `${hour} h` : `${hour} h ${pad(minute)}`),
    of: (clock, place) => `${clock}, heure ${place}`,
    at: "à",
  },
  ar: { clock: colon, of: (clock, place) => `${clock} بتوقيت ${place}`, at: "على الساعة" },
  ary: { clock: colon, of: (clock, place) => `${clock} بتوقيت ${place}`, at: "مع" },
  "ary-Latn": { clock: colon, of: (clock, place) => `${clock} b taw9it ${place}`, at: "m3a" },
  en: { clock: colon, of: (clock, place) => `${clock}, ${place} time`, at: "at" },
};

/** As they stand after « heure », « بتوقيت », « b taw9it », and before "time". */
export const placeNames: Readonly<Record<Place, Readonly<Record<Language, string>>>> = {
  MA: name("du Maroc", "المغرب", "المغرب", "lmaghrib", "Morocco"),
  FR: name("de France", "فرنسا", "فرانسا", "fransa", "France"),
  BE: name("de Belgique", "بلجيكا", "بلجيكا", "beljika", "Belgium"),
  ES: name("d’Espagne", "إسبانيا", "سبانيا", "sbanya", "Spain"),
  IT: name("d’Italie", "إيطاليا", "الطاليان", "talyan", "Italy"),
  DE: name("d’Allemagne", "ألمانيا", "ألمانيا", "almanya", "Germany"),
  NL: name("des Pays-Bas", "هولندا", "هولندا", "holanda", "Netherlands"),
  GB: name("du Royaume-Uni", "بريطانيا", "بريطانيا", "britanya", "UK"),
  "US-East": name("de New York", "نيويورك", "نيويورك", "New York", "New York"),
  "CA-Quebec": name("du Québec", "كيبيك", "كيبيك", "Québec", "Quebec"),
  SN: name("du Sénégal", "السنغال", "السينيغال", "sénégal", "Senegal"),
  TN: name("de Tunisie", "تونس", "تونس", "tounes", "Tunisia"),
  DZ: name("d’Algérie", "الجزائر", "الدزاير", "dzayer", "Algeria"),
  AE: name("des Émirats", "الإمارات", "الإمارات", "l imarat", "UAE"),
  SA: name("d’Arabie saoudite", "السعودية", "السعودية", "sa3oudiya", "Saudi Arabia"),
};

function name(fr: string, ar: string, ary: string, latin: string, en: string) {
  return { fr, ar, ary, "ary-Latn": latin, en };
}

function colon(hour: number, minute: number): string {
  return `${hour}:${pad(minute)}`;
}

function pad(number: number): string {
  return String(number).padStart(2, "0");
}
